// Numbers of curves, before they are drawn.

/**
 * The quantities of a history, in order: loss and val_loss are one quantity.
 *
 * @param {Record<string, number[]>} history
 * @returns {string[]} names without the prefix val_
 */
export function quantities(history) {
  return [...new Set(Object.keys(history).map((name) => name.replace(/^val_/, '')))];
}

/**
 * A running mean in which the past counts for a share, without the pull of a first value.
 *
 * @param {number[]} values
 * @param {number} share 0 to below 1
 */
export function smoothed(values, share) {
  if (share === 0) {
    return values;
  }
  let mean = 0;
  let weight = 0;
  return values.map((value) => {
    mean = share * mean + (1 - share) * value;
    weight = share * weight + (1 - share);
    return mean / weight;
  });
}
