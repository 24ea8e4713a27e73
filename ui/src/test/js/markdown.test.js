import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import katex from 'katex';
import {blocks, linked} from '../../main/resources/annlab/ui/markdown.js';

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
