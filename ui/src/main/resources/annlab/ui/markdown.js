// The part of Markdown that the chapter's text is written in.

/**
 * @typedef {{text: string, address: string}} Link
 * @typedef {{paragraph: string} | {heading: string, id: string} | {formula: string} | {figure: string, link?: Link} | {list: string[]}} Block
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
      const figure = /^\{(\w+)\}(?:\s+\[([^\]]+)\]\((\/(?!\/)[^)\s]*)\))?$/.exec(block);
      if (figure) {
        const [, name, words, address] = figure;
        return address === undefined ? {figure: name} : {figure: name, link: {text: unfolded(words), address}};
      }
      return block.startsWith('- ') ? {list: block.slice(2).split(/\n- /).map(unfolded)} : {paragraph: unfolded(block)};
    });
}

/**
 * Where a text leads to a page: the anchor of the figure, or the heading, that its link stands under.
 *
 * @param {string} text
 * @param {{pathname: string, search: string, hash: string}} page the very address counts before others of the same page
 * @param {(figure: string) => string} anchorOf
 * @returns {{exact: boolean, anchor: string} | undefined} anchor is empty before the first heading; undefined where no link leads there
 */
export function placeOf(text, {pathname, search, hash}, anchorOf) {
  let heading = '';
  /** @type {{exact: boolean, anchor: string} | undefined} */
  let found;
  for (const block of blocks(text)) {
    if ('heading' in block) {
      heading = block.id;
    }
    const anchor = 'figure' in block ? anchorOf(block.figure) : heading;
    for (const address of addresses(block)) {
      const exact = address === pathname + search + hash;
      if (address.replace(/[?#].*/, '') === pathname && (!found || (exact && !found.exact))) {
        found = {exact, anchor};
      }
    }
  }
  return found;
}

/** @param {Block} block */
function addresses(block) {
  if ('figure' in block) {
    return block.link ? [block.link.address] : [];
  }
  const texts = 'paragraph' in block ? [block.paragraph] : 'list' in block ? block.list : [];
  return texts.flatMap(linked).flatMap(({address}) => (address === undefined ? [] : [address]));
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
