// A table whose columns sort it.

import {el} from './dom.js';

/**
 * @template Row
 * @typedef {{name: string, key: string, value: (row: Row) => string | number | undefined, number?: boolean}} Column
 */

/**
 * @template Row
 * @param {Row[]} rows
 * @param {Column<Row> | undefined} column
 * @param {boolean} down largest first
 * @returns {Row[]} a copy; rows without a value come last either way
 */
export function sorted(rows, column, down) {
  if (!column) {
    return rows;
  }
  return [...rows].sort((a, b) => {
    const x = column.value(a);
    const y = column.value(b);
    if (x === undefined || y === undefined) {
      return Number(x === undefined) - Number(y === undefined);
    }
    const order =
      typeof x === 'number' && typeof y === 'number'
        ? x - y
        : String(x).localeCompare(String(y), 'en', {numeric: true});
    return down ? -order : order;
  });
}

/**
 * The head of such a table.
 *
 * @template Row
 * @param {Column<Row>} column
 * @param {{key: string, down: boolean}} order how the table is sorted now
 * @param {(key: string, down: boolean) => void} choose
 */
export function heading(column, order, choose) {
  const here = order.key === column.key;
  return el(
    'th',
    {scope: 'col', class: column.number && 'number', 'aria-sort': here && (order.down ? 'descending' : 'ascending')},
    el(
      'button',
      {
        type: 'button',
        class: 'sort',
        onclick: () => choose(column.key, here ? !order.down : Boolean(column.number)),
      },
      column.name,
      el('span', {'aria-hidden': 'true'}, here ? (order.down ? ' ↓' : ' ↑') : ''),
    ),
  );
}
