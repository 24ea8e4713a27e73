// A sigmoid unit on one feature of a common class and a rare one, trained with a weight for the rare class, as numbers.

import {sigmoid} from './functions.js';

/** The feature of the rows of class 0, which is common. */
export const COMMON = [
  -3.1, -2.7, -2.4, -2.2, -2, -1.9, -1.7, -1.6, -1.5, -1.4, -1.3, -1.2, -1.1, -1, -0.9, -0.8, -0.7, -0.6, -0.5, -0.4,
  -0.2, -0.1, 0.1, 0.2, 0.4, 0.6, 0.8, 1.1, 1.4, 1.9,
];
/** The feature of the rows of class 1, which is rare. */
export const RARE = [-0.6, 0.3, 0.7, 1.2, 1.6, 2.3];
export const RATE = 0.5;
export const EPOCHS = 400;

/**
 * Gradient descent on all rows at once, from zero: the loss of each row times its class's weight, mean over the rows.
 *
 * @param {number} weight of class 1; class 0 weighs 1
 * @returns {{w: number, b: number}} so that p(x) is the sigmoid of wx + b
 */
export function trained(weight) {
  const rows = [...COMMON.map((x) => ({x, target: 0, weight: 1})), ...RARE.map((x) => ({x, target: 1, weight}))];
  let [w, b] = [0, 0];
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    let [dw, db] = [0, 0];
    for (const {x, target, weight: own} of rows) {
      const error = (own * (sigmoid(w * x + b) - target)) / rows.length;
      dw += error * x;
      db += error;
    }
    w -= RATE * dw;
    b -= RATE * db;
  }
  return {w, b};
}

/**
 * What a unit answers with 1, from a probability of a half on.
 *
 * @param {{w: number, b: number}} unit
 * @returns {{found: number, alarms: number}} rows of the rare class, and of the common one
 */
export function answered({w, b}) {
  const ones = (/** @type {number[]} */ rows) => rows.filter((x) => w * x + b >= 0).length;
  return {found: ones(RARE), alarms: ones(COMMON)};
}
