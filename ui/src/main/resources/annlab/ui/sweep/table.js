// Trials or runs as a table: what was varied, and what came of it.

import {el} from '../dom.js';
import {csv, download} from '../download.js';
import {figure} from '../format.js';
import {heading, sorted} from '../sortable.js';

/** @import {Trial} from 'openapi' */
/** @import {Axis} from './trials.js' */

/** @typedef {import('../sortable.js').Column<Trial> & {cell: (trial: Trial) => import('../dom.js').Children}} Column */

/** @param {Axis[]} axes @returns {Column[]} a column for each */
export const columnsOf = (axes) =>
  axes.map((axis) => ({
    name: axis.name,
    key: axis.title,
    number: !axis.words,
    value: axis.value,
    cell: (trial) => {
      const value = axis.value(trial);
      return typeof value === 'number' ? figure(value) : (value ?? '–');
    },
  }));

/**
 * @param {Column[]} columns
 * @param {Trial[]} trials in the order of an unsorted table
 * @param {{key: string, down: boolean}} order how it is sorted, changed in place
 * @param {() => void} draw shows the table anew
 * @param {string} file what its CSV is called
 * @param {(rows: Trial[]) => (string | number)[][]} plain the numbers for the CSV, with a head
 */
export function table(columns, trials, order, draw, file, plain) {
  const rows = sorted(
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
      el('button', {type: 'button', onclick: () => download(file, 'text/csv', csv(plain(rows)))}, 'CSV'),
    ),
    el(
      'div',
      {class: 'wide-table'},
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
    ),
  ];
}
