// What a sweep's trials have in common and in what they differ: numbers only, nothing is drawn here.

import {brief, words} from '../format.js';

/** @import {Trial} from 'openapi' */

/**
 * @typedef {{name: string, title: string, log: boolean, numbers?: {low: number, high: number}, words?: string[],
 *   value: (trial: Trial) => number | string | undefined}} Axis what was varied, or what came of it: numbers, or words
 *   in their order
 * @typedef {{from?: number, to?: number, only?: string}} Filter
 */

/** From this ratio of largest to smallest on, numbers are drawn by their logarithm. */
const DECADES = 30;

/**
 * The shortest names that tell JSON pointers apart: their last words.
 *
 * @param {string[]} pointers
 * @returns {Map<string, string>} by pointer
 */
export function shortNames(pointers) {
  return new Map(
    pointers.map((pointer) => {
      const parts = pointer.split('/').slice(1);
      for (let n = 1; n < parts.length; n++) {
        const end = parts.slice(-n);
        const same = pointers.filter((other) => other.split('/').slice(-n).join('/') === end.join('/'));
        if (same.length === 1) {
          return [pointer, end.join(' ').replaceAll('_', ' ')];
        }
      }
      return [pointer, parts.join(' ').replaceAll('_', ' ')];
    }),
  );
}

/**
 * JSON pointers and other names without those that lie within another one of them.
 *
 * @param {string[]} pointers
 */
export const outermost = (pointers) =>
  pointers.filter((pointer) => !pointers.some((other) => other.startsWith('/') && pointer.startsWith(`${other}/`)));

/**
 * What is not the same in all, without the parts of what differs as a whole.
 *
 * @param {Record<string, unknown>[]} facts
 * @returns {string[]} their names
 */
export const differing = (facts) =>
  outermost(
    [...new Set(facts.flatMap((each) => Object.keys(each)))].filter(
      (name) => new Set(facts.map((each) => String(each[name] ?? '–'))).size > 1,
    ),
  );

/**
 * An axis for each thing that was varied, by its JSON pointer or its name, then one for the metric.
 *
 * @param {Trial[]} trials
 * @param {string | undefined} metric
 * @returns {Axis[]}
 */
export function axesOf(trials, metric) {
  const pointers = [...new Set(trials.flatMap((trial) => Object.keys(trial.parameters)))];
  const names = shortNames(pointers.filter((pointer) => pointer.startsWith('/')));
  const axes = pointers.map((pointer) =>
    axis(names.get(pointer) ?? words(pointer), pointer, trials, (trial) => plain(trial.parameters[pointer])),
  );
  return metric === undefined
    ? axes
    : [...axes, axis(metric.replaceAll('_', ' '), metric, trials, (trial) => trial.value)];
}

/** @param {unknown} value @returns {number | string | undefined} */
function plain(value) {
  return value === undefined || typeof value === 'number' ? value : brief(value);
}

/** @param {string} name @param {string} title @param {Trial[]} trials @param {Axis['value']} value @returns {Axis} */
function axis(name, title, trials, value) {
  const values = trials.map(value).filter((each) => each !== undefined);
  if (values.every((each) => typeof each === 'number')) {
    const numbers = values.filter((each) => Number.isFinite(each));
    const low = Math.min(...numbers);
    const high = Math.max(...numbers);
    return {name, title, value, log: low > 0 && high / low >= DECADES, numbers: {low, high}};
  }
  const words = [...new Set(values.map(String))].sort((a, b) => a.localeCompare(b, 'en', {numeric: true}));
  return {name, title, value: (trial) => asWord(value(trial)), log: false, words};
}

/** @param {number | string | undefined} value */
const asWord = (value) => (value === undefined ? undefined : String(value));

/**
 * Where a trial is on an axis.
 *
 * @param {Axis} axis
 * @param {Trial} trial
 * @returns {number | undefined} 0 at its low end to 1; undefined where the trial has no such value
 */
export const placeOn = (axis, trial) => placeOf(axis, axis.value(trial));

/**
 * Where a value is on an axis.
 *
 * @param {Axis} axis
 * @param {number | string | undefined} value
 * @returns {number | undefined} 0 at its low end to 1, beyond them for what lies outside; undefined for what has no place
 */
export function placeOf({words, numbers, log}, value) {
  if (value === undefined) {
    return undefined;
  }
  if (words) {
    return words.length < 2 ? 0.5 : words.indexOf(String(value)) / (words.length - 1);
  }
  const {low, high} = numbers ?? {low: 0, high: 0};
  const scale = log ? Math.log : Number;
  const place = (scale(Number(value)) - scale(low)) / (scale(high) - scale(low));
  return high > low ? (Number.isFinite(place) ? place : undefined) : 0.5;
}

/**
 * The number at a place of an axis of numbers.
 *
 * @param {Axis} axis
 * @param {number} place
 */
export function numberAt({numbers, log}, place) {
  const {low, high} = numbers ?? {low: 0, high: 0};
  return log ? Math.exp(Math.log(low) + place * (Math.log(high) - Math.log(low))) : low + place * (high - low);
}

/**
 * Whether a trial is within all filters.
 *
 * @param {Trial} trial
 * @param {Axis[]} axes
 * @param {Map<string, Filter>} filters by the axis' title
 */
export function fits(trial, axes, filters) {
  return axes.every((axis) => {
    const {from, to, only} = filters.get(axis.title) ?? {};
    const value = axis.value(trial);
    if (only !== undefined) {
      return value === only;
    }
    if (from === undefined && to === undefined) {
      return true;
    }
    return typeof value === 'number' && value >= (from ?? -Infinity) && value <= (to ?? Infinity);
  });
}

/**
 * Trials from the best to the worst; those without the metric come last.
 *
 * @param {Trial[]} trials
 * @param {boolean} least whether less is better
 */
export function ranked(trials, least) {
  return [...trials].sort((a, b) => {
    if (a.value === undefined || b.value === undefined) {
      return Number(a.value === undefined) - Number(b.value === undefined);
    }
    return least ? a.value - b.value : b.value - a.value;
  });
}

/**
 * The best value that was known when each trial had ended, in the order of their ends.
 *
 * @param {Trial[]} trials
 * @param {boolean} least whether less is better
 */
export function bestSoFar(trials, least) {
  let best = least ? Infinity : -Infinity;
  return trials
    .filter((trial) => trial.finishedAt !== undefined && trial.value !== undefined)
    .sort((a, b) => String(a.finishedAt).localeCompare(String(b.finishedAt)))
    .map((trial) => (best = least ? Math.min(best, trial.value ?? best) : Math.max(best, trial.value ?? best)));
}

/**
 * Trials that differ in their seed only.
 *
 * @param {Trial[]} trials
 * @returns {Trial[][]} groups of two and more
 */
export function bySeed(trials) {
  /** @type {Map<string, Trial[]>} */
  const groups = new Map();
  for (const trial of trials) {
    const others = Object.entries(trial.parameters).filter(([pointer]) => !pointer.endsWith('/seed'));
    const key = JSON.stringify([trial.stage, others]);
    groups.set(key, [...(groups.get(key) ?? []), trial]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/**
 * The lowest, the mean and the highest of curves, epoch by epoch, as far as all go.
 *
 * @param {number[][]} curves
 */
export function band(curves) {
  const length = Math.min(...curves.map((curve) => curve.length));
  const epochs = Array.from({length}, (_, i) => curves.map((curve) => curve[i]));
  return {
    low: epochs.map((values) => Math.min(...values)),
    mean: epochs.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
    high: epochs.map((values) => Math.max(...values)),
  };
}
