// What annlab compare kept of two runs of one experiment: where the time went, and how their parameters parted.

import {chart, PLAIN} from '../chart.js';
import {el} from '../dom.js';
import {duration, figure, judgement, moment, precise} from '../format.js';

/** @import {Comparison, ComparisonHead} from 'openapi' */

const COLOURS = 8;

/** @param {ComparisonHead[]} all @param {Map<string, string>} titles */
export function records(all, titles) {
  return el(
    'section',
    {'aria-labelledby': 'records'},
    el('h2', {id: 'records'}, 'Step by step'),
    el(
      'p',
      {class: 'quiet'},
      'Two runs of one experiment that differ in one thing only, followed parameter by parameter. Made from a terminal: ',
      el('code', {}, './annlab compare california-sequential --types float,double'),
      ' (or ',
      el('code', {}, '--threads'),
      ', ',
      el('code', {}, '--steps'),
      ', ',
      el('code', {}, '--backends'),
      ').',
    ),
    all.length === 0
      ? el('p', {class: 'empty'}, 'None was made yet.')
      : el(
          'table',
          {class: 'list'},
          el(
            'thead',
            {},
            el(
              'tr',
              {},
              ['Compared', 'Experiment', 'Made', 'First step apart'].map((name) => el('th', {scope: 'col'}, name)),
            ),
          ),
          el(
            'tbody',
            {},
            all.map((one) =>
              el(
                'tr',
                {},
                el(
                  'td',
                  {'data-label': 'Compared'},
                  el('a', {href: `/compare?comparison=${encodeURIComponent(one.id)}`}, labels(one)),
                ),
                el(
                  'td',
                  {'data-label': 'Experiment'},
                  titles.get(one.experiment) ?? one.experiment,
                  one.quick && el('span', {class: 'tag'}, 'quick'),
                ),
                el('td', {'data-label': 'Made'}, moment(one.startedAt)),
                el('td', {'data-label': 'First step apart'}, one.firstStep ?? 'none of those kept'),
              ),
            ),
          ),
        ),
  );
}

/** @param {{axis: string, sides: {label: string}[]}} comparison */
const labels = ({axis, sides}) => `${axis}: ${sides.map(({label}) => label).join(' and ')}`;

/** @param {Comparison} comparison @param {string} title of the experiment */
export function recordHead(comparison, title) {
  return [
    el(
      'p',
      {class: 'lead'},
      `${title}, ${labels(comparison)}`,
      comparison.quick && el('span', {class: 'tag'}, 'quick'),
    ),
    el(
      'p',
      {class: 'quiet'},
      `seed ${comparison.seed} · ${comparison.epochs} epochs · ` +
        `${comparison.rows === 0 ? 'all rows' : `${comparison.rows} rows`} · ${moment(comparison.startedAt)}`,
    ),
  ];
}

/** @param {Comparison} comparison */
export function record(comparison) {
  return [
    part('split', 'Time', timeSplit(comparison)),
    part('parting', 'Where they part', parting(comparison.drift)),
    part('verdicts', 'Verdicts', verdicts(comparison)),
  ];
}

/** @param {string} id @param {string} title @param {import('../dom.js').Children} content */
function part(id, title, content) {
  return el('section', {'aria-labelledby': id}, el('h2', {id}, title), content);
}

/** @param {Comparison} comparison */
function timeSplit({sides}) {
  const [a, b] = sides.map(({timing}) => timing);
  /** @type {[string, (timing: Comparison['sides'][number]['timing']) => number, (value: number) => string][]} */
  const rows = [
    ['start: until the first step', (timing) => timing.startSeconds, duration],
    ['first step, milliseconds', (timing) => timing.firstStepMs, figure],
    ['a steady step, milliseconds (median of the second half)', (timing) => timing.msPerStep, figure],
    ['steps', (timing) => timing.steps, figure],
    ['whole process', (timing) => timing.totalSeconds, duration],
  ];
  return scrolling(
    'Time',
    el(
      'table',
      {class: 'numbers'},
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          el('td', {}),
          [...sides.map(({label}) => label), 'second / first'].map((name) => el('th', {scope: 'col'}, name)),
        ),
      ),
      el(
        'tbody',
        {},
        rows.map(([name, value, text]) =>
          el(
            'tr',
            {},
            el('th', {scope: 'row'}, name),
            el('td', {}, text(value(a))),
            el('td', {}, text(value(b))),
            el('td', {}, value(a) > 0 ? figure(Number((value(b) / value(a)).toPrecision(3))) : '–'),
          ),
        ),
      ),
    ),
  );
}

/** @param {Comparison['drift']} drift */
function parting({threshold, initial, firstStep, steps, epochs}) {
  const begin =
    initial === 0
      ? 'Both begin with the same parameters'
      : `Their parameters differ by ${figure(initial)} before the first step`;
  const then =
    firstStep === undefined
      ? `none of the first ${steps.length} steps takes one further apart than ${precise(threshold)}.`
      : `after step ${firstStep} one differs by more than ${precise(threshold)} for the first time.`;
  const first = chart(
    'largest difference of a parameter',
    steps.length,
    'Logarithmic; steps without any difference have no point.',
    'step',
  );
  const layers = epochs[0]?.map(({layer}) => layer) ?? [];
  const later = chart(
    'largest difference by layer',
    epochs.length,
    'Relative to the layer’s largest parameter; logarithmic.',
  );
  queueMicrotask(() => {
    const look = {...PLAIN, logarithmic: true};
    // A logarithmic axis over zeros alone has nothing to span.
    first.show(
      [{label: 'all layers', colour: '--run-0', width: 2, values: steps}],
      steps.some((value) => value > 0) ? look : PLAIN,
    );
    later.show(
      layers.map((layer, i) => ({
        label: layer,
        colour: `--run-${i % COLOURS}`,
        width: 2,
        values: epochs.map((each) => each[i].relative),
      })),
      epochs.flat().some(({relative}) => relative > 0) ? look : PLAIN,
    );
  });
  return [
    el('p', {class: 'first-step'}, `${begin}; ${then}`),
    el('div', {class: 'charts'}, steps.length > 0 && first.node, epochs.length > 0 && later.node),
    epochs.length > 0 && el('h3', {}, `After epoch ${epochs.length}`),
    epochs.length > 0 &&
      scrolling(
        'Drift by layer',
        el(
          'table',
          {class: 'numbers'},
          el(
            'thead',
            {},
            el(
              'tr',
              {},
              ['layer', 'parameters', 'largest difference', 'relative', 'units in the last place'].map((name) =>
                el('th', {scope: 'col'}, name),
              ),
            ),
          ),
          el(
            'tbody',
            {},
            (epochs.at(-1) ?? []).map((each) =>
              el(
                'tr',
                {},
                el('th', {scope: 'row'}, each.layer),
                [each.parameters, each.absolute, each.relative, each.ulp].map((value) => el('td', {}, figure(value))),
              ),
            ),
          ),
        ),
      ),
  ];
}

/** @param {Comparison} comparison */
function verdicts({sides}) {
  const [ours, theirs] = sides.map(({run}) => new Map(run.claims.map((claim) => [claim.id, claim])));
  const apart = [...ours.values()].filter((claim) => claim.status !== theirs.get(claim.id)?.status);
  if (ours.size === 0) {
    return el('p', {class: 'empty'}, 'These runs judged no claims.');
  }
  if ([...ours.values()].every((claim) => claim.status === 'NOT_RUN')) {
    return el('p', {class: 'empty'}, 'These runs judged none of their claims.');
  }
  return apart.length === 0
    ? el('p', {}, `All ${ours.size} claims have the same verdict on both sides.`)
    : scrolling(
        'Verdicts that differ',
        el(
          'table',
          {class: 'numbers'},
          el(
            'thead',
            {},
            el(
              'tr',
              {},
              el('td', {}),
              sides.map(({label}) => el('th', {scope: 'col'}, label)),
            ),
          ),
          el(
            'tbody',
            {},
            apart.map((claim) =>
              el(
                'tr',
                {},
                el('th', {scope: 'row'}, claim.id),
                [ours, theirs].map((side) => {
                  const one = side.get(claim.id);
                  return el('td', {}, one ? `${judgement(one.status).word} ${figure(one.measured)}` : '–');
                }),
              ),
            ),
          ),
        ),
      );
}

/** @param {string} title @param {HTMLElement} content */
function scrolling(title, content) {
  return el('div', {class: 'scroll tall card', tabindex: 0, role: 'region', 'aria-label': title}, content);
}
