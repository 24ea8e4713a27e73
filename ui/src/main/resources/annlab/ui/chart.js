// Learning curves: one chart for each quantity, drawn by uPlot, with a legend that can be used by
// keyboard and a table of the same numbers.

import uPlot from '/ui/vendor/uplot.js';
import {el, fill, svg} from './dom.js';
import {figure} from './format.js';
import {smoothed} from './series.js';

/**
 * @typedef {{label: string, colour: string, width: number, dash?: number[], values: number[],
 *   mean?: boolean, behind?: boolean}} Line a curve: one number an epoch; colour is a property of the style sheet; mean
 *   says that its numbers are means over the epoch; behind is for what is only to compare with
 * @typedef {{smooth: number, logarithmic: boolean, shift: number}} Look how curves are drawn: share of the past in each
 *   point, 0 to below 1; whether the axis is logarithmic; epochs by which means move left
 */

const HEIGHT = 280;

/** @type {Look} */
export const PLAIN = {smooth: 0, logarithmic: false, shift: 0};

/**
 * One chart.
 *
 * @param {string} title what is drawn
 * @param {number} epochs how long the axis is from the start: the epochs asked for, so that the
 *     curve grows into it; 0 if not known
 * @param {string} [note] a sentence below
 * @param {string} [unit] what the axis counts, from 1
 * @returns {{node: HTMLElement, show: (lines: Line[], look: Look) => void}}
 */
export function chart(title, epochs, note, unit = 'epoch') {
  /** @type {Set<string>} */
  const hidden = new Set();
  const plot = el('div', {class: 'plot', role: 'img'});
  const legend = el('ul', {class: 'legend'});
  const table = el('table', {class: 'numbers'});
  const node = el(
    'figure',
    {class: 'chart'},
    el('figcaption', {}, title[0].toUpperCase() + title.slice(1)),
    plot,
    legend,
    note && el('p', {class: 'quiet small'}, note),
    el(
      'details',
      {},
      el('summary', {}, `Table of ${title}`),
      el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `Table of ${title}`}, table),
    ),
  );

  /** @type {uPlot | undefined} */
  let drawn;
  /** @type {Line[]} */
  let lines = [];
  let look = PLAIN;
  let legendOf = '';

  /** @param {number | null | undefined} at the place under the pointer among the points drawn */
  function readOut(at) {
    [...legend.querySelectorAll('output')].forEach((output, i) => {
      const under = at === null || at === undefined ? undefined : drawn?.data[i + 1][at];
      output.textContent = figure(under ?? lines[i].values.at(-1));
    });
  }

  function drawLegend() {
    const now = lines.map((line) => line.label).join('\n');
    if (now === legendOf) {
      return; // a button that has the focus must stay
    }
    legendOf = now;
    fill(
      legend,
      lines.map((line, i) =>
        el(
          'li',
          {},
          el(
            'button',
            {
              type: 'button',
              'aria-pressed': String(!hidden.has(line.label)),
              title: `Show or hide ${line.label}`,
              onclick: (/** @type {Event} */ event) => {
                const button = /** @type {HTMLElement} */ (event.currentTarget);
                hidden.has(line.label) ? hidden.delete(line.label) : hidden.add(line.label);
                button.setAttribute('aria-pressed', String(!hidden.has(line.label)));
                drawn?.setSeries(i + 1, {show: !hidden.has(line.label)});
              },
            },
            sample(line),
            el('span', {}, line.label),
            el('output', {}, '–'),
          ),
        ),
      ),
    );
  }

  function draw() {
    drawn?.destroy();
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue('--muted').trim();
    const grid = {stroke: style.getPropertyValue('--grid').trim(), width: 1};
    const font = `12px ${style.getPropertyValue('--font').trim()}`;
    const longest = Math.max(0, ...lines.map((line) => line.values.length));
    drawn = new uPlot(
      {
        width: Math.max(plot.clientWidth, 200),
        height: HEIGHT,
        legend: {show: false},
        cursor: {drag: {x: false, y: false}, points: {size: 7}},
        scales: {
          x: {time: false, range: [Math.min(1, 1 - look.shift), Math.max(epochs, longest, 2)]},
          y: look.logarithmic ? {distr: 3} : {},
        },
        axes: [
          {
            label: unit,
            labelFont: font,
            font,
            stroke: ink,
            grid,
            ticks: grid,
            labelSize: 22,
            size: 34,
            incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000],
            space: 44,
          },
          {
            label: title,
            labelFont: font,
            font,
            stroke: ink,
            grid,
            ticks: grid,
            labelSize: 22,
            size: 56,
            values: (/** @type {uPlot} */ _, /** @type {(number | null)[]} */ ticks) =>
              ticks.map((tick) => (tick === null ? '' : figure(Number(tick.toPrecision(6))))),
          },
        ],
        series: [
          {},
          ...lines.map((line) => ({
            label: line.label,
            show: !hidden.has(line.label),
            stroke: style.getPropertyValue(line.colour).trim(),
            width: line.width,
            dash: line.dash,
            spanGaps: true,
            points: {show: line.values.length < 2, size: 6},
          })),
        ],
        hooks: {setCursor: [(/** @type {uPlot} */ u) => readOut(u.cursor.idx)]},
      },
      pointsOf(lines, look),
      plot,
    );
    readOut(null);
  }

  new ResizeObserver(() => {
    if (drawn && plot.clientWidth > 0 && drawn.width !== plot.clientWidth) {
      drawn.setSize({width: plot.clientWidth, height: HEIGHT});
    }
  }).observe(plot);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

  return {
    node,
    show(newLines, newLook) {
      lines = newLines;
      look = newLook;
      drawLegend();
      draw();
      plot.setAttribute('aria-label', inWords(title, lines, unit));
      fillTable(table, lines, unit);
    },
  };
}

/**
 * Places and heights of the points: one column of places for all lines, then one a line.
 *
 * @param {Line[]} lines
 * @param {Look} look
 * @returns {uPlot.AlignedData}
 */
function pointsOf(lines, look) {
  if (lines.length === 0) {
    return [[]];
  }
  return uPlot.join(
    lines.map((line) => {
      const values = line.behind ? line.values : smoothed(line.values, look.smooth);
      const left = line.mean ? look.shift : 0;
      return [
        values.map((_, i) => i + 1 - left),
        // A logarithmic axis has no place for zero and below.
        look.logarithmic ? values.map((value) => (value > 0 ? value : null)) : values,
      ];
    }),
  );
}

/**
 * The controls of how curves look.
 *
 * @param {{shift: boolean}} offer whether means can be moved
 * @param {(look: Look) => void} changed
 */
export function lookControls({shift}, changed) {
  const look = {...PLAIN};
  const controls = [
    slider(
      'Smoothing',
      'smooth',
      0.95,
      0.05,
      (value) => (value === 0 ? 'off' : value.toFixed(2)),
      (value) => {
        look.smooth = value;
        changed(look);
      },
    ),
    shift &&
      slider(
        'Move training curves left',
        'shift',
        1,
        0.05,
        (value) => (value === 0 ? 'no' : `${value.toFixed(2)} epoch`),
        (value) => {
          look.shift = value;
          changed(look);
        },
      ),
    el(
      'label',
      {class: 'check'},
      el('input', {
        type: 'checkbox',
        onchange: (/** @type {Event} */ event) => {
          look.logarithmic = /** @type {HTMLInputElement} */ (event.currentTarget).checked;
          changed(look);
        },
      }),
      ' Logarithmic',
    ),
  ];
  return el('div', {class: 'look', role: 'group', 'aria-label': 'How the curves are drawn'}, controls);
}

/**
 * @param {string} name
 * @param {string} id
 * @param {number} max
 * @param {number} step
 * @param {(value: number) => string} inWords
 * @param {(value: number) => void} changed
 */
function slider(name, id, max, step, inWords, changed) {
  const output = el('output', {for: id}, inWords(0));
  return el(
    'div',
    {class: 'slider'},
    el('label', {for: id}, name),
    el('input', {
      type: 'range',
      id,
      min: 0,
      max,
      step,
      value: 0,
      oninput: (/** @type {Event} */ event) => {
        const value = Number(/** @type {HTMLInputElement} */ (event.currentTarget).value);
        output.textContent = inWords(value);
        changed(value);
      },
    }),
    output,
  );
}

/** @param {Line} line a short piece of the line, for the legend */
function sample(line) {
  return svg(
    'svg',
    {class: 'sample', viewBox: '0 0 28 8', 'aria-hidden': 'true'},
    svg('path', {
      d: 'M0 4H28',
      class: `stroke${line.colour}`,
      'stroke-width': line.width + 0.4,
      'stroke-dasharray': line.dash?.join(' '),
    }),
  );
}

/** @param {string} title @param {Line[]} lines @param {string} unit */
function inWords(title, lines, unit) {
  const ends = lines
    .filter((line) => line.values.length > 0)
    .map((line) => `${line.label} ${figure(line.values.at(-1))} after ${unit} ${line.values.length}`);
  return `Chart of ${title} over ${unit}s. ${ends.length ? ends.join('; ') : `No ${unit} yet`}. The table below has every number.`;
}

/** @param {HTMLElement} table @param {Line[]} lines @param {string} unit */
function fillTable(table, lines, unit) {
  const used = lines.filter((line) => line.values.length > 0);
  const epochs = Math.max(0, ...used.map((line) => line.values.length));
  fill(
    table,
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        el('th', {scope: 'col'}, unit),
        used.map((line) => el('th', {scope: 'col'}, line.label)),
      ),
    ),
    el(
      'tbody',
      {},
      Array.from({length: epochs}, (_, row) =>
        el(
          'tr',
          {},
          el('th', {scope: 'row'}, row + 1),
          used.map((line) => el('td', {}, figure(line.values[row]))),
        ),
      ),
    ),
  );
}
