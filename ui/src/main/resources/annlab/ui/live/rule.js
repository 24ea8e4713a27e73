// Threshold units as numbers: what they say, and how Hebb's rule and the perceptron's change them.

import {sum} from '../laboratory/neuron.js';

/** @import {Neuron} from '../laboratory/neuron.js' */

/**
 * @typedef {object} Step a row that a unit was shown
 * @property {number} epoch from 1
 * @property {number} row its place in the table
 * @property {number} z the weighted sum with the bias
 * @property {number} said 0 or 1
 * @property {Neuron} before
 * @property {Neuron} after
 */

/** Truth tables: two inputs and the target. @type {Record<string, number[][]>} */
export const TABLES = {
  and: [
    [0, 0, 0],
    [0, 1, 0],
    [1, 0, 0],
    [1, 1, 1],
  ],
  or: [
    [0, 0, 0],
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, 1],
  ],
  xor: [
    [0, 0, 0],
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, 0],
  ],
};

/** Heaviside's step: 1 from 0 on. @param {number} z */
export const step = (z) => (z >= 0 ? 1 : 0);

/** How many points a unit answers right. @param {Neuron} unit @param {number[][]} points x, y and class */
export const right = (unit, points) => points.filter(([x, y, type]) => step(sum(unit, x, y)) === type).length;

/**
 * A rule: the unit after a row.
 *
 * @callback Rule
 * @param {Neuron} unit
 * @param {number[]} row two inputs and the target
 * @param {number} said 0 or 1, what the unit made of it
 * @returns {Neuron}
 */

/** Rosenblatt's, with rate 1: each weight changes by error times input. @type {Rule} */
export const perceptron = ({w, b}, [x, y, target], said) => ({
  w: [w[0] + (target - said) * x, w[1] + (target - said) * y],
  b: b + (target - said),
});

/** Hebb's, with rate 1: the weight of an active input grows when the unit fires. @type {Rule} */
export const hebb = ({w, b}, [x, y], said) => ({w: [w[0] + said * x, w[1] + said * y], b});

/**
 * Shows a unit the rows in order, over and over.
 *
 * @param {Rule} rule
 * @param {Neuron} start
 * @param {number[][]} rows
 * @param {number} epochs how often; training ends before with an epoch without a mistake
 * @returns {{steps: Step[], mistakes: number[]}} mistakes of each epoch
 */
export function training(rule, start, rows, epochs) {
  /** @type {Step[]} */
  const steps = [];
  /** @type {number[]} */
  const mistakes = [];
  let unit = start;
  for (let epoch = 1; epoch <= epochs && mistakes.at(-1) !== 0; epoch++) {
    let wrong = 0;
    rows.forEach((row, i) => {
      const z = sum(unit, row[0], row[1]);
      const said = step(z);
      const after = rule(unit, row, said);
      wrong += said === row[2] ? 0 : 1;
      steps.push({epoch, row: i, z, said, before: unit, after});
      unit = after;
    });
    mistakes.push(wrong);
  }
  return {steps, mistakes};
}

/**
 * The unit whose line goes through two places. From the first to the second, class 1 lies at the left.
 *
 * @param {number[]} from
 * @param {number[]} to
 * @returns {Neuron} its weights have length 1, so that z is the distance from the line; none where the places are one
 */
export function through([x1, y1], [x2, y2]) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length === 0) {
    return {w: [0, 0], b: 0};
  }
  const [w1, w2] = [(y1 - y2) / length, (x2 - x1) / length];
  return {w: [w1, w2], b: -(w1 * x1 + w2 * y1)};
}
