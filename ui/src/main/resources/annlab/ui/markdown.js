// The part of Markdown that the chapter's text is written in.

/**
 * @typedef {{paragraph: string} | {heading: string, id: string} | {formula: string} | {figure: string} | {list: string[]}} Block
 */

/**
 * A text as its blocks: paragraphs, headings with their anchors, formulas on lines of their own, and lists.
 *
 * @param {string} text blocks with empty lines between them
 * @returns {Block[]} text within a block may still hold formulas between dollar signs, and links
 */
export function blocks(text) {
  return text
    .trim()
    .split(/\n{2,}/)
    .map((block) => {
      const heading = /^## (.+?) *\{#([\w-]+)\}$/.exec(block);
      if (heading) {
        return {heading: heading[1], id: heading[2]};
      }
      const formula = /^\$\$\n([^]+)\n\$\$$/.exec(block);
      if (formula) {
        return {formula: formula[1]};
      }
      const figure = /^\{(\w+)\}$/.exec(block);
      if (figure) {
        return {figure: figure[1]};
      }
      return block.startsWith('- ') ? {list: block.slice(2).split(/\n- /).map(unfolded)} : {paragraph: unfolded(block)};
    });
}

/** @param {string} text */
const unfolded = (text) => text.replace(/\s*\n\s*/g, ' ');

/**
 * Text cut at its links.
 *
 * @param {string} text
 * @returns {{text: string, address?: string}[]} only addresses of this site count: they begin with one slash
 */
export function linked(text) {
  const pieces = text.split(/\[([^\]]+)\]\((\/(?!\/)[^)\s]*)\)/);
  return pieces
    .map((piece, i) => (i % 3 === 1 ? {text: piece, address: pieces[i + 1]} : {text: piece}))
    .filter((piece, i) => i % 3 !== 2 && piece.text !== '');
}
