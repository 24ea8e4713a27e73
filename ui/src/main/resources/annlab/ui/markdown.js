// The part of Markdown that the chapter's text is written in.

/**
 * @typedef {{paragraph: string} | {heading: string, id: string} | {formula: string} | {list: string[]}} Block
 */

/**
 * A text as its blocks: paragraphs, headings with their anchors, formulas on lines of their own, and lists.
 *
 * @param {string} text blocks with empty lines between them
 * @returns {Block[]} text within a block may still hold formulas between dollar signs
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
      return block.startsWith('- ') ? {list: block.slice(2).split(/\n- /).map(unfolded)} : {paragraph: unfolded(block)};
    });
}

/** @param {string} text */
const unfolded = (text) => text.replace(/\s*\n\s*/g, ' ');
