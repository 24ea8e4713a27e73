// A sweep: what its trials gave over what was varied, and which of them is best.

import * as api from '../api.js';
import {chart, PLAIN} from '../chart.js';
import {el, fill} from '../dom.js';
import {figure, moment, seriesName, words} from '../format.js';
import {badge, isOpen} from '../status.js';
import {board} from '../sweep/board.js';
import {columnsOf, table} from '../sweep/table.js';
import {band, bestSoFar, bySeed, ranked} from '../sweep/trials.js';

/** @import {Sweep, Trial} from 'openapi' */
/** @import {Axis} from '../sweep/trials.js' */

const BUSY_MS = 2000;
const MAX_CURVES = 8;
const MAX_BANDS = 4;

/** @param {HTMLElement} main @param {string} id */
export async function show(main, id) {
  let sweep = await api.sweep(id);
  document.title = `${sweep.title} · annlab`;
  const order = {key: '', down: false};
  const head = el('div', {});
  const curves = el('div', {class: 'charts'});
  const list = el('div', {});
  const results = board('trials', drawRest);

  fill(
    main,
    el('p', {class: 'crumbs'}, el('a', {href: '/sweeps'}, 'All sweeps')),
    el('h1', {}, sweep.title),
    head,
    section('varied', 'What was varied, and the results', ...results.varied),
    section('over', 'The metric over one of them', ...results.over),
    section('curves', 'Curves', curves),
    section('trials', 'Trials', list),
  );

  const least = () => sweep.mode !== 'max';
  const best = () => ranked(sweep.trials, least()).find((trial) => trial.id === sweep.best);
  const draw = () => results.show({trials: sweep.trials, metric: sweep.metric, least: least(), best: best()?.id});

  /** @param {import('../sweep/board.js').Chosen} chosen */
  function drawRest({within, axes, varied}) {
    fill(head, headOf(sweep, best(), varied));
    drawCurves(within, least(), varied);
    fill(list, listOf(within, axes, best()?.id));
  }

  /** @type {{metric?: string, charts: ReturnType<typeof chart>[]}} */
  let made = {charts: []};

  /** @param {Trial[]} within @param {boolean} least @param {Axis[]} varied */
  function drawCurves(within, least, varied) {
    const metric = sweep.metric;
    if (metric === undefined || !within.some((trial) => trial.history[metric]?.length)) {
      made = {charts: []};
      fill(curves, el('p', {class: 'empty'}, 'No trial has epochs to draw.'));
      return;
    }
    if (made.metric !== metric) {
      made = {
        metric,
        charts: [
          chart(seriesName(metric), 0, `The best ${MAX_CURVES} of these trials.`),
          chart(`best ${seriesName(metric)} so far`, 0, 'Of all trials, in the order of their ends.', 'trial'),
          chart(
            `${seriesName(metric)} over seeds`,
            0,
            'Lowest, mean and highest of trials that differ in their seed only.',
          ),
        ],
      };
    }
    const seeds = bySeed(within);
    const firsts = seeds.map((group) => ranked(group, least)[0]);
    const groups = ranked(firsts, least)
      .slice(0, MAX_BANDS)
      .map((first) => seeds[firsts.indexOf(first)]);
    fill(
      curves,
      made.charts.filter((_, i) => i < 2 || groups.length > 0).map(({node}) => node),
    );
    made.charts[0].show(
      ranked(within, least)
        .filter((trial) => trial.history[metric]?.length)
        .slice(0, MAX_CURVES)
        .map((trial, i) => ({
          label: `${i + 1}. ${labelOf(trial, varied)}`,
          colour: `--run-${i}`,
          width: 2,
          values: trial.history[metric],
        })),
      PLAIN,
    );
    made.charts[1].show(
      [{label: 'best so far', colour: '--run-0', width: 2, values: bestSoFar(sweep.trials, least)}],
      PLAIN,
    );
    made.charts[2].show(
      groups.flatMap((group, i) => {
        const {low, mean, high} = band(group.map((trial) => trial.history[metric] ?? []));
        const label = labelOf(
          group[0],
          varied.filter(({title}) => !title.endsWith('/seed')),
        );
        const line = {colour: `--run-${i}`, width: 1, dash: [3, 3], behind: true};
        return [
          {label: `${label}, mean of ${group.length}`, colour: `--run-${i}`, width: 2, values: mean},
          {...line, label: `${label}, lowest`, values: low},
          {...line, label: `${label}, highest`, values: high},
        ];
      }),
      PLAIN,
    );
  }

  /** @param {Trial[]} trials @param {Axis[]} axes @param {string | undefined} best */
  function listOf(trials, axes, best) {
    const place = (/** @type {Trial} */ trial) => sweep.trials.indexOf(trial) + 1;
    /** @type {import('../sweep/table.js').Column[]} */
    const columns = [
      {
        name: 'Trial',
        key: 'trial',
        number: true,
        value: place,
        cell: (trial) =>
          trial.run
            ? el('a', {href: `/runs/${encodeURIComponent(trial.run)}`}, String(place(trial)))
            : String(place(trial)),
      },
      {
        name: 'Status',
        key: 'status',
        value: (trial) => trial.status,
        cell: (trial) => [badge(trial.status), trial.id === best && el('span', {class: 'tag'}, 'best')],
      },
      ...columnsOf(axes),
      {name: 'Epochs', key: 'epochs', number: true, value: epochsOf, cell: (trial) => String(epochsOf(trial))},
      ...(trials.some((trial) => trial.stage > 0)
        ? [
            {
              name: 'Stage',
              key: 'stage',
              number: true,
              value: (/** @type {Trial} */ trial) => trial.stage + 1,
              cell: (/** @type {Trial} */ trial) => String(trial.stage + 1),
            },
          ]
        : []),
      ...(trials.some((trial) => trial.host)
        ? [
            {
              name: 'Host',
              key: 'host',
              value: (/** @type {Trial} */ trial) => trial.host,
              cell: (/** @type {Trial} */ trial) => trial.host ?? '–',
            },
          ]
        : []),
    ];
    return table(columns, ranked(trials, least()), order, draw, `${sweep.id}.csv`, (rows) => [
      ['trial', 'run', 'status', ...axes.map(({title}) => title), 'epochs'],
      ...rows.map((trial) => [
        place(trial),
        trial.run ?? '',
        trial.status,
        ...axes.map((axis) => axis.value(trial) ?? ''),
        epochsOf(trial),
      ]),
    ]);
  }

  draw();
  const refresh = async () => {
    if (!isOpen(sweep.status)) {
      return;
    }
    try {
      sweep = await api.sweep(id);
      draw();
    } catch {
      // the page says so elsewhere, and tries again
    }
    setTimeout(refresh, BUSY_MS);
  };
  setTimeout(refresh, BUSY_MS);
}

/** @param {Trial} trial */
const epochsOf = (trial) => Math.max(0, ...Object.values(trial.history).map((values) => values.length));

/** @param {Trial} trial @param {Axis[]} varied */
function labelOf(trial, varied) {
  return varied
    .filter((axis) => axis.value(trial) !== undefined)
    .map((axis) => {
      const value = axis.value(trial);
      return `${axis.name} ${typeof value === 'number' ? figure(value) : value}`;
    })
    .join(', ');
}

/** @param {Sweep} sweep @param {Trial | undefined} best @param {Axis[]} varied */
function headOf(sweep, best, varied) {
  const ended = sweep.trials.filter((trial) => !isOpen(trial.status)).length;
  return [
    el(
      'p',
      {},
      badge(sweep.status),
      ` ${ended} of ${sweep.trials.length} trials have ended · begun ${moment(sweep.startedAt)} · `,
      el('code', {}, sweep.id),
      sweep.master && el('span', {class: 'tag'}, sweep.master),
      sweep.page && isOpen(sweep.status) && [' ', el('a', {href: sweep.page}, 'Spark’s own page')],
    ),
    sweep.metric !== undefined &&
      el(
        'p',
        {},
        `Compared by ${words(sweep.metric)}: ${sweep.mode === 'max' ? 'the largest' : 'the least'} is best. `,
        best
          ? ['Best so far: ', el('strong', {}, figure(best.value)), ` with ${labelOf(best, varied)}.`]
          : 'No trial has it yet.',
      ),
  ];
}

/** @param {string} id @param {string} title @param {...import('../dom.js').Children} content */
function section(id, title, ...content) {
  return el('section', {'aria-labelledby': id}, el('h2', {id}, title), ...content);
}
