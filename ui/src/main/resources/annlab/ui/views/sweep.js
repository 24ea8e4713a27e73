// A sweep: what its trials gave over what was varied, and which of them is best.

import * as api from '../api.js';
import {chart, PLAIN} from '../chart.js';
import {el, fill} from '../dom.js';
import {csv, download} from '../download.js';
import {figure, moment, seriesName, words} from '../format.js';
import {setDisabled} from '../laboratory/fields.js';
import {heading, sorted} from '../sortable.js';
import {badge, isOpen} from '../status.js';
import {parallel} from '../sweep/parallel.js';
import {scatter} from '../sweep/scatter.js';
import {axesOf, band, bestSoFar, bySeed, fits, ranked} from '../sweep/trials.js';

/** @import {Sweep, Trial} from 'openapi' */
/** @import {Axis, Filter} from '../sweep/trials.js' */

const BUSY_MS = 2000;
const MOST_CURVES = 8;
const MOST_BANDS = 4;

/** @param {HTMLElement} main @param {string} id */
export async function show(main, id) {
  let sweep = await api.sweep(id);
  document.title = `${sweep.title} · annlab`;
  /** @type {Map<string, Filter>} */
  const filters = new Map();
  const order = {key: '', down: false};
  const head = el('div', {});
  const fields = el('form', {
    class: 'axes card',
    'aria-label': 'Which trials',
    onsubmit: (/** @type {Event} */ event) => event.preventDefault(),
  });
  const count = el('p', {class: 'quiet', role: 'status'});
  const lines = el('div', {
    class: 'across card',
    tabindex: 0,
    role: 'region',
    'aria-label': 'Trials over what was varied',
  });
  const points = el('div', {});
  const across = el('select', {id: 'across', onchange: draw});
  const curves = el('div', {class: 'charts'});
  const table = el('div', {});

  fill(
    main,
    el('p', {class: 'crumbs'}, el('a', {href: '/sweeps'}, 'All sweeps')),
    el('h1', {}, sweep.title),
    head,
    section('varied', 'What was varied, and what came of it', fields, count, lines),
    section(
      'over',
      'The metric over one of them',
      el('p', {}, el('label', {for: 'across'}, 'Over'), ' ', across),
      points,
    ),
    section('curves', 'Curves', curves),
    section('trials', 'Trials', table),
  );

  /** @param {string} title @param {Filter | undefined} filter */
  function choose(title, filter) {
    filter === undefined ? filters.delete(title) : filters.set(title, filter);
    draw();
  }

  function draw() {
    const least = sweep.mode !== 'max';
    const axes = axesOf(sweep.trials, sweep.metric);
    const varied = sweep.metric === undefined ? axes : axes.slice(0, -1);
    const inside = (/** @type {Trial} */ trial) => fits(trial, axes, filters);
    const within = sweep.trials.filter(inside);
    const best = ranked(sweep.trials, least).find((trial) => trial.id === sweep.best);
    fill(head, headOf(sweep, best, varied));
    drawFields(axes);
    fill(count, `${within.length} of ${sweep.trials.length} trials`);
    fill(lines, parallel(axes, ranked(sweep.trials, !least), inside, best?.id, filters, choose));
    const kept = across.value;
    fill(
      across,
      varied.map(({name, title}) => el('option', {value: title, selected: title === kept}, name)),
    );
    const chosen = varied.find(({title}) => title === across.value);
    const metric = axes.at(-1);
    fill(
      points,
      chosen && metric && sweep.metric !== undefined
        ? scatter(chosen, metric, sweep.trials, inside, best?.id)
        : el('p', {class: 'empty'}, 'No trial has ended yet.'),
    );
    drawCurves(within, least, varied);
    fill(table, listOf(within, axes, best?.id));
  }

  /** @type {{of: string, fields: ReturnType<typeof fieldOf>[]}} */
  let shown = {of: '', fields: []};
  const clear = el(
    'button',
    {
      type: 'button',
      onclick: () => {
        filters.clear();
        draw();
      },
    },
    'All trials',
  );

  /** A field for each axis, for what a drag does. They change in place, so that nobody who is in one loses it. @param {Axis[]} axes */
  function drawFields(axes) {
    const of = JSON.stringify(axes.map(({title, words: any}) => [title, any !== undefined]));
    if (of !== shown.of) {
      const focused = document.activeElement?.id;
      shown = {of, fields: axes.map((axis, i) => fieldOf(axis, `axis-${i}`))};
      fill(
        fields,
        shown.fields.map(({node}) => node),
        clear,
      );
      if (focused?.startsWith('axis-')) {
        document.getElementById(focused)?.focus();
      }
    }
    shown.fields.forEach(({update}, i) => update(axes[i], filters.get(axes[i].title)));
    setDisabled(clear, filters.size === 0);
  }

  /**
   * @param {Axis} axis
   * @param {string} name
   * @returns {{node: HTMLElement, update: (axis: Axis, filter: Filter | undefined) => void}}
   */
  function fieldOf(axis, name) {
    if (axis.words) {
      let known = '';
      const select = el('select', {
        id: name,
        onchange: () => choose(axis.title, select.value === '' ? undefined : {only: select.value}),
      });
      return {
        node: el('span', {title: axis.title}, el('label', {for: name}, axis.name), select),
        update({words: all = []}, filter) {
          if (known !== all.join('\n')) {
            known = all.join('\n');
            fill(
              select,
              el('option', {value: ''}, 'any'),
              all.map((word) => el('option', {value: word}, word)),
            );
          }
          select.value = filter?.only ?? '';
        },
      };
    }
    const ends = ['from', 'to'].map((end, i) => {
      const input = el('input', {
        type: 'number',
        step: 'any',
        class: 'short',
        id: i === 0 ? name : `${name}-to`,
        'aria-label': `${axis.name}, ${end}`,
        onchange: () => {
          const [low, high] = ends.map(({input: each}) => (each.value === '' ? undefined : Number(each.value)));
          choose(axis.title, low === undefined && high === undefined ? undefined : {from: low, to: high});
        },
      });
      return {input, text: ''};
    });
    return {
      node: el(
        'span',
        {title: axis.title},
        el('label', {for: name}, axis.name),
        el('span', {class: 'once'}, ends[0].input, ' to ', ends[1].input),
      ),
      update({numbers}, filter) {
        [filter?.from, filter?.to].forEach((value, i) => {
          const end = ends[i];
          const text = value === undefined ? '' : String(value);
          end.input.placeholder = figure(i === 0 ? numbers?.low : numbers?.high);
          // what is being typed stays until it counts
          if (document.activeElement !== end.input || text !== end.text) {
            end.input.value = end.text = text;
          }
        });
      },
    };
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
          chart(seriesName(metric), 0, `The best ${MOST_CURVES} of these trials.`),
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
      .slice(0, MOST_BANDS)
      .map((first) => seeds[firsts.indexOf(first)]);
    fill(
      curves,
      made.charts.filter((_, i) => i < 2 || groups.length > 0).map(({node}) => node),
    );
    made.charts[0].show(
      ranked(within, least)
        .filter((trial) => trial.history[metric]?.length)
        .slice(0, MOST_CURVES)
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
    /** @type {(import('../sortable.js').Column<Trial> & {cell: (trial: Trial) => import('../dom.js').Children})[]} */
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
      ...axes.map((axis) => ({
        name: axis.name,
        key: axis.title,
        number: !axis.words,
        value: axis.value,
        cell: (/** @type {Trial} */ trial) => {
          const value = axis.value(trial);
          return typeof value === 'number' ? figure(value) : (value ?? '–');
        },
      })),
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
    const rows =
      order.key === ''
        ? ranked(trials, sweep.mode !== 'max')
        : sorted(
            trials,
            columns.find(({key}) => key === order.key),
            order.down,
          );
    const sort = (/** @type {string} */ key, /** @type {boolean} */ down) => {
      Object.assign(order, {key, down});
      draw();
    };
    return [
      el(
        'p',
        {class: 'actions'},
        el(
          'button',
          {
            type: 'button',
            onclick: () =>
              download(
                `${sweep.id}.csv`,
                'text/csv',
                csv([
                  ['trial', 'run', 'status', ...axes.map(({title}) => title), 'epochs'],
                  ...rows.map((trial) => [
                    place(trial),
                    trial.run ?? '',
                    trial.status,
                    ...axes.map((axis) => axis.value(trial) ?? ''),
                    epochsOf(trial),
                  ]),
                ]),
              ),
          },
          'CSV',
        ),
      ),
      el(
        'table',
        {class: 'list trials'},
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            columns.map((column) => heading(column, order, sort)),
          ),
        ),
        el(
          'tbody',
          {},
          rows.map((trial) =>
            el(
              'tr',
              {},
              columns.map((column) =>
                el('td', {'data-label': column.name, class: column.number && 'number'}, ...[column.cell(trial)].flat()),
              ),
            ),
          ),
        ),
      ),
    ];
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
