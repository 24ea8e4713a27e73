// The site's pages in their groups, as pages.json lists them. A page without a name is reached from others.

import {el, fill} from './dom.js';

/**
 * @typedef {{address: string, view: string, name?: string, full?: boolean}} Page full has the server's shell say
 * @typedef {{group: string, pages: Page[]}[]} Catalogue
 */

/** @returns {Promise<Catalogue>} */
export async function catalogue() {
  return (await fetch('/ui/pages.json')).json();
}

/**
 * The page at an address.
 *
 * @param {Catalogue} groups
 * @param {string} path
 * @returns {{view: string, names: string[]} | undefined} the view, and what stands for the braces of its address
 */
export function pageAt(groups, path) {
  for (const {address, view} of groups.flatMap(({pages}) => pages)) {
    const match = new RegExp(`^${address.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(path);
    if (match) {
      return {view, names: match.slice(1).map((name) => decodeURIComponent(name))};
    }
  }
  return undefined;
}

/**
 * Fills the site's navigation and marks the page that is open.
 *
 * @param {Element} nav
 * @param {Catalogue} groups
 * @param {string} path
 */
export function navigate(nav, groups, path) {
  const button = nav.parentElement?.querySelector('.menu');
  button?.addEventListener('click', () => {
    const open = nav.classList.toggle('open');
    button.setAttribute('aria-expanded', String(open));
  });
  const named = groups
    .map(({group, pages}) => ({group, pages: pages.filter(({name}) => name !== undefined)}))
    .filter(({pages}) => pages.length > 0);
  fill(
    nav,
    named.map(({group, pages}) =>
      el(
        'ul',
        {'aria-label': group},
        pages.map(({address, name}) => {
          const here = path === address || path.startsWith(`${address}/`);
          const current = here && (path === address ? 'page' : 'true');
          return el('li', {}, el('a', {href: address, 'aria-current': current}, name));
        }),
      ),
    ),
  );
}
