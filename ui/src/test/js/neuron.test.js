import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  accuracy,
  formulas,
  half,
  mistakesUntil,
  neuron,
  stops,
  verdict,
  visit,
} from '../../main/resources/annlab/ui/laboratory/neuron.js';
import {DEFAULTS, defaultsOf, idle, withSet} from '../../main/resources/annlab/ui/laboratory/specification.js';

/** And, in the order of its table with rate 1: epoch, row, sum, mistake, weights and bias after. */
const AND = {
  visits: [
    [0, 0, 0, 1, 0, 0, -1],
    [0, 1, -1, 0, 0, 0, -1],
    [0, 2, -1, 0, 0, 0, -1],
    [0, 3, -1, 1, 1, 1, 0],
    [1, 0, 0, 1, 1, 1, -1],
  ],
  mistakes: [2, 3, 0],
  total: 5,
  separated: true,
  radius: Math.sqrt(3),
  gamma: 1 / Math.sqrt(17),
  bound: 51.0001,
};
const POINTS = [
  [0, 0, 0],
  [0, 1, 0],
  [1, 0, 0],
  [1, 1, 1],
];

test('a visit has the neuron before and after it', () => {
  assert.deepEqual(neuron(AND, 0), {w: [0, 0], b: 0});
  assert.deepEqual(visit(AND, 3), {
    epoch: 1,
    row: 3,
    z: -1,
    wrong: true,
    before: {w: [0, 0], b: -1},
    after: {w: [1, 1], b: 0},
  });
  assert.equal(mistakesUntil(AND, 0), 0);
  assert.equal(mistakesUntil(AND, 4), 2);
});

test('the formula shows each product, and the changes after a mistake alone', () => {
  assert.deepEqual(formulas(visit(AND, 3), POINTS[3], 1), {
    point: 'Point 4: x₁ = 1, x₂ = 1, target +1 (blue)',
    sum: 'z = w₁x₁ + w₂x₂ + b = 0 × 1 + 0 × 1 + (−1) = 0 + 0 + (−1) = −1',
    answer: 'It says orange. The point is blue: wrong.',
    changes: ['w₁ = 0 + 1 × (+1) × 1 = 1', 'w₂ = 0 + 1 × (+1) × 1 = 1', 'b = −1 + 1 × (+1) = 0'],
  });
  const right = formulas(visit(AND, 1), POINTS[1], 1);
  assert.equal(right.answer, 'It says orange. The point is orange: right, nothing changes.');
  assert.deepEqual(right.changes, []);
  assert.match(formulas(visit(AND, 0), POINTS[0], 1).answer, /0 counts as a mistake/);
});

test('points on the line count as class 1, as the network has them', () => {
  assert.equal(accuracy({w: [0, 0], b: 0}, POINTS), 0.25);
  assert.equal(accuracy({w: [1, 1], b: -1.5}, POINTS), 1);
  assert.equal(accuracy({w: [1, 1], b: -1}, POINTS), 0.5);
});

test('the side of class 1 is cut out of the rectangle along the line', () => {
  const {corners, line} = half({w: [1, 0], b: -0.5}, [0, 2, 0, 1]);
  assert.deepEqual(line, [
    [0.5, 0],
    [0.5, 1],
  ]);
  assert.deepEqual(corners, [
    [0.5, 0],
    [2, 0],
    [2, 1],
    [0.5, 1],
  ]);
  assert.deepEqual(half({w: [0, 0], b: 1}, [0, 1, 0, 1]).line, []);
  assert.equal(half({w: [0, 0], b: 1}, [0, 1, 0, 1]).corners.length, 4);
  assert.deepEqual(half({w: [0, 0], b: 0}, [0, 1, 0, 1]), {corners: [], line: []});
});

test('a training that is played stops at each mistake and at its end', () => {
  const visits = Array.from({length: 1000}, (_, i) => [0, i, 1, i % 100 === 7 ? 1 : 0, 1, 1, 1]);
  const all = stops({...AND, visits}, 60);
  assert.equal(all.at(-1), 1000);
  assert.ok(all.length <= 62);
  for (let i = 8; i < 1000; i += 100) {
    assert.ok(all.includes(i), `${i} is missing`);
  }
  const wrong = visits.map((each) => each.with(3, 1));
  assert.ok(stops({...AND, visits: wrong}, 60).length <= 64);
  assert.deepEqual(stops({...AND, visits: []}, 60), []);
});

test('how it ended is said with the number of mistakes and the bound', () => {
  assert.equal(
    verdict(AND),
    'Separated after 5 mistakes: epoch 3 has none. The theorem’s bound: at most (R/γ)² = (1.73 / 0.243)² = 51 mistakes.',
  );
  const {gamma, bound, ...none} = AND;
  assert.ok(gamma && bound);
  assert.equal(
    verdict({...none, separated: false, mistakes: [2, 1], total: 3}),
    'Not separated: 3 mistakes in 2 epochs, 1 in the last one. No line was found between the classes, so the theorem promises no end.',
  );
  assert.match(verdict({...AND, separated: false, mistakes: [1], total: 1}), /1 mistake in 1 epoch, 1 .* more epochs/);
});

test('separable points have no noise unless it is asked for', () => {
  assert.equal(defaultsOf('linear').noise, 0);
  const linear = withSet(DEFAULTS, 'linear');
  assert.deepEqual([linear.set, linear.noise, linear.rows], ['linear', 0, 200]);
  assert.equal(withSet(linear, 'moons').noise, DEFAULTS.noise);
  assert.equal(withSet({...DEFAULTS, noise: 0.3}, 'linear').noise, 0.3);
  assert.equal(withSet(DEFAULTS, 'and').rows, 4);
  assert.equal(withSet({...withSet(DEFAULTS, 'and'), rows: 8}, 'xor').rows, 8);
});

test('fields that change nothing are known', () => {
  assert.deepEqual(idle({...DEFAULTS, model: 'both', penalty: 'l2'}), []);
  assert.deepEqual(idle({...DEFAULTS, model: 'network'}), ['strength']);
  assert.deepEqual(idle({...DEFAULTS, model: 'perceptron', penalty: 'l2'}), [
    'layers',
    'activation',
    'loss',
    'penalty',
    'optimizer',
    'batch',
    'strength',
  ]);
});
