import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {test} from 'node:test';
import {pageAt} from '../../main/resources/annlab/ui/navigation.js';

const UI = new URL('../../main/resources/annlab/ui/', import.meta.url);
const CATALOGUE = JSON.parse(readFileSync(new URL('pages.json', UI), 'utf8'));

test('an address leads to its view, with the names in it', () => {
  assert.deepEqual(pageAt(CATALOGUE, '/'), {view: 'home', names: []});
  assert.deepEqual(pageAt(CATALOGUE, '/runs'), {view: 'runs', names: []});
  assert.deepEqual(pageAt(CATALOGUE, '/runs/a%20b'), {view: 'run', names: ['a b']});
  assert.deepEqual(pageAt(CATALOGUE, '/chapter/1.2.3'), {view: 'chapter', names: ['1.2.3']});
  assert.equal(pageAt(CATALOGUE, '/runs/a/b'), undefined);
  assert.equal(pageAt(CATALOGUE, '/chapters'), undefined);
});

test('every view is in the catalogue, and every page of the catalogue has a view', () => {
  const views = readdirSync(new URL('views/', UI)).map((name) => name.replace('.js', ''));
  const listed = CATALOGUE.flatMap((/** @type {any} */ group) =>
    group.pages.map((/** @type {any} */ page) => page.view),
  );
  assert.deepEqual([...new Set(listed)].sort(), views.sort());
});
