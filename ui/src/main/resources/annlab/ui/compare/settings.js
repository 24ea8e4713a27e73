// Runs chosen by hand as trials: the settings in which they differ, and what came of them. Numbers only.

import {seriesName, words} from '../format.js';
import {largerIsBetter} from '../series.js';
import {differing} from '../sweep/trials.js';

/** @import {RunSummary, Trial} from 'openapi' */

/** @typedef {{name: string, larger: boolean, of: (run: RunSummary) => number | undefined}} Outcome by which runs are compared */

/** What is worth to be looked at first, where runs have it. */
const PREFERRED = ['validation loss, best epoch', 'training loss, best epoch'];

/**
 * What the runs can be compared by, the most telling first.
 *
 * @param {RunSummary[]} runs
 * @returns {Outcome[]}
 */
export function outcomesOf(runs) {
  /** @param {(run: RunSummary) => object} part */
  const names = (part) => [...new Set(runs.flatMap((run) => Object.keys(part(run))))];
  const epochs = names((run) => run.last).flatMap((name) => [
    outcome(`${seriesName(name)}, best epoch`, name, (run) => run.best[name]),
    outcome(`${seriesName(name)}, last epoch`, name, (run) => run.last[name]),
  ]);
  const finals = names((run) => run.metrics).map((name) => outcome(words(name), name, (run) => run.metrics[name]));
  const took = outcome('seconds in all', '', (run) =>
    run.finishedAt ? (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000 : undefined,
  );
  const all = [...epochs, ...finals, took].filter(({of}) => runs.some((run) => of(run) !== undefined));
  const first = PREFERRED.flatMap((name) => all.filter((each) => each.name === name));
  return [...new Set([...first, ...all])];
}

/** @param {string} name @param {string} metric @param {Outcome['of']} of @returns {Outcome} */
const outcome = (name, metric, of) => ({name, larger: largerIsBetter(metric), of});

/**
 * Runs as trials of a search: of their settings those in which they differ.
 *
 * @param {RunSummary[]} runs
 * @param {Outcome | undefined} by
 * @returns {Trial[]}
 */
export function asTrials(runs, by) {
  const settings = runs.map(settingsOf);
  const differ = differing(settings);
  return runs.map((run, i) => ({
    id: run.id,
    run: run.id,
    status: run.status,
    stage: 0,
    history: {},
    metrics: {},
    parameters: Object.fromEntries(
      differ.filter((name) => settings[i][name] !== undefined).map((name) => [name, settings[i][name]]),
    ),
    ...(by?.of(run) !== undefined && {value: by.of(run)}),
  }));
}

/** @param {RunSummary} run @returns {Record<string, string | number | undefined>} */
function settingsOf(run) {
  const {rows, ...others} = run.parameters;
  return {
    experiment: run.title,
    size: run.quick ? 'quick' : 'full',
    backend: run.backend,
    rows: rows === undefined ? undefined : Number(rows) === 0 ? 'all' : Number(rows),
    ...Object.fromEntries(Object.entries(others).map(([name, value]) => [name, asNumber(value)])),
  };
}

/** Settings are texts, also those that are numbers. @param {string | number} value */
function asNumber(value) {
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
}
