import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {training as pairs} from '../../main/resources/annlab/ui/live/alike.js';
import {layers, parameters} from '../../main/resources/annlab/ui/live/dense.js';
import {adam, sgd} from '../../main/resources/annlab/ui/live/descent.js';
import {FLOWERS} from '../../main/resources/annlab/ui/live/flowers.js';
import {ACTIVATIONS, sigmoid, softmax} from '../../main/resources/annlab/ui/live/functions.js';
import {TABLES, hebb, perceptron, right, through, training} from '../../main/resources/annlab/ui/live/rule.js';
import {answered, COMMON, RARE, trained} from '../../main/resources/annlab/ui/live/rare.js';
import {answers} from '../../main/resources/annlab/ui/live/stack.js';
import {distance, moved} from '../../main/resources/annlab/ui/live/shifted.js';

/** Numbers that the tests of the Java modules hold against what these compute. */
const GOLDEN = JSON.parse(readFileSync(new URL('figures.json', import.meta.url), 'utf8'));

/** @param {number} actual @param {number} expected */
const near = (actual, expected) =>
  assert.ok(Math.abs(actual - expected) <= 1e-14 * Math.max(1, Math.abs(expected)), `${actual}, expected ${expected}`);

/** @param {import('../../main/resources/annlab/ui/live/rule.js').Step} step */
const numbers = ({z, said, after}) => [z, said, ...after.w, after.b];

test('both rules change weights as the Java rules do, row by row', () => {
  const {start, perceptron: learnt, hebb: grown} = GOLDEN.rules;
  const unit = /** @type {import('../../main/resources/annlab/ui/laboratory/neuron.js').Neuron} */ ({
    w: start.slice(0, 2),
    b: start[2],
  });
  const own = training(perceptron, unit, TABLES.and, 20);
  assert.deepEqual(own.steps.map(numbers), learnt);
  assert.equal(own.mistakes.at(-1), 0);
  assert.deepEqual(training(hebb, unit, TABLES.and, own.mistakes.length).steps.map(numbers), grown);
});

test('the rule ends on tables that a line separates, and never on exclusive or', () => {
  for (const [name, mistakes] of Object.entries(GOLDEN.convergence)) {
    assert.deepEqual(training(perceptron, {w: [0, 0], b: 0}, TABLES[name], 20).mistakes, mistakes, name);
  }
  assert.equal(GOLDEN.convergence.xor.length, 20);
  assert.ok(GOLDEN.convergence.xor.every((/** @type {number} */ count) => count > 0));
});

test('a unit answers as many flowers right as the Java unit', () => {
  assert.deepEqual(FLOWERS, GOLDEN.threshold.flowers);
  for (const {w, b, right: count} of GOLDEN.threshold.units) {
    assert.equal(right({w, b}, FLOWERS), count);
  }
});

test('a line through two places has class 1 at its left, and z is the distance', () => {
  const unit = through([1, 0], [1, 2]);
  assert.deepEqual(unit, {w: [-1, 0], b: 1});
  assert.deepEqual(through([1, 2], [1, 0]), {w: [1, 0], b: -1});
  assert.deepEqual(through([1, 2], [1, 2]), {w: [0, 0], b: 0});
  const slanted = through([0, 0], [3, 4]);
  near(Math.hypot(...slanted.w), 1);
  near(slanted.w[0] * -4 + slanted.w[1] * 3 + slanted.b, 5);
});

test('activations and their derivatives are those of the laboratory', () => {
  assert.deepEqual(
    ACTIVATIONS.map(({id}) => id),
    Object.keys(GOLDEN.activations),
  );
  for (const {id, value, derivative} of ACTIVATIONS) {
    for (const [z, expected, slope] of GOLDEN.activations[id]) {
      near(value(z), expected);
      near(derivative(z), slope);
    }
  }
});

test('softmax and sigmoids are those of the networks', () => {
  for (const {logits, softmax: shares, sigmoid: each} of GOLDEN.outputs) {
    softmax(logits).forEach((share, i) => near(share, shares[i]));
    logits.map(sigmoid).forEach((/** @type {number} */ share, /** @type {number} */ i) => near(share, each[i]));
  }
});

test('parameters are counted as the network has them', () => {
  for (const {widths, layers: each, all} of GOLDEN.parameters) {
    assert.deepEqual(
      layers(widths).map((layer) => layer.parameters),
      each,
    );
    assert.equal(parameters(widths), all);
  }
});

test('SGD and Adam take the steps of the optimizers', () => {
  const {sgd: plain, adam: own} = GOLDEN.steps;
  assert.equal(plain.length, 41);
  sgd(40).forEach((w, i) => w.forEach((value, k) => near(value, plain[i][k])));
  adam(40).forEach((w, i) => w.forEach((value, k) => near(value, own[i][k])));
});

test('two layers answer exclusive or as the network whose weights are set by hand', () => {
  for (const {and, outputs} of GOLDEN.layers) {
    assert.deepEqual(
      TABLES.xor.map(([x, y]) => answers({and, or: 0.5}, x, y).output),
      outputs,
    );
  }
  assert.deepEqual(answers({and: 1.5, or: 0.5}, 1, 1), {and: 1, or: 1, output: 0});
});

test('half an epoch to the left brings the published curves as near as the claim measures', () => {
  const {loss, valLoss, ratio} = GOLDEN.shift;
  near(distance(loss, valLoss, 0.5) / distance(loss, valLoss, 0), ratio);
  assert.deepEqual(moved([4, 2, 1], 0.5), [3, 1.5]);
  assert.deepEqual(moved([4, 2, 1], 0), [4, 2]);
  assert.deepEqual(moved([4, 2, 1], 1), [2, 1]);
});

test('two neurons train as the network does, and those that begin alike stay so to the last bit', () => {
  for (const {apart, losses, neurons, bias} of GOLDEN.symmetry) {
    const all = pairs(apart, 300);
    losses.forEach((/** @type {number} */ loss, /** @type {number} */ i) => near(all[i * 50].loss, loss));
    neurons
      .flat()
      .forEach((/** @type {number} */ weight, /** @type {number} */ i) =>
        near(all[300].pair.neurons.flat()[i], weight),
      );
    near(all[300].pair.bias, bias);
    const same = all.every(({pair}) => pair.neurons[0].join() === pair.neurons[1].join());
    assert.equal(same, apart === 0);
  }
});

test('a weight for the rare class trains the unit as class weights of fit do', () => {
  const {common, rare, units} = GOLDEN.weighted;
  assert.deepEqual([COMMON, RARE], [common, rare]);
  for (const {weight, w, b, found, alarms} of units) {
    const unit = trained(weight);
    near(unit.w, w);
    near(unit.b, b);
    assert.deepEqual(answered(unit), {found, alarms});
  }
});
