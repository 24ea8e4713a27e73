// A run's curves as its epochs arrive.

import {stepOf} from '../format.js';

/** @import {EpochProgress, Run} from 'openapi' */

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
 * alone. Before its end the steps of the first epoch tell.
 *
 * @param {number[]} seconds what each epoch took
 * @param {number} asked epochs in all
 * @param {EpochProgress} [progress] in the epoch under way
 * @returns {number | undefined} seconds; undefined where nothing tells, and where no more epochs are to come
 */
export function secondsLeft(seconds, asked, progress) {
  const latest = seconds.slice(seconds.length > 1 ? Math.max(1, seconds.length - LATEST) : 0);
  const part = progress ? progress.step / progress.steps : 0;
  const left = asked - seconds.length - part;
  if (left <= 0) {
    return undefined;
  }
  if (latest.length === 0) {
    return progress && (progress.seconds / part) * left;
  }
  return (latest.reduce((sum, one) => sum + one, 0) / latest.length) * left;
}

/**
 * Where a training stands, in words: the epochs that are done, or the epoch under way with its steps.
 *
 * @param {number} done epochs
 * @param {number} asked epochs in all
 * @param {EpochProgress} [progress] in the epoch under way
 */
export function standing(done, asked, progress) {
  return progress ? `epoch ${progress.epoch + 1} of ${asked}, ${stepOf(progress)}` : `epoch ${done} of ${asked}`;
}
