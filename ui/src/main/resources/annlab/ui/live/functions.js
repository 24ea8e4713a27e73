// Activation functions with their derivatives, as numbers.

/**
 * @typedef {object} Activation
 * @property {string} id its name in the address of the laboratory
 * @property {(z: number) => number} value
 * @property {(z: number) => number} derivative
 */

/** @param {number} z */
export const sigmoid = (z) => 1 / (1 + Math.exp(-z));

/** @type {Activation[]} */
export const ACTIVATIONS = [
  {
    id: 'sigmoid',
    value: sigmoid,
    derivative: (z) => {
      const e = Math.exp(-Math.abs(z)); // no difference of near numbers, so exact far out too
      return e / ((1 + e) * (1 + e));
    },
  },
  {id: 'tanh', value: Math.tanh, derivative: (z) => 1 - Math.tanh(z) ** 2},
  {id: 'relu', value: (z) => Math.max(0, z), derivative: (z) => (z > 0 ? 1 : 0)},
  {id: 'softplus', value: (z) => Math.max(0, z) + Math.log1p(Math.exp(-Math.abs(z))), derivative: sigmoid},
  {id: 'step', value: (z) => (z >= 0 ? 1 : 0), derivative: () => 0},
];

/**
 * Probabilities of classes of which one is right.
 *
 * @param {number[]} logits
 */
export function softmax(logits) {
  const largest = Math.max(...logits);
  const powers = logits.map((z) => Math.exp(z - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
