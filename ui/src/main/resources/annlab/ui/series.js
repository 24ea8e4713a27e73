// Numbers of curves, before they are drawn.

/**
 * The quantities of a history, in order: loss and val_loss are one quantity.
 *
 * @param {Record<string, (number | null)[]>} history
 * @returns {string[]} names without the prefix val_
 */
export function quantities(history) {
  return [...new Set(Object.keys(history).map((name) => name.replace(/^val_/, '')))];
}

/**
 * A running mean in which the past counts for a share, without the pull of a first value. What is no finite number stays
 * so, and counts for nothing.
 *
 * @param {(number | null)[]} values
 * @param {number} share 0 to below 1
 * @returns {(number | null)[]}
 */
export function smoothed(values, share) {
  if (share === 0) {
    return values;
  }
  let mean = 0;
  let weight = 0;
  return values.map((value) => {
    if (value === null || !Number.isFinite(value)) {
      return null;
    }
    mean = share * mean + (1 - share) * value;
    weight = share * weight + (1 - share);
    return mean / weight;
  });
}

/**
 * The epochs whose number was not finite.
 *
 * @param {(number | null)[]} values an epoch without a number is a hole
 * @returns {number[]} their places from 1
 */
export const gaps = (values) =>
  values.flatMap((value, i) => (value === null || !Number.isFinite(value) ? [i + 1] : []));

/**
 * Whether more of a quantity is better, as of an accuracy; of a loss or an error less is.
 *
 * @param {string} name under Keras' name or in words
 */
export function largerIsBetter(name) {
  return /accuracy|r2|precision|recall|auc/i.test(name);
}

/**
 * The best epoch of a curve.
 *
 * @param {(number | null)[]} values one per epoch
 * @param {boolean} larger whether more is better
 * @returns {number | undefined} its place from 0: the first of equals; undefined where no number is finite
 */
export function bestEpoch(values, larger) {
  /** @type {number | undefined} */
  let best;
  values.forEach((value, i) => {
    const so = best === undefined ? null : values[best];
    if (value !== null && Number.isFinite(value) && (so === null || (larger ? value > so : value < so))) {
      best = i;
    }
  });
  return best;
}

/**
 * Curves as a table in long form, one line per number.
 *
 * @param {string} quantity
 * @param {string} unit what is counted, from 1
 * @param {{label: string, values: (number | null)[]}[]} lines
 * @returns {(string | number)[][]} with a head; what was not finite has no number
 */
export function longTable(quantity, unit, lines) {
  return [
    ['curve', unit, 'quantity', 'value'],
    ...lines.flatMap((line) => line.values.map((value, i) => [line.label, i + 1, quantity, value ?? ''])),
  ];
}

/**
 * The epochs that have a number, finite or not.
 *
 * @param {(number | null)[]} values an epoch without a number is a hole
 * @returns {number[]} their places from 0
 */
export const present = (values) => values.flatMap((_, i) => [i]);

/**
 * The heights of an axis that shows some numbers with a little room around them. Zeros alone get no hundreds.
 *
 * @param {number} low
 * @param {number} high
 * @param {(low: number, high: number) => [number, number]} fallback for all other numbers
 * @returns {[number, number]}
 */
export const heights = (low, high, fallback) => (low === 0 && high === 0 ? [0, 1] : fallback(low, high));

/**
 * The part of a range of epochs that a drag chose.
 *
 * @param {number} from where it began, in epochs
 * @param {number} to where it ended
 * @param {number} last the last epoch there is
 * @returns {{from: number, to: number} | undefined} whole epochs, at least two of them; undefined for less
 */
export function zoomRange(from, to, last) {
  const low = Math.max(1, Math.round(Math.min(from, to)));
  const high = Math.min(last, Math.round(Math.max(from, to)));
  return high > low ? {from: low, to: high} : undefined;
}

/** @typedef {{step: number[], time: number[]}} Ends of the epochs of a training: steps and seconds since its start */

/**
 * When the epochs of a training ended.
 *
 * @param {number[]} steps of each epoch
 * @param {number[]} seconds that each took
 * @returns {Ends}
 */
export function endsOf(steps, seconds) {
  /** @param {number[]} numbers */
  const sums = (numbers) => {
    let sum = 0;
    return numbers.map((number) => (sum += number));
  };
  return {step: sums(steps), time: sums(seconds)};
}

/**
 * Where the points of a curve stand on its axis.
 *
 * @param {number} count points
 * @param {number} left epochs by which the curve is moved
 * @param {string} by what the axis counts: step, time, or places from 1
 * @param {Ends} [ends] of the curve's epochs; without them it stands on no axis of steps or time
 * @returns {number[]}
 */
export function placesOf(count, left, by, ends) {
  const counted = by === 'step' || by === 'time' ? ends?.[by] : undefined;
  return Array.from({length: count}, (_, i) => {
    if (by !== 'step' && by !== 'time') {
      return i + 1 - left;
    }
    const [before, after] = [i === 0 ? 0 : (counted?.[i - 1] ?? NaN), counted?.[i] ?? NaN];
    return after - left * (after - before);
  });
}
