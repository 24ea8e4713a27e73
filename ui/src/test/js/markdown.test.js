import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {test} from 'node:test';
import katex from 'katex';
import {blocks, linked, placeOf} from '../../main/resources/annlab/ui/markdown.js';

test('a text is read as its blocks', () => {
  const text = [
    'A line\nthat goes on, with $x_1$.',
    '## Two passes {#backpropagation}',
    '$$\na\\\\\nb\n$$',
    '- one\n- two\n  goes on\n- three',
  ].join('\n\n');
  assert.deepEqual(blocks(text), [
    {paragraph: 'A line that goes on, with $x_1$.'},
    {heading: 'Two passes', id: 'backpropagation'},
    {formula: 'a\\\\\nb'},
    {list: ['one', 'two goes on', 'three']},
  ]);
});

test('a figure may have a link, which goes to this site alone', () => {
  assert.deepEqual(blocks('{rules}\n[Go\non](/playground?set=and)'), [
    {figure: 'rules', link: {text: 'Go on', address: '/playground?set=and'}},
  ]);
  assert.deepEqual(blocks('{rules}'), [{figure: 'rules'}]);
  for (const other of ['{rules}\n[Go](//example.org)', '{rules}\n[Go](https://example.org)', '{rules} and more']) {
    assert.ok(!('figure' in blocks(other)[0]), other);
  }
});

test('a page is led back to the figure or heading that its link stands under, the very link first', () => {
  const text = [
    'See [this](/losses).',
    '## Rule {#rule}',
    'Or [that](/playground?set=xor) and [more](/playground?set=and).',
    '- an item with [a link](/data#iris)',
    '{threshold}\n[Try](/playground?set=iris)',
  ].join('\n\n');
  /** @param {string} pathname @param {string} [search] @param {string} [hash] */
  const place = (pathname, search = '', hash = '') =>
    placeOf(text, {pathname, search, hash}, (name) => `figure-${name}`);
  assert.deepEqual(place('/losses'), {exact: true, anchor: ''});
  assert.deepEqual(place('/playground'), {exact: false, anchor: 'rule'});
  assert.deepEqual(place('/playground', '?set=and'), {exact: true, anchor: 'rule'});
  assert.deepEqual(place('/playground', '?set=iris'), {exact: true, anchor: 'figure-threshold'});
  assert.deepEqual(place('/data'), {exact: false, anchor: 'rule'});
  assert.deepEqual(place('/data', '', '#iris'), {exact: true, anchor: 'rule'});
  assert.equal(place('/draw'), undefined);
  assert.equal(place('/play'), undefined);
});

test('a minus at the start of a folded line begins no list', () => {
  assert.deepEqual(blocks('a\nb - c'), [{paragraph: 'a b - c'}]);
});

const CHAPTER = new URL('../../../../modules/lab/src/main/resources/annlab/lab/chapter.md', import.meta.url);
const [, ...SECTIONS] = readFileSync(CHAPTER, 'utf8').split(/^# .+\n\n> .+\n/m);

/** @param {import('../../main/resources/annlab/ui/markdown.js').Block} block */
const texts = (block) => ('paragraph' in block ? [block.paragraph] : 'list' in block ? block.list : []);

test('the text of the chapter has no Markdown but that of these blocks', () => {
  assert.ok(SECTIONS.length > 0);
  const left = SECTIONS.flatMap(blocks)
    .flatMap(texts)
    .flatMap((text) => linked(text).map((piece) => piece.text));
  for (const text of left) {
    assert.doesNotMatch(text, /^([#>|*+-]|\d+\.|```)|\$\$|\]\(|\*\*|`/);
  }
});

test('every formula of the chapter can be set', () => {
  for (const block of SECTIONS.flatMap(blocks)) {
    if ('formula' in block) {
      katex.renderToString(block.formula, {displayMode: true, throwOnError: true, strict: 'error'});
    }
    for (const text of texts(block)) {
      const parts = text.split('$');
      assert.equal(parts.length % 2, 1, `a formula has no end: ${text}`);
      parts.filter((_, i) => i % 2 === 1).forEach((part) => katex.renderToString(part, {strict: 'error'}));
    }
  }
});

test('text is cut at links to the site, and at no others', () => {
  assert.deepEqual(linked('see [it learn](/playground?set=xor), now'), [
    {text: 'see '},
    {text: 'it learn', address: '/playground?set=xor'},
    {text: ', now'},
  ]);
  assert.deepEqual(linked('[a](/a)[b](/b)'), [
    {text: 'a', address: '/a'},
    {text: 'b', address: '/b'},
  ]);
  for (const text of ['[a](//elsewhere)', '[a](https://elsewhere)', '[a](javascript:x)', 'w_[i] (/x)']) {
    assert.deepEqual(linked(text), [{text}]);
  }
});

test('a figure stands on a line of its own', () => {
  assert.deepEqual(blocks('one\n\n{logic}\n\ntwo'), [{paragraph: 'one'}, {figure: 'logic'}, {paragraph: 'two'}]);
});

test('each figure of the chapter is a module that makes one, and each such module is a figure of the chapter', async () => {
  const folder = new URL('../../main/resources/annlab/ui/live/', import.meta.url);
  const named = SECTIONS.flatMap(blocks).flatMap((block) => ('figure' in block ? [block.figure] : []));
  const made = [];
  for (const file of readdirSync(folder)) {
    const {make} = await import(new URL(file, folder).href);
    if (make) {
      made.push(file.replace('.js', ''));
    }
  }
  assert.deepEqual([...named].sort(), made.sort());
  const known = readFileSync(new URL('live.js', folder), 'utf8');
  named.forEach((name) => assert.ok(known.includes(`import('./${name}.js')`), name));
});
