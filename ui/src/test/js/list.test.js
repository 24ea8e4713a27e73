import assert from 'node:assert/strict';
import {test} from 'node:test';
import {epochsOf, fittingRuns, newestFirst, titleOf} from '../../main/resources/annlab/ui/run/list.js';

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
});

test('a list is narrowed by words, kind and status together', () => {
  const runs = [
    run({id: 'a', quick: true}),
    run({id: 'b', experiment: 'playground'}),
    run({id: 'c', status: 'failed', tags: ['Slow']}),
    run({id: 'd', experiment: 'iris'}),
    run({id: 'e', experiment: 'fit'}),
  ];
  const titles = new Map([['iris', 'Flowers']]);
  /** @param {string} words @param {string} kind @param {string} status */
  const ids = (words, kind, status) => fittingRuns(runs, titles, words, kind, status).map((each) => each.id);
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

test('a fit is called by what is fitted, and found by its name and note', () => {
  const titles = new Map([['iris', 'Flowers']]);
  const fit = run({
    id: 'f',
    experiment: 'fit',
    name: 'Wide',
    note: 'rate too high',
    parameters: {data: 'moons', model: 'Sequential'},
  });
  assert.equal(titleOf(fit, titles), 'A fit of moons by Sequential');
  assert.equal(titleOf(run({experiment: 'iris'}), titles), 'Flowers');
  assert.equal(titleOf(run({experiment: 'gone'}), titles), 'gone');
  for (const words of ['wide', 'too HIGH', 'moons']) {
    assert.deepEqual(
      fittingRuns([fit, run({})], titles, words, '', '').map(({id}) => id),
      ['f'],
    );
  }
});
