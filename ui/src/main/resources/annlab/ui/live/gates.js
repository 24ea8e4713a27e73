// McCulloch and Pitts' building blocks, as numbers.

/** How many connections suffice for a neuron to fire. */
const THRESHOLD = 2;

/**
 * @typedef {{name: string, words: string, edges: {from: 'A' | 'B', weight: number}[]}} Gate a neuron with its connections: how often
 *   each source is connected, negative where it inhibits
 */

/** @type {Gate[]} */
export const GATES = [
  {name: 'A', words: 'identity', edges: [{from: 'A', weight: 2}]},
  {
    name: 'A ∧ B',
    words: 'and',
    edges: [
      {from: 'A', weight: 1},
      {from: 'B', weight: 1},
    ],
  },
  {
    name: 'A ∨ B',
    words: 'or',
    edges: [
      {from: 'A', weight: 2},
      {from: 'B', weight: 2},
    ],
  },
  {
    name: 'A ∧ ¬B',
    words: 'and not',
    edges: [
      {from: 'A', weight: 2},
      {from: 'B', weight: -1},
    ],
  },
];

/**
 * What arrives at a gate's neuron, and whether it fires.
 *
 * @param {Gate} gate
 * @param {{A: boolean, B: boolean}} inputs
 */
export function output({edges}, inputs) {
  const sum = edges.reduce((total, {from, weight}) => total + (inputs[from] ? weight : 0), 0);
  return {sum, fires: sum >= THRESHOLD};
}
