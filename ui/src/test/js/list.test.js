import assert from 'node:assert/strict';
import {test} from 'node:test';
import {epochsOf, fittingRuns, newestFirst} from '../../main/resources/annlab/ui/run/list.js';

/** @param {Record<string, any>} fields @returns {import('openapi').RunSummary} */
const run = (fields) =>
  /** @type {any} */ ({id: 'r', experiment: 'fashion-mnist', status: 'finished', parameters: {}, epochs: 0, ...fields});

test('epochs say how far a run is, and never more than all', () => {
  assert.equal(epochsOf(run({epochs: 12, parameters: {epochs: 30}, status: 'running'})), '12 of 30');
  assert.equal(epochsOf(run({epochs: 24, parameters: {epochs: 200}, status: 'interrupted'})), '24 of 200');
  assert.equal(epochsOf(run({epochs: 5, parameters: {epochs: 2}})), '5');
  assert.equal(epochsOf(run({epochs: 117, parameters: {epochs: 0}})), '117');
  assert.equal(epochsOf(run({epochs: 0, parameters: {epochs: 30}})), '–');
  assert.equal(epochsOf(run({epochs: 0, parameters: {epochs: 30}, status: 'queued'})), '0 of 30');
  const progress = {epoch: 2, step: 812, steps: 1719, seconds: 1};
  assert.equal(
    epochsOf(run({epochs: 2, parameters: {epochs: 30}, status: 'running', progress})),
    '2 of 30, step 812 of 1,719',
  );
});

test('a list is narrowed by words, kind and status together', () => {
  const runs = [
    run({id: 'a', quick: true}),
    run({id: 'b', experiment: 'playground'}),
    run({id: 'c', status: 'failed', tags: ['Slow']}),
    run({id: 'd', experiment: 'iris', title: 'Flowers'}),
    run({id: 'e', experiment: 'fit'}),
  ];
  /** @param {string} words @param {string} kind @param {string} status */
  const ids = (words, kind, status) => fittingRuns(runs, words, kind, status).map((each) => each.id);
  assert.deepEqual(ids('', '', ''), ['a', 'b', 'c', 'd', 'e']);
  assert.deepEqual(ids('', 'experiments', ''), ['a', 'c', 'd']);
  assert.deepEqual(ids('', 'full', ''), ['c', 'd']);
  assert.deepEqual(ids('', 'quick', ''), ['a']);
  assert.deepEqual(ids('', 'playground', ''), ['b']);
  assert.deepEqual(ids('', 'fits', ''), ['e']);
  assert.deepEqual(ids('slow fashion', '', ''), ['c']);
  assert.deepEqual(ids('flowers', '', 'failed'), []);
});

test('runs stand by their beginnings, whenever they came', () => {
  const runs = ['2026-01-02', '2026-03-01', '2026-02-01', '2026-02-01'].map((startedAt, i) =>
    run({id: String(i), startedAt}),
  );
  assert.deepEqual(
    newestFirst(runs).map(({id}) => id),
    ['1', '2', '3', '0'],
  );
});

test('a fit is found by what is fitted, by its name and its note', () => {
  const fit = run({
    id: 'f',
    experiment: 'fit',
    title: 'A fit of moons by Sequential',
    name: 'Wide',
    note: 'rate too high',
  });
  for (const words of ['wide', 'too HIGH', 'moons']) {
    assert.deepEqual(
      fittingRuns([fit, run({})], words, '', '').map(({id}) => id),
      ['f'],
    );
  }
});
