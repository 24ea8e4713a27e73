// Formulas, set by KaTeX. It builds elements and sets no markup, so the page's policy holds.

import katex from '/ui/vendor/katex.js';
import {el} from './dom.js';
import {linked} from './markdown.js';

/**
 * A formula on a line of its own.
 *
 * @param {string} tex
 */
export function formula(tex) {
  const node = el('div', {class: 'formula', tabindex: 0, role: 'group', 'aria-label': 'Formula'});
  katex.render(tex, node, {displayMode: true, throwOnError: false});
  return node;
}

/**
 * Text in which formulas stand between dollar signs, and links to the site's own pages in Markdown's way.
 *
 * @param {string} text
 * @returns {Node[]}
 */
export function prose(text) {
  return text.split('$').flatMap((part, i) => /** @type {Node[]} */ (i % 2 === 0 ? words(part) : [set(part)]));
}

/** @param {string} text */
function words(text) {
  return linked(text).map((piece) =>
    piece.address === undefined
      ? document.createTextNode(piece.text)
      : el('a', {href: piece.address, class: 'try'}, piece.text),
  );
}

/** @param {string} tex */
function set(tex) {
  const node = el('span', {});
  katex.render(tex, node, {throwOnError: false});
  return node;
}
