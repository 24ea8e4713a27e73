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

/** So many epochs tell how long one takes now. */
const LATEST = 10;

/**
 * How long a training goes on, by its latest epochs: the first one, in which much is compiled, counts only while it is
 * alone.
 *
 * @param {number[]} seconds what each epoch took
 * @param {number} asked epochs in all
 * @returns {number | undefined} seconds; undefined before the first epoch and where no more are to come
 */
export function secondsLeft(seconds, asked) {
  const latest = seconds.slice(seconds.length > 1 ? Math.max(1, seconds.length - LATEST) : 0);
  if (latest.length === 0 || seconds.length >= asked) {
    return undefined;
  }
  return (latest.reduce((sum, one) => sum + one, 0) / latest.length) * (asked - seconds.length);
}
