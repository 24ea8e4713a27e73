import assert from 'node:assert/strict';
import {test} from 'node:test';
import {sorted} from '../../main/resources/annlab/ui/sortable.js';

/** @typedef {{id: string, value?: number}} Row */

/** @type {Row[]} */
const ROWS = [{id: 'a10', value: 2}, {id: 'a9'}, {id: 'a1', value: 10}];
const ids = (/** @type {Row[]} */ rows) => rows.map(({id}) => id);

test('rows without a value come last in both orders', () => {
  const column = {name: 'Value', key: 'value', value: (/** @type {Row} */ row) => row.value};
  assert.deepEqual(ids(sorted(ROWS, column, false)), ['a10', 'a1', 'a9']);
  assert.deepEqual(ids(sorted(ROWS, column, true)), ['a1', 'a10', 'a9']);
});

test('numbers within texts are compared as numbers', () => {
  const column = {name: 'Id', key: 'id', value: (/** @type {Row} */ row) => row.id};
  assert.deepEqual(ids(sorted(ROWS, column, false)), ['a1', 'a9', 'a10']);
});

test('without a column the rows stay as they are', () => {
  assert.deepEqual(sorted(ROWS, undefined, false), ROWS);
});
