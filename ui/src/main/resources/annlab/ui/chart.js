// Learning curves: one chart for each quantity, drawn by uPlot, with a legend that can be used by
// keyboard and a table of the same numbers.

import uPlot from '/ui/vendor/uplot.js';
import {el, fill} from './dom.js';
import {figure, seriesName} from './format.js';

/**
 * @typedef {{name: string, label: string, colour: string, dash?: number[], width: number}} Line
 * @typedef {Record<string, number[]>} History
 */

const HEIGHT = 280;

/**
 * The quantities of a history, in order: loss and val_loss are one quantity.
 *
 * @param {History} history
 * @returns {string[]} names without the prefix val_
 */
export function quantities(history) {
  return [...new Set(Object.keys(history).map((name) => name.replace(/^val_/, '')))];
}

/**
 * One chart.
 *
 * @param {string} quantity as in Keras' history: loss, accuracy
 * @param {number} epochs the epochs asked for; the axis is that long from the start, so that the
 *     curve grows into it; 0 if not known
 * @param {{source: string, history: History} | undefined} published curves shown behind
 * @returns {{node: HTMLElement, show: (history: History) => void}}
 */
export function curves(quantity, epochs, published) {
  const plain = published && (quantity in published.history || `val_${quantity}` in published.history)
    ? published : undefined;
  const lines = linesOf(quantity, plain);
  const hidden = new Set();
  const plot = el('div', {class: 'plot', role: 'img'});
  const legend = el('ul', {class: 'legend'});
  const table = el('table', {class: 'numbers'});
  const title = quantity.replaceAll('_', ' ');
  const node = el('figure', {class: 'chart'},
      el('figcaption', {}, title[0].toUpperCase() + title.slice(1)),
      plot, legend,
      plain && el('p', {class: 'quiet small'}, `Dotted: published in ${plain.source}.`),
      el('details', {}, el('summary', {}, `Table of ${title}`),
          el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `Table of ${title}`}, table)));

  /** @type {uPlot | undefined} */
  let drawn;
  /** @type {History} */
  let shown = {};

  /** @param {number | null | undefined} at index of the epoch under the pointer */
  function readOut(at) {
    const columns = dataOf(lines, shown, plain);
    [...legend.querySelectorAll('output')].forEach((output, i) => {
      const column = columns[i + 1];
      const last = lastIndex(column);
      const index = at ?? last;
      output.textContent = index < 0 ? '–' : figure(column[index] ?? undefined);
    });
  }

  fill(legend, lines.map((line) => el('li', {},
      el('button', {
        type: 'button', 'aria-pressed': 'true', title: `Show or hide ${line.label}`,
        onclick: (/** @type {Event} */ event) => {
          const button = /** @type {HTMLElement} */ (event.currentTarget);
          hidden.has(line.name) ? hidden.delete(line.name) : hidden.add(line.name);
          button.setAttribute('aria-pressed', String(!hidden.has(line.name)));
          drawn?.setSeries(lines.indexOf(line) + 1, {show: !hidden.has(line.name)});
        },
      }, sample(line), el('span', {}, line.label), el('output', {}, '–')))));

  function draw() {
    drawn?.destroy();
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue('--muted').trim();
    const grid = {stroke: style.getPropertyValue('--grid').trim(), width: 1};
    const font = `12px ${style.getPropertyValue('--font').trim()}`;
    const columns = dataOf(lines, shown, plain);
    const end = Math.max(epochs, columns[0].length, 2);
    drawn = new uPlot({
      width: Math.max(plot.clientWidth, 200),
      height: HEIGHT,
      legend: {show: false},
      cursor: {drag: {x: false, y: false}, points: {size: 7}},
      scales: {x: {time: false, range: [1, end]}},
      axes: [
        {label: 'epoch', labelFont: font, font, stroke: ink, grid, ticks: grid, labelSize: 22, size: 34,
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000], space: 44},
        {label: title, labelFont: font, font, stroke: ink, grid, ticks: grid, labelSize: 22, size: 52,
          values: (/** @type {uPlot} */ _, /** @type {number[]} */ ticks) => ticks.map((tick) => figure(Number(tick.toPrecision(6))))},
      ],
      series: [{}, ...lines.map((line) => ({
        label: line.label,
        show: !hidden.has(line.name),
        stroke: style.getPropertyValue(line.colour).trim(),
        width: line.width,
        dash: line.dash,
        points: {show: columns[lines.indexOf(line) + 1].filter((value) => value !== null).length < 2, size: 6},
      }))],
      hooks: {setCursor: [(/** @type {uPlot} */ u) => readOut(u.cursor.idx)]},
    }, /** @type {uPlot.AlignedData} */ (columns), plot);
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
    show(history) {
      shown = history;
      draw();
      plot.setAttribute('aria-label', inWords(title, lines, shown, plain));
      fillTable(table, lines, dataOf(lines, shown, plain));
    },
  };
}

/** @param {string} quantity @param {{history: History} | undefined} published @returns {Line[]} */
function linesOf(quantity, published) {
  /** @type {Line[]} */
  const own = [
    {name: quantity, label: seriesName(quantity), colour: '--curve-training', width: 2.2},
    {name: `val_${quantity}`, label: seriesName(`val_${quantity}`), colour: '--curve-validation', width: 2.2, dash: [9, 4]},
  ];
  const behind = own
      .filter((line) => published && line.name in published.history)
      .map((line) => ({
        name: `published ${line.name}`, label: `published ${line.label}`,
        colour: `${line.colour}-behind`, width: 1.6, dash: [2, 3],
      }));
  return [...own, ...behind];
}

/**
 * uPlot's columns: epochs counted from 1, then one column a line, null where there is no figure.
 *
 * @param {Line[]} lines
 * @param {History} history
 * @param {{history: History} | undefined} published
 * @returns {(number | null)[][]}
 */
function dataOf(lines, history, published) {
  const columns = lines.map((line) => line.name.startsWith('published ')
    ? published?.history[line.name.slice(10)] ?? [] : history[line.name] ?? []);
  const length = Math.max(0, ...columns.map((column) => column.length));
  const epochs = Array.from({length}, (_, i) => i + 1);
  return [epochs, ...columns.map((column) => epochs.map((_, i) => column[i] ?? null))];
}

/** @param {(number | null)[]} column */
function lastIndex(column) {
  return column.findLastIndex((value) => value !== null);
}

/** @param {Line} line a short piece of the line, for the legend */
function sample(line) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'sample');
  svg.setAttribute('viewBox', '0 0 28 8');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M0 4H28');
  path.setAttribute('class', `stroke${line.colour}`);
  path.setAttribute('stroke-width', String(line.width + 0.4));
  if (line.dash) {
    path.setAttribute('stroke-dasharray', line.dash.join(' '));
  }
  svg.append(path);
  return svg;
}

/** @param {string} title @param {Line[]} lines @param {History} history @param {{history: History} | undefined} published */
function inWords(title, lines, history, published) {
  const columns = dataOf(lines, history, published);
  const ends = lines.map((line, i) => {
    const column = columns[i + 1];
    const last = lastIndex(column);
    return last < 0 ? '' : `${line.label} ${figure(column[last] ?? undefined)} after epoch ${last + 1}`;
  }).filter((text) => text !== '');
  return `Chart of ${title} over epochs. ${ends.length ? ends.join('; ') : 'No epoch yet'}. The table below has every number.`;
}

/** @param {HTMLElement} table @param {Line[]} lines @param {(number | null)[][]} columns */
function fillTable(table, lines, columns) {
  const used = lines.map((_, i) => i + 1).filter((i) => lastIndex(columns[i]) >= 0);
  fill(table,
      el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, 'epoch'),
          used.map((i) => el('th', {scope: 'col'}, lines[i - 1].label)))),
      el('tbody', {}, columns[0].map((epoch, row) => el('tr', {},
          el('th', {scope: 'row'}, epoch),
          used.map((i) => el('td', {}, figure(columns[i][row] ?? undefined)))))));
}
