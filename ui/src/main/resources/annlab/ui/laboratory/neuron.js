// A perceptron's training as numbers: where it stands, what it computes, where its line lies.

import {figure} from '../format.js';

/** @import {PerceptronSteps} from 'openapi' */

/**
 * @typedef {{w: [number, number], b: number}} Neuron
 * @typedef {object} Visit a point that was looked at
 * @property {number} epoch from 1
 * @property {number} row its place among the points
 * @property {number} z
 * @property {boolean} wrong
 * @property {Neuron} before
 * @property {Neuron} after
 */

/** @type {Neuron} */
const NOTHING = {w: [0, 0], b: 0};

/**
 * A visit with the neuron before and after it.
 *
 * @param {PerceptronSteps} steps
 * @param {number} at from 0
 * @returns {Visit}
 */
export function visit(steps, at) {
  const [epoch, row, z, wrong] = steps.visits[at];
  return {epoch: epoch + 1, row, z, wrong: wrong === 1, before: neuron(steps, at), after: neuron(steps, at + 1)};
}

/**
 * The neuron after so many visits.
 *
 * @param {PerceptronSteps} steps
 * @param {number} visits
 * @returns {Neuron}
 */
export function neuron(steps, visits) {
  let at = visits - 1;
  while (at >= 0 && steps.visits[at][3] !== 1) {
    at--; // only mistakes change it
  }
  if (at < 0) {
    return NOTHING;
  }
  const [, , , , first, second, b] = steps.visits[at];
  return {w: [first, second], b};
}

/** Mistakes among the first visits. @param {PerceptronSteps} steps @param {number} visits */
export const mistakesUntil = (steps, visits) =>
  steps.visits.slice(0, visits).filter(([, , , wrong]) => wrong === 1).length;

/**
 * Where to stop when the training is played: every mistake and so many others, or if these are too many, evenly.
 *
 * @param {PerceptronSteps} steps
 * @param {number} most
 * @returns {number[]} numbers of visits, the last one among them
 */
export function stops(steps, most) {
  const all = steps.visits.map((_, i) => i + 1);
  const wrong = all.filter((i) => steps.visits[i - 1][3] === 1);
  const kept = new Set(wrong.length <= most / 2 ? wrong : evenly(wrong, most / 2));
  evenly(all, most - kept.size).forEach((i) => kept.add(i));
  return [...kept].sort((a, b) => a - b);
}

/** @param {number[]} items @param {number} most */
function evenly(items, most) {
  const stride = Math.max(1, Math.ceil(items.length / Math.max(1, most)));
  return items.filter((_, i) => i % stride === 0 || i === items.length - 1);
}

/**
 * What a neuron makes of a point.
 *
 * @param {Neuron} neuron
 * @param {number} x
 * @param {number} y
 */
export const sum = ({w, b}, x, y) => w[0] * x + w[1] * y + b;

/**
 * The share of points that are right; a sum of 0 says class 1, as the network does.
 *
 * @param {Neuron} neuron
 * @param {number[][]} points x, y and class
 */
export const accuracy = (neuron, points) =>
  points.filter(([x, y, type]) => (sum(neuron, x, y) >= 0 ? 1 : 0) === type).length / points.length;

/**
 * The part of a rectangle where a neuron says class 1.
 *
 * @param {Neuron} neuron
 * @param {number[]} extent left, right, bottom, top
 * @returns {{corners: number[][], line: number[][]}} corners of that part, none if there is none; line has the two ends of the
 *   border within the rectangle, or is empty
 */
export function half(neuron, [left, right, bottom, top]) {
  const rectangle = [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
  ];
  /** @type {number[][]} */
  const corners = [];
  /** @type {number[][]} */
  const line = [];
  rectangle.forEach(([x, y], i) => {
    const [nextX, nextY] = rectangle[(i + 1) % 4];
    const [here, there] = [sum(neuron, x, y), sum(neuron, nextX, nextY)];
    if (here > 0) {
      corners.push([x, y]);
    }
    if (here > 0 !== there > 0) {
      const share = here / (here - there);
      const cut = [x + share * (nextX - x), y + share * (nextY - y)];
      corners.push(cut);
      line.push(cut);
    }
  });
  return {corners, line};
}

/** @param {number} value in brackets if it is negative */
const factor = (value) => (value < 0 ? `(${signed(value)})` : signed(value));

/** @param {number} value with the sign of mathematics */
export const signed = (value) => figure(value).replace(/^-/, '−');

/**
 * What happens at a visit, line by line: the sum with each product, and what changes.
 *
 * @param {Visit} visit
 * @param {number[]} point x, y and class
 * @param {number} rate
 * @returns {{point: string, sum: string, answer: string, changes: string[]}}
 */
export function formulas({row, z, wrong, before, after}, [x, y, type], rate) {
  const target = type === 1 ? '+1' : '−1';
  const said = z > 0 ? 'blue' : z < 0 ? 'orange' : 'neither: 0 counts as a mistake';
  const term = (/** @type {number} */ input) => `${signed(rate)} × (${target}) × ${factor(input)}`;
  return {
    point: `Point ${row + 1}: x₁ = ${signed(x)}, x₂ = ${signed(y)}, target ${target} (${type === 1 ? 'blue' : 'orange'})`,
    sum:
      `z = w₁x₁ + w₂x₂ + b = ${signed(before.w[0])} × ${factor(x)} + ${factor(before.w[1])} × ${factor(y)} + ${factor(before.b)}` +
      ` = ${signed(before.w[0] * x)} + ${factor(before.w[1] * y)} + ${factor(before.b)} = ${signed(z)}`,
    answer: `It says ${said}. The point is ${type === 1 ? 'blue' : 'orange'}: ${wrong ? 'wrong' : 'right, nothing changes'}.`,
    changes: wrong
      ? [
          `w₁ = ${signed(before.w[0])} + ${term(x)} = ${signed(after.w[0])}`,
          `w₂ = ${signed(before.w[1])} + ${term(y)} = ${signed(after.w[1])}`,
          `b = ${signed(before.b)} + ${signed(rate)} × (${target}) = ${signed(after.b)}`,
        ]
      : [],
  };
}

/**
 * How a training ended, in a sentence, and what the theorem says of it.
 *
 * @param {PerceptronSteps} steps
 */
export function verdict({total, mistakes, separated, radius, gamma, bound}) {
  const many = (/** @type {number} */ count, /** @type {string} */ word) =>
    `${count.toLocaleString('en')} ${word}${count === 1 ? '' : word === 'mistake' || word === 'epoch' ? 's' : ''}`;
  const promise =
    bound === undefined || gamma === undefined
      ? 'No line was found between the classes, so the theorem promises no end.'
      : `The theorem’s bound: at most (R/γ)² = (${figure(round(radius))} / ${figure(round(gamma))})² = ` +
        `${Math.floor(bound).toLocaleString('en')} mistakes.`;
  if (separated) {
    return `Separated after ${many(total, 'mistake')}: epoch ${mistakes.length} has none. ${promise}`;
  }
  const last = mistakes.at(-1) ?? 0;
  return (
    `Not separated: ${many(total, 'mistake')} in ${many(mistakes.length, 'epoch')}, ${last} in the last one. ` +
    (bound === undefined ? promise : `A line lies between the classes, and more epochs find it. ${promise}`)
  );
}

/** @param {number} value */
const round = (value) => Number(value.toPrecision(3));
