// What a run's layers were like over its epochs: magnitudes, ratios, histograms, silent units, time and memory.

import * as api from '../api.js';
import {chart, PLAIN} from '../chart.js';
import {el, fill, svg} from '../dom.js';
import {csv, download} from '../download.js';
import {figure} from '../format.js';
import {isOpen} from '../status.js';
import {curve, HEALTHY, joined, layerOf, layersOf, ridges, spreads, tensorOf, tensorsOf} from './points.js';

/** @import {Distribution, Run, StatisticsPoint} from 'openapi' */
/** @import {Line} from '../chart.js' */
/** @import {Curve, Spread} from './points.js' */

const COLOURS = 8;
/** A page that follows a run asks no oftener. */
const PAUSE_MS = 2000;
const MIB = 2 ** 20;
/** Told apart by dash as well as by colour. */
const DASHES = [undefined, [9, 4], [2, 3], [9, 4, 2, 4], [14, 4], [4, 4], [14, 4, 2, 4, 2, 4], [1, 5]];

/**
 * @typedef {{title: string, note?: string, magnitude?: boolean, curves: (points: StatisticsPoint[], tensor: string) => Curve[],
 *   mark?: number}} Drawing magnitude: whether a logarithmic axis goes with it
 */

/** @param {'weights' | 'gradients' | 'updates'} kind @param {string} [note] @returns {Drawing} */
const magnitudes = (kind, note) => ({
  title: `mean magnitude of ${kind}`,
  note,
  magnitude: true,
  curves: (points, tensor) =>
    layersOf(points).map((layer) =>
      curve(layer, points, (point) => tensorOf(point, layer, tensor)?.[kind]?.meanMagnitude),
    ),
});

/** @type {Drawing[]} */
const DRAWINGS = [
  {
    title: 'log10 of update to weight',
    note: 'How large the updates are beside the weights. The marked line is the typical thousandth: far above it training jumps, far below it crawls.',
    mark: HEALTHY,
    curves: (points, tensor) =>
      layersOf(points).map((layer) => curve(layer, points, (point) => tensorOf(point, layer, tensor)?.logRatio)),
  },
  magnitudes('weights'),
  magnitudes(
    'gradients',
    'Of the mean over the batch’s rows, penalties included. DL4J’s own UI shows the sum over the rows.',
  ),
  magnitudes('updates'),
  {
    title: 'mean magnitude of activations',
    magnitude: true,
    curves: (points) =>
      layersOf(points).map((layer) =>
        curve(layer, points, (point) => layerOf(point, layer)?.activations.meanMagnitude),
      ),
  },
  {
    title: 'silent ReLU units',
    note: 'Share of a layer’s units that put out 0 for each row of the batch. Dead units are among them, and units that no row of this batch wakes.',
    curves: (points) => layersOf(points).map((layer) => curve(layer, points, (point) => layerOf(point, layer)?.silent)),
  },
  {
    title: 'gradient norm',
    note: 'Of the whole gradient, all layers together.',
    magnitude: true,
    curves: (points) => [curve('gradient norm', points, (point) => point.gradientNorm)],
  },
  {
    title: 'milliseconds by phase of a step',
    curves: (points) => phases(points, ['forward', 'backward', 'gradient', 'update'], 1000),
  },
  {
    title: 'seconds of an epoch',
    curves: (points) => phases(points, ['training', 'validation', 'statistics'], 1),
  },
  {
    title: 'memory in MiB',
    curves: (points) => [
      curve('Java’s heap', points, (point) => point.heapBytes / MIB),
      curve('ND4J’s arrays', points, (point) => point.offHeapBytes / MIB),
    ],
  },
];

/** @param {StatisticsPoint[]} points @param {string[]} names @param {number} factor */
const phases = (points, names, factor) =>
  names.map((name) =>
    curve(name, points, (point) => {
      const seconds = point.seconds[name];
      return seconds === undefined || seconds === null ? seconds : seconds * factor;
    }),
  );

/**
 * The section of a run's statistics. What it draws is asked for when somebody opens it.
 *
 * @param {HTMLElement} place
 * @param {Run} first
 * @returns {(run: Run) => void} to be told when there may be more
 */
export function statisticsBoard(place, first) {
  let run = first;
  /** @type {StatisticsPoint[]} */
  let points = [];
  let asking = false;
  let again = false;
  /** @type {ReturnType<typeof board> | undefined} */
  let drawn;
  const content = el('div', {}, el('p', {class: 'quiet'}, 'Loading…'));
  const details = el(
    'details',
    {class: 'statistics', ontoggle: () => refresh()},
    el('summary', {}, 'Weights, gradients, updates, activations, time and memory over epochs'),
    content,
  );

  async function refresh() {
    if (!details.open || asking) {
      again = details.open;
      return;
    }
    asking = true;
    again = false;
    try {
      const news = (await api.statistics(run.id, points.at(-1)?.epoch ?? -1)).points;
      points = joined(points, news);
      show(news.length > 0);
    } catch (error) {
      if (!drawn) {
        fill(content, el('p', {class: 'warning'}, error instanceof Error ? error.message : String(error)));
      }
    }
    setTimeout(() => {
      asking = false;
      if (again) {
        refresh();
      }
    }, PAUSE_MS);
  }

  /** @param {boolean} more */
  function show(more) {
    if (points.length === 0) {
      fill(
        content,
        el(
          'p',
          {class: 'empty'},
          isOpen(run.status)
            ? 'The first point comes with the end of the first epoch.'
            : 'This run kept no statistics: it is older than they are, or trains no network by mini-batches.',
        ),
      );
      return;
    }
    if (!drawn) {
      drawn = board(run);
      fill(content, drawn.node);
      more = true;
    }
    if (more) {
      drawn.show(points, isOpen(run.status) ? Number(run.parameters.epochs ?? 0) : 0);
    }
  }

  fill(
    place,
    el('h2', {id: 'statistics'}, 'Layers'),
    el(
      'p',
      {class: 'quiet'},
      'One step of an epoch is a point: its last one with a full batch. Looking at it changes no bit of the training.',
    ),
    details,
  );
  return (now) => {
    run = now;
    refresh();
  };
}

/** @param {Run} run */
function board(run) {
  /** @type {Map<Drawing, ReturnType<typeof chart>>} */
  const charts = new Map();
  const grid = el('div', {class: 'charts'});
  /** @type {StatisticsPoint[]} */
  let points = [];
  const tensor = el('select', {id: 'tensor', onchange: () => draw()});
  const logarithmic = el('input', {type: 'checkbox', onchange: () => draw()});
  const waves = ridgeFigure();

  function draw() {
    for (const [drawing, each] of charts) {
      const curves = drawing.curves(points, tensor.value).filter((one) => one.values.length > 0);
      const mark = drawing.mark === undefined ? [] : [marked(drawing.mark, points)];
      each.show([...curves.map(asLine), ...mark], {
        ...PLAIN,
        logarithmic: logarithmic.checked && drawing.magnitude === true,
      });
    }
    waves.show(points);
  }

  const node = el(
    'div',
    {},
    el(
      'div',
      {class: 'look', role: 'group', 'aria-label': 'How the statistics are drawn'},
      el('label', {for: 'tensor'}, 'Of each layer the'),
      tensor,
      el('label', {class: 'check'}, logarithmic, ' Magnitudes logarithmic'),
      el('a', {href: api.statisticsAddress(run.id), download: ''}, 'statistics.csv'),
    ),
    grid,
    waves.node,
  );

  return {
    node,
    /** @param {StatisticsPoint[]} now @param {number} epochs */
    show(now, epochs) {
      points = now;
      const names = tensorsOf(points);
      if (names.length !== tensor.options.length) {
        const chosen = tensor.value;
        fill(
          tensor,
          names.map((name) => el('option', {value: name, selected: name === chosen}, name)),
        );
      }
      const drawable = DRAWINGS.filter((drawing) =>
        names.some((name) => drawing.curves(points, name).some((one) => one.values.length > 0)),
      );
      if (drawable.length !== charts.size) {
        charts.clear();
        drawable.forEach((drawing) => charts.set(drawing, chart(drawing.title, epochs, drawing.note)));
        fill(
          grid,
          [...charts.values()].map((each) => each.node),
        );
      }
      draw();
    },
  };
}

/** @param {Curve} one @param {number} i @returns {Line} */
const asLine = ({label, values}, i) => ({
  label,
  colour: `--run-${i % COLOURS}`,
  width: 2,
  dash: DASHES[i % DASHES.length],
  behind: true,
  values,
});

/** @param {number} height @param {StatisticsPoint[]} points @returns {Line} */
function marked(height, points) {
  return {
    label: 'a thousandth',
    colour: '--curve-validation-behind',
    width: 1.6,
    dash: [2, 3],
    behind: true,
    values: curve('', points, () => height).values,
  };
}

/** Histograms over epochs, one behind the other. */
function ridgeFigure() {
  const chosen = el('select', {id: 'ridges-of', onchange: () => draw()});
  const plot = el('div', {class: 'ridges'});
  const table = el('table', {class: 'numbers'});
  /** @type {StatisticsPoint[]} */
  let points = [];
  /** @type {Spread[]} */
  let all = [];

  const spread = () => all.find((each) => each.name === chosen.value) ?? all[0];

  /** @returns {(string | number)[][]} with a head */
  function rows() {
    return [
      ['epoch', 'lowest', 'mean', 'standard deviation', 'highest', 'counts'],
      ...points.flatMap((point) => {
        const found = spread().of(point);
        return found
          ? [
              [
                point.epoch + 1,
                ...[found.low, found.mean, found.standardDeviation, found.high].map((value) => value ?? ''),
                found.counts.join(' '),
              ],
            ]
          : [];
      }),
    ];
  }

  function draw() {
    if (plot.clientWidth > 0 && all.length > 0) {
      fill(plot, picture(spread(), points, plot.clientWidth));
      if (numbers.open) {
        fillTable();
      }
    }
  }

  function fillTable() {
    const [head, ...body] = rows();
    fill(
      table,
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          head.slice(0, -1).map((name) => el('th', {scope: 'col'}, name)),
        ),
      ),
      el(
        'tbody',
        {},
        body.map(([epoch, ...values]) =>
          el(
            'tr',
            {},
            el('th', {scope: 'row'}, epoch),
            values.slice(0, -1).map((value) => el('td', {}, typeof value === 'number' ? figure(value) : 'not finite')),
          ),
        ),
      ),
    );
  }

  const file = () =>
    spread()
      .name.replaceAll(/[^A-Za-z0-9]+/g, '-')
      .toLowerCase();
  const numbers = el(
    'details',
    {ontoggle: () => draw()},
    el('summary', {}, 'Table of the histograms, and files'),
    el(
      'p',
      {class: 'actions'},
      el('button', {type: 'button', onclick: () => download(`${file()}.csv`, 'text/csv', csv(rows()))}, 'CSV'),
      el(
        'button',
        {
          type: 'button',
          onclick: () =>
            download(
              `${file()}.svg`,
              'image/svg+xml',
              new XMLSerializer().serializeToString(picture(spread(), points, 720, true)),
            ),
        },
        'SVG',
      ),
    ),
    el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Table of the histograms'}, table),
  );
  const node = el(
    'figure',
    {class: 'chart'},
    el('figcaption', {}, el('label', {for: 'ridges-of'}, 'Histograms over epochs of '), chosen),
    plot,
    el('p', {class: 'quiet small'}, 'Each ridge is scaled to its own fullest interval; the newest epoch is in front.'),
    numbers,
  );
  let width = 0;
  new ResizeObserver(() => {
    if (plot.clientWidth !== width) {
      width = plot.clientWidth;
      draw();
    }
  }).observe(plot);

  return {
    node,
    /** @param {StatisticsPoint[]} now */
    show(now) {
      points = now;
      all = spreads(points);
      if (all.length !== chosen.options.length) {
        const before = chosen.value;
        fill(
          chosen,
          all.map(({name}) => el('option', {value: name, selected: name === before}, name)),
        );
      }
      draw();
    },
  };
}

/**
 * @param {Spread} spread
 * @param {StatisticsPoint[]} points
 * @param {number} width
 * @param {boolean} [alone] whether it has to do without the page's style sheet
 */
function picture(spread, points, width, alone = false) {
  const {low, high, ridges: rows} = ridges(points, spread.of);
  const [left, top, line, tall] = [52, 42, 14, 40];
  const height = top + line * Math.max(1, rows.length) + 26;
  const foot = height - 24;
  const x = (/** @type {number} */ value) => left + ((width - left - 12) * (value - low)) / (high - low || 1);
  const style = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const text = alone ? {'font-family': 'sans-serif', 'font-size': 12, fill: '#333'} : {};
  const shape = alone ? {fill: colour('--card') || '#fff', stroke: colour('--run-0'), 'stroke-width': 1.2} : {};
  const step = Math.max(1, Math.ceil(rows.length / 12));
  return svg(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-label': told(spread, low, high, rows),
    },
    rows.length === 0
      ? svg('text', {...text, x: left, y: top}, 'no finite numbers')
      : [
          ...rows.flatMap(({epoch, outline}, i) => {
            const base = top + line * i;
            const corners = outline.map(
              ([value, share]) => `L${x(value).toFixed(1)} ${(base - tall * share).toFixed(1)}`,
            );
            return [
              svg('path', {
                ...shape,
                class: 'ridge',
                d: `M${x(outline[0][0]).toFixed(1)} ${base}${corners.join('')}L${x(outline[outline.length - 1][0]).toFixed(1)} ${base}Z`,
              }),
              (i % step === 0 || i === rows.length - 1) &&
                (i === rows.length - 1 || rows.length - 1 - i >= step / 2) &&
                svg('text', {...text, x: left - 8, y: base + 4, 'text-anchor': 'end'}, epoch),
            ];
          }),
          svg('path', {class: 'frame', stroke: '#999', fill: 'none', d: `M${left} ${foot - 4}H${width - 12}`}),
          svg('text', {...text, x: left, y: height - 8}, figure(low)),
          svg('text', {...text, x: width - 12, y: height - 8, 'text-anchor': 'end'}, figure(high)),
          svg('text', {...text, x: left - 8, y: height - 8, 'text-anchor': 'end'}, 'epoch'),
        ],
  );
}

/**
 * @param {Spread} spread
 * @param {number} low
 * @param {number} high
 * @param {{epoch: number, spread: Distribution}[]} rows
 */
function told(spread, low, high, rows) {
  const last = rows.at(-1);
  return last
    ? `Histograms of ${spread.name} over epochs, from ${figure(low)} to ${figure(high)}. At epoch ${last.epoch} their mean is ` +
        `${figure(last.spread.mean ?? undefined)}, their standard deviation ${figure(last.spread.standardDeviation ?? undefined)}.`
    : `Histograms of ${spread.name}: no finite numbers.`;
}
