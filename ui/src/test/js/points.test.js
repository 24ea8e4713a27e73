import assert from 'node:assert/strict';
import {test} from 'node:test';
import {curve, joined, layersOf, ridges, spreads, tensorsOf} from '../../main/resources/annlab/ui/run/points.js';
import {gaps, longTable, present} from '../../main/resources/annlab/ui/series.js';

/** @import {Distribution, StatisticsPoint} from 'openapi' */

/** @param {number | null} size @returns {Distribution} */
const spread = (size) => ({
  meanMagnitude: size,
  mean: 0,
  standardDeviation: size,
  low: size === null ? null : -size,
  high: size,
  counts: size === null ? [] : [1, 0, 3, 2],
});

/** @param {number} epoch @param {number | null} size @returns {StatisticsPoint} */
const point = (epoch, size) => ({
  epoch,
  step: 3,
  rows: 32,
  learningRate: 0.1,
  seconds: {forward: 1e-4},
  heapBytes: 1,
  offHeapBytes: 2,
  layers: [
    {
      name: 'dense',
      silent: 0.25,
      activations: spread(1),
      tensors: [
        {name: 'kernel', size: 6, logRatio: -3, weights: spread(size), gradients: spread(size), updates: spread(size)},
        {name: 'bias', size: 2, logRatio: null, weights: spread(size), updates: spread(size)},
      ],
    },
  ],
});

test('a curve has a hole where an epoch has no point, and null where its number was not finite', () => {
  const {values} = curve(
    'dense',
    [point(0, 1), point(2, null), point(5, 4)],
    (each) => each.layers[0].tensors[0].weights.meanMagnitude,
  );
  assert.deepEqual(present(values), [0, 2, 5]);
  assert.deepEqual(gaps(values), [3]);
  assert.equal(values[2], null);
  assert.deepEqual(longTable('weights', 'epoch', [{label: 'dense', values}]).slice(1), [
    ['dense', 1, 'weights', 1],
    ['dense', 3, 'weights', ''],
    ['dense', 6, 'weights', 4],
  ]);
  assert.deepEqual(curve('x', [point(0, 1)], () => undefined).values, []);
});

test('points that come again replace those from their epoch on', () => {
  const all = joined([point(0, 1), point(1, 1), point(2, 1)], [point(1, 9), point(3, 9)]);
  assert.deepEqual(
    all.map((each) => each.epoch),
    [0, 1, 3],
  );
  assert.deepEqual(joined(all, []), all);
});

test('what has a histogram is listed by layer, gradients only where there are some', () => {
  assert.deepEqual(layersOf([point(0, 1)]), ['dense']);
  assert.deepEqual(tensorsOf([point(0, 1)]), ['kernel', 'bias']);
  assert.deepEqual(
    spreads([point(0, 1)]).map((each) => each.name),
    [
      'dense, kernel',
      'dense, gradients of kernel',
      'dense, updates of kernel',
      'dense, bias',
      'dense, updates of bias',
      'dense, activations',
    ],
  );
});

test('ridges have one axis, their own scale, and are never more than a phone can show', () => {
  const of = (/** @type {StatisticsPoint} */ each) => each.layers[0].tensors[0].weights;
  const {low, high, ridges: rows} = ridges([point(0, 1), point(1, null), point(2, 4)], of);
  assert.deepEqual([low, high], [-4, 4]);
  assert.deepEqual(
    rows.map((row) => row.epoch),
    [1, 3],
  );
  assert.deepEqual(rows[1].outline, [
    [-3, 1 / 3],
    [-1, 0],
    [1, 1],
    [3, 2 / 3],
  ]);
  const many = ridges(
    Array.from({length: 121}, (_, i) => point(i, 1)),
    of,
  ).ridges;
  assert.equal(many.length, 24);
  assert.equal(many[0].epoch, 1);
  assert.equal(many[23].epoch, 121);
  assert.deepEqual(ridges([], of).ridges, []);
});
