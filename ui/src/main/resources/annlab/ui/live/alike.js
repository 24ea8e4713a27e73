// Two hidden neurons that begin more or less alike, trained on exclusive or by gradient descent, as numbers.

import {sigmoid} from './functions.js';
import {TABLES} from './rule.js';

/** What every weight of the first neuron begins with. */
export const BEGIN = 0.5;
export const RATE = 1;

/**
 * A network of two inputs, two tanh neurons and a sigmoid.
 *
 * @typedef {object} Pair
 * @property {number[][]} neurons of each: both weights, the bias, the weight to the output
 * @property {number} bias of the output
 */

/** @param {number} apart by which each weight of the second neuron begins larger @returns {Pair} */
const begin = (apart) => ({
  neurons: [0, apart].map((more) => [BEGIN + more, BEGIN + more, 0, BEGIN + more]),
  bias: 0,
});

/** The probability of class 1. @param {Pair} pair @param {number} x @param {number} y */
export const output = ({neurons, bias}, x, y) =>
  sigmoid(neurons.reduce((sum, [w1, w2, b, out]) => sum + out * Math.tanh(w1 * x + w2 * y + b), bias));

/** @param {Pair} pair mean cross-entropy of the four rows */
const loss = (pair) =>
  -TABLES.xor.reduce((sum, [x, y, target]) => {
    const p = output(pair, x, y);
    return sum + Math.log(target ? p : 1 - p);
  }, 0) / TABLES.xor.length;

/** After a step against the gradient of the loss. @param {Pair} pair @returns {Pair} */
function stepped({neurons, bias}) {
  const changes = neurons.map(() => [0, 0, 0, 0]);
  let change = 0;
  for (const [x, y, target] of TABLES.xor) {
    const error = (output({neurons, bias}, x, y) - target) / TABLES.xor.length;
    change += error;
    neurons.forEach(([w1, w2, b, out], i) => {
      const a = Math.tanh(w1 * x + w2 * y + b);
      const delta = error * out * (1 - a * a);
      [delta * x, delta * y, delta, error * a].forEach((part, k) => (changes[i][k] += part));
    });
  }
  return {
    neurons: neurons.map((weights, i) => weights.map((weight, k) => weight - RATE * changes[i][k])),
    bias: bias - RATE * change,
  };
}

/**
 * A training on all rows at once.
 *
 * @param {number} apart
 * @param {number} epochs
 * @returns {{pair: Pair, loss: number}[]} before the first epoch and after each
 */
export function training(apart, epochs) {
  let pair = begin(apart);
  const all = [{pair, loss: loss(pair)}];
  for (let epoch = 0; epoch < epochs; epoch++) {
    pair = stepped(pair);
    all.push({pair, loss: loss(pair)});
  }
  return all;
}
