import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  axesOf,
  band,
  bestSoFar,
  bySeed,
  fits,
  numberAt,
  outermost,
  placeOn,
  ranked,
  shortNames,
} from '../../main/resources/annlab/ui/sweep/trials.js';

/** @import {Trial} from 'openapi' */

/** @param {Record<string, any>} parameters @param {number} [value] @param {Partial<Trial>} [more] @returns {Trial} */
const trial = (parameters, value, more = {}) => ({
  id: JSON.stringify(parameters),
  parameters,
  status: 'finished',
  history: {},
  metrics: {},
  stage: 0,
  value,
  ...more,
});

test('names are the last words that tell pointers apart', () => {
  const names = shortNames(['/fit/batch_size', '/sequential/1/Dense/units', '/sequential/2/Dense/units', '/seed']);
  assert.deepEqual([...names.values()], ['batch size', '1 Dense units', '2 Dense units', 'seed']);
});

test('an axis is linear, logarithmic or of words', () => {
  const trials = [
    trial({'/rate': 0.001, '/units': 10, '/activation': 'relu'}, 0.5),
    trial({'/rate': 0.1, '/units': 20, '/activation': 'elu'}, 0.7),
  ];
  const [rate, units, activation, metric] = axesOf(trials, 'val_loss');
  assert.equal(rate.log, true);
  assert.equal(units.log, false);
  assert.deepEqual(activation.words, ['elu', 'relu']);
  assert.equal(placeOn(activation, trials[0]), 1);
  assert.equal(placeOn(metric, trials[1]), 1);
  assert.ok(Math.abs((placeOn(rate, trial({'/rate': 0.01})) ?? 0) - 0.5) < 1e-12);
  assert.ok(Math.abs(numberAt(rate, 0.5) - 0.01) < 1e-12);
  assert.equal(placeOn(metric, trial({'/rate': 0.01})), undefined);
});

test('a value that is the same everywhere is in the middle, and mixed values are words', () => {
  const [same, mixed] = axesOf([trial({'/a': 3, '/b': 1}), trial({'/a': 3, '/b': {Adam: {}}})], undefined);
  assert.equal(placeOn(same, trial({'/a': 3})), 0.5);
  assert.deepEqual(mixed.words, ['1', 'Adam']);
  assert.notEqual(placeOn(mixed, trial({'/b': 1})), undefined);
});

test('filters keep what is within, and nothing that has no value', () => {
  const trials = [trial({'/rate': 0.1, '/kind': 'a'}), trial({'/rate': 0.2, '/kind': 'b'}), trial({'/kind': 'b'})];
  const axes = axesOf(trials, undefined);
  const within = (/** @type {[string, import('../../main/resources/annlab/ui/sweep/trials.js').Filter][]} */ filters) =>
    trials.filter((each) => fits(each, axes, new Map(filters))).length;
  assert.equal(within([]), 3);
  assert.equal(within([['/rate', {from: 0.15}]]), 1);
  assert.equal(within([['/rate', {to: 0.2}]]), 2);
  assert.equal(within([['/kind', {only: 'b'}]]), 2);
  assert.equal(
    within([
      ['/kind', {only: 'b'}],
      ['/rate', {from: 0.1}],
    ]),
    1,
  );
});

test('the best so far follows the order of ends, not of trials', () => {
  const trials = [
    trial({'/a': 1}, 0.3, {finishedAt: '2026-01-01T00:00:03.000Z'}),
    trial({'/a': 2}, 0.5, {finishedAt: '2026-01-01T00:00:01.000Z'}),
    trial({'/a': 3}, 0.4, {finishedAt: '2026-01-01T00:00:02.000Z'}),
    trial({'/a': 4}, 0.1),
  ];
  assert.deepEqual(bestSoFar(trials, true), [0.5, 0.4, 0.3]);
  assert.deepEqual(bestSoFar(trials, false), [0.5, 0.5, 0.5]);
  assert.deepEqual(
    ranked([trial({'/a': 9}), ...trials], true).map(({value}) => value),
    [0.1, 0.3, 0.4, 0.5, undefined],
  );
});

test('trials of other seeds are one group, and its band ends with the shortest', () => {
  const trials = [trial({'/rate': 1, '/seed': 1}), trial({'/rate': 1, '/seed': 2}), trial({'/rate': 2, '/seed': 1})];
  assert.deepEqual(bySeed(trials), [trials.slice(0, 2)]);
  assert.deepEqual(
    band([
      [1, 2, 3],
      [3, 6],
    ]),
    {low: [1, 2], mean: [2, 4], high: [3, 6]},
  );
});

test('of settings that differ as a whole their parts are not told too', () => {
  const names = [
    '/compile/optimizer',
    '/compile/optimizer/SGD/learning_rate',
    '/fit/batch_size',
    '/sequential/1',
    'seed',
  ];
  assert.deepEqual(outermost(names), ['/compile/optimizer', '/fit/batch_size', '/sequential/1', 'seed']);
  assert.deepEqual(outermost(['/sequential/1', '/sequential/10']), ['/sequential/1', '/sequential/10']);
  assert.deepEqual(outermost([]), []);
});
