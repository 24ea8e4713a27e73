// Formulas, set by KaTeX. It builds elements and sets no markup, so the page's policy holds.

import katex from '/ui/vendor/katex.js';
import {el} from './dom.js';

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
 * Text in which formulas stand between dollar signs.
 *
 * @param {string} text
 * @returns {Node[]}
 */
export function prose(text) {
  return text.split('$').map((part, i) => {
    if (i % 2 === 0) {
      return document.createTextNode(part);
    }
    const node = el('span', {});
    katex.render(part, node, {throwOnError: false});
    return node;
  });
}
