// Two layers of threshold units that compute exclusive or, as numbers.

import {step} from './rule.js';

/** @import {Neuron} from '../laboratory/neuron.js' */

/** The output says "or, and not and". */
const OUTPUT = {and: -1, or: 1, bias: -0.5};

/** A hidden unit that adds both inputs and fires from a sum on. @param {number} from @returns {Neuron} */
export const hidden = (from) => ({w: [1, 1], b: -from});

/**
 * What each unit says of two inputs.
 *
 * @param {{and: number, or: number}} from the sums from which on the hidden units fire
 * @param {number} x
 * @param {number} y
 */
export function answers(from, x, y) {
  const and = step(x + y - from.and);
  const or = step(x + y - from.or);
  return {and, or, output: step(OUTPUT.and * and + OUTPUT.or * or + OUTPUT.bias)};
}
