// Which runs a list shows, and what stands in it.

import {stepOf} from '../format.js';

/** @import {RunSummary} from 'openapi' */

/** So many are compared at once: their ids have to go into an address. */
export const MAX_COMPARED = 100;

/**
 * @param {RunSummary[]} runs
 * @param {string} words that a run must have all of, in whatever it shows
 * @param {string} kind experiments, full, quick, fits, playground, or all of them if empty
 * @param {string} status or any, if empty
 */
export function fittingRuns(runs, words, kind, status) {
  const asked = words.toLowerCase().split(/\s+/).filter(Boolean);
  return runs.filter((run) => {
    const playground = run.experiment === 'playground';
    const experiment = !playground && run.experiment !== 'fit';
    const text =
      `${run.id} ${run.name ?? ''} ${run.note ?? ''} ${run.title} ${run.experiment} ${run.status} ${run.backend ?? ''} ${(run.tags ?? []).join(' ')}`.toLowerCase();
    return (
      (status === '' || run.status === status) &&
      (kind === '' ||
        (kind === 'playground' && playground) ||
        (kind === 'fits' && run.experiment === 'fit') ||
        (kind === 'experiments' && experiment) ||
        (kind === 'full' && experiment && !run.quick) ||
        (kind === 'quick' && run.quick)) &&
      asked.every((word) => text.includes(word))
    );
  });
}

/** By their beginnings: an imported run stands where it belongs. @param {RunSummary[]} runs @returns {RunSummary[]} */
export const newestFirst = (runs) => [...runs].sort((a, b) => b.startedAt.localeCompare(a.startedAt));

/**
 * The epochs of a run in words: how many there are, and of how many while that says how far it is, with the steps of
 * the one under way.
 *
 * @param {RunSummary} run an experiment that trains several models has more epochs than it was asked for
 */
export function epochsOf(run) {
  const asked = Number(run.parameters.epochs ?? 0);
  const part = run.status !== 'finished' && run.epochs < asked;
  const {progress} = run;
  const steps = progress ? `, ${stepOf(progress)}` : '';
  return run.epochs === 0 && !part ? '–' : part ? `${run.epochs} of ${asked}${steps}` : String(run.epochs);
}
