// A training curve moved to the left, beside a validation curve.

/** Epochs in which the losses fall fast and over-fitting has not begun. */
export const EARLY = 5;

/**
 * The height of a curve at each epoch's end once it is moved to the left, between its values as a straight line.
 *
 * @param {number[]} values of each epoch, at least two
 * @param {number} by 0 to 1 epochs
 * @returns {number[]} one fewer than values
 */
export const moved = (values, by) => values.slice(0, -1).map((value, i) => (1 - by) * value + by * values[i + 1]);

/**
 * How far apart two curves are over the first epochs, on average.
 *
 * @param {number[]} training
 * @param {number[]} validation
 * @param {number} by how far the training curve is moved to the left, 0 to 1 epochs
 */
export function distance(training, validation, by) {
  const early = moved(training, by).slice(0, EARLY);
  return early.reduce((sum, value, i) => sum + Math.abs(value - validation[i]), 0) / early.length;
}
