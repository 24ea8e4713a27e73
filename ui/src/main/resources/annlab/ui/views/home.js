// The first page: how the study stands, what ran last, and what to do next.

import * as api from '../api.js';
import {el, fill} from '../dom.js';
import {JUDGED, judgement, moment, words} from '../format.js';
import {claimAddress, tally, verdictBadge} from '../verdict.js';
import {badge} from '../status.js';
import {runButton} from '../start.js';

/** @import {Experiment, LedgerClaim, RunSummary, Section} from 'openapi' */

const LAST_RUNS = 5;

/** @param {HTMLElement} main */
export async function show(main) {
  document.title = 'annlab: a chapter on neural networks, run again';
  const machine = el('dl', {class: 'pairs'}, el('dt', {}, 'Looking…'), el('dd', {}));
  const [chapter, claims, runs, experiments] = await Promise.all([
    api.chapter(),
    api.claims(),
    api.runs(),
    api.experiments(),
  ]);
  fill(
    main,
    el(
      'div',
      {class: 'hero'},
      el('h1', {}, 'A chapter on neural networks, run again'),
      el(
        'p',
        {class: 'lead'},
        'Each statement of the chapter is measured on this machine, in Java on Deeplearning4j, and judged: ' +
          'it holds, it fails, or it was never true.',
      ),
      summary(claims),
    ),
    el(
      'div',
      {class: 'columns wide-left'},
      el(
        'section',
        {'aria-labelledby': 'sections'},
        el('h2', {id: 'sections'}, 'Section by section'),
        sections(chapter, claims),
      ),
      el(
        'div',
        {class: 'stack'},
        next(claims, runs, experiments),
        el(
          'section',
          {class: 'card', 'aria-labelledby': 'last'},
          el('h2', {id: 'last'}, 'What ran last'),
          lastRuns(runs),
        ),
        el(
          'section',
          {class: 'card', 'aria-labelledby': 'machine'},
          el('h2', {id: 'machine'}, 'This machine'),
          machine,
          el('p', {class: 'small'}, el('a', {href: '/doctor'}, 'Examine it')),
        ),
      ),
    ),
  );
  // What it takes to examine the machine must not hold up the page.
  fill(
    machine,
    Object.entries(await api.machine())
      .map(([name, text]) => [el('dt', {}, words(name)), el('dd', {}, text)])
      .flat(),
  );
}

/** @param {LedgerClaim[]} claims */
function summary(claims) {
  const {bar} = tally(claims);
  /** @param {string} status */
  const count = (status) => claims.filter((claim) => claim.status === status).length;
  return el(
    'div',
    {class: 'summary'},
    el(
      'dl',
      {class: 'counts', 'aria-label': 'Verdicts'},
      JUDGED.filter((status) => count(status) > 0 || status === 'PASS').map((status) => {
        const {word} = judgement(status);
        const link = {href: `/claims?status=${status}`, 'aria-label': `${count(status)} claims: ${word}`};
        return el('div', {class: status}, el('dt', {}, word), el('dd', {}, el('a', link, count(status))));
      }),
    ),
    bar,
  );
}

/** @param {Section[]} chapter @param {LedgerClaim[]} claims */
function sections(chapter, claims) {
  return el(
    'ol',
    {class: 'sections'},
    chapter.map((section) => {
      const own = claims.filter((claim) => claim.section === section.number);
      const {bar, words} = tally(own);
      return el(
        'li',
        {},
        el(
          'a',
          {class: 'title', href: `/chapter/${section.number}`},
          el('span', {class: 'number'}, section.number),
          section.title,
        ),
        el('p', {class: 'quiet small'}, section.summary),
        own.length > 0 &&
          el('div', {class: 'standing'}, bar, el('span', {class: 'quiet small', 'aria-hidden': 'true'}, words)),
      );
    }),
  );
}

/** The one thing that helps most now. @param {LedgerClaim[]} claims @param {RunSummary[]} runs @param {Experiment[]} experiments */
function next(claims, runs, experiments) {
  const failed = claims.find((claim) => claim.status === 'FAIL');
  const open = runs.find((run) => run.status === 'running' || run.status === 'queued');
  const without = experiments.find(
    (one) => one.claims.length > 0 && claims.some((claim) => claim.experiment === one.id && claim.status === 'NOT_RUN'),
  );
  /** @type {import('../dom.js').Child[]} */
  let content;
  if (experiments.length === 0) {
    content = [el('p', {}, 'This installation has no experiments, so there is nothing to run.')];
  } else if (open) {
    content = [
      el('p', {}, 'A run is under way.'),
      el('p', {}, el('a', {class: 'button primary', href: `/runs/${open.id}`}, 'Watch it train')),
    ];
  } else if (failed) {
    content = [
      el('p', {}, 'A claim does not hold here: ', el('a', {href: claimAddress(failed)}, failed.statement)),
      el('p', {}, el('a', {class: 'button', href: '/claims?status=FAIL'}, 'All that fail')),
    ];
  } else if (runs.length === 0) {
    content = [
      el(
        'p',
        {},
        'Nothing has run yet. Start with a quick run of a few seconds, or run the whole study from a terminal: ',
        el('code', {}, './annlab reproduce'),
      ),
      el('p', {}, el('a', {class: 'button primary', href: '/runs'}, 'Start a run')),
    ];
  } else if (without) {
    content = [
      el('p', {}, `“${without.title}” was not run in full yet: its ${without.claims.length} claims wait for a number.`),
      runButton(without.id, `Run ${without.id}`),
    ];
  } else if (claims.some((claim) => claim.stale)) {
    content = [
      el(
        'p',
        {},
        `The code has changed since ${claims.filter((claim) => claim.stale).length} of these numbers were measured. ` +
          'Measure them again from a terminal: ',
        el('code', {}, './annlab reproduce'),
      ),
    ];
  } else {
    content = [
      el('p', {}, 'Every claim has its number. Read the chapter beside them, or train with another seed and compare.'),
      el('p', {}, el('a', {class: 'button', href: '/compare'}, 'Compare runs')),
    ];
  }
  return el('section', {class: 'card next-step', 'aria-labelledby': 'next'}, el('h2', {id: 'next'}, 'Next'), content);
}

/** @param {RunSummary[]} runs */
function lastRuns(runs) {
  if (runs.length === 0) {
    return el('p', {class: 'quiet'}, 'No run yet.');
  }
  return el(
    'ul',
    {class: 'last'},
    runs
      .slice(0, LAST_RUNS)
      .map((run) =>
        el(
          'li',
          {},
          badge(run.status),
          el(
            'span',
            {},
            el('a', {href: `/runs/${encodeURIComponent(run.id)}`}, run.name ?? run.title),
            run.quick && el('span', {class: 'tag'}, 'quick'),
            el('br'),
            el('span', {class: 'quiet small'}, moment(run.startedAt)),
            run.failed > 0 && [' ', verdictBadge('FAIL', run.failed)],
          ),
        ),
      ),
  );
}
