import assert from 'node:assert/strict';
import {test} from 'node:test';
import {colourOf, edges, places} from '../../main/resources/annlab/ui/laboratory/diagram.js';
import {
  choicesOf,
  DEFAULTS,
  network,
  perceptron,
  withSet,
} from '../../main/resources/annlab/ui/laboratory/specification.js';

test('neurons stand in columns, evenly, from the inputs to the output', () => {
  const all = places([2, 3, 1]);
  assert.deepEqual(
    all.map((column) => column.length),
    [2, 3, 1],
  );
  assert.ok(all[0][0].x < all[1][0].x && all[1][0].x < all[2][0].x);
  assert.equal(all[1][1].y, all[2][0].y);
  assert.equal(all[0][0].y + all[0][1].y, 2 * all[2][0].y);
});

test('a line is as wide as its share of the largest weight, biases have none', () => {
  const weights = [
    [
      [1, -4, 9],
      [null, 2, 0],
    ],
    [[2, -1, 7]],
  ];
  const all = edges(weights);
  assert.equal(all.length, 6);
  assert.deepEqual(all[1], {layer: 0, from: 1, to: 0, weight: -4, share: 1});
  assert.deepEqual(all[4], {layer: 1, from: 0, to: 0, weight: 2, share: 0.5});
  assert.ok(Number.isNaN(all[2].weight));
  assert.equal(all[2].share, 0);
});

test('an output of zero is pale, and its sign is a colour', () => {
  assert.deepEqual(colourOf(128), [250, 250, 250]);
  assert.deepEqual(colourOf(255), [0, 114, 178]);
  assert.deepEqual(colourOf(1), [213, 94, 0]);
});

test('a share of the points is kept apart from both models alike, and none if none is asked for', () => {
  const chosen = {...DEFAULTS, test: 30, dataSeed: 5};
  assert.deepEqual(/** @type {any} */ (network(chosen)).split, {test_size: 0.3, random_state: 5});
  assert.deepEqual(/** @type {any} */ (perceptron(chosen)).split, {test_size: 0.3, random_state: 5});
  assert.ok(!('split' in network(DEFAULTS)));
});

test('a specification leads back to what was chosen for it', () => {
  const chosen = {...DEFAULTS, layers: '6,3', activation: 'relu', penalty: 'l2', rate: 0.3, test: 20, model: 'network'};
  assert.deepEqual(choicesOf(network(chosen)), chosen);
  const none = {...DEFAULTS, layers: '', activation: 'tanh', model: 'network', set: 'xor'};
  assert.deepEqual(choicesOf(network(none)), none);
  const iris = {...DEFAULTS, set: 'iris', xColumn: 1, yColumn: 2, positive: 2, model: 'network', optimizer: 'SGD'};
  assert.deepEqual(choicesOf(network(iris)), iris);
  const linear = {...withSet(DEFAULTS, 'linear'), model: 'perceptron', rate: 1, epochs: 20};
  assert.deepEqual(choicesOf(perceptron(linear)), linear);
  const own = {
    ...DEFAULTS,
    set: 'upload',
    upload: '0123456789abcdef',
    target: 'kind',
    xColumn: 0,
    yColumn: 1,
    model: 'network',
  };
  assert.deepEqual(choicesOf(network(own)), own);
});
