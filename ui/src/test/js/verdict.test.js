import assert from 'node:assert/strict';
import {test} from 'node:test';
import {bandOf, claimAddress, usedWords} from '../../main/resources/annlab/ui/verdict.js';

test('a tolerance is a band around the number of the chapter', () => {
  assert.deepEqual(bandOf({chapter: 0.88, tolerance: 0.01}), {middle: 0.88, half: 0.01, line: true});
});

test('so is one around the number that a section of annlab expects', () => {
  assert.deepEqual(bandOf({expected: 0, tolerance: 0.5}), {middle: 0, half: 0.5, line: true});
});

test('an interval is a band without a line', () => {
  assert.deepEqual(bandOf({low: 1, high: 3}), {middle: 2, half: 1, line: false});
});

test('an exact number, an open interval and a property have no band', () => {
  assert.equal(bandOf({chapter: 7, tolerance: 0}), undefined);
  assert.equal(bandOf({low: 1}), undefined);
  assert.equal(bandOf({}), undefined);
});

test('the address of a claim is its place in the chapter', () => {
  const claim = /** @type {any} */ ({id: 'A5-epochs', section: '1.2.3'});
  assert.equal(claimAddress(claim), '/chapter/1.2.3#A5-epochs');
});

test('the share of a tolerance that is used is said where there is one', () => {
  assert.equal(usedWords({used: 0.34}), '34.0 %');
  assert.equal(usedWords({used: 0}), '0 %');
  assert.equal(usedWords({used: 1e-8}), 'under 0.1 %');
  assert.equal(usedWords({used: 2.5}), '250 %');
  assert.equal(usedWords({}), undefined);
});
