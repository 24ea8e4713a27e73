// A run's curves as its epochs arrive.

/** @import {Run} from 'openapi' */

/**
 * A history with one epoch more, as the server itself would write it: null stands where an epoch had no
 * finite number, so that a page looks alike live and after a reload.
 *
 * @param {Run['history']} history
 * @param {number} epoch from 0
 * @param {Record<string, number>} logs the epoch's finite numbers
 * @returns {Run['history']} a new one
 */
export function grown(history, epoch, logs) {
  const next = {...history};
  for (const [name, value] of Object.entries(logs)) {
    const series = next[name] ?? [];
    if (series.length <= epoch) {
      next[name] = [...series, ...Array(epoch - series.length).fill(null), value];
    }
  }
  return next;
}
