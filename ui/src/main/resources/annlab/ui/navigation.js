// The site's pages, in groups. A group without pages is not shown.

import {el, fill} from './dom.js';

/** @typedef {{address: string, name: string}} Page */

/** @type {{name: string, pages: Page[]}[]} */
const GROUPS = [
  {
    name: 'Study',
    pages: [
      {address: '/chapter', name: 'Chapter'},
      {address: '/claims', name: 'Claims'},
      {address: '/errata', name: 'Errata'},
    ],
  },
  {
    name: 'Laboratory',
    pages: [
      {address: '/playground', name: 'Playground'},
      {address: '/backprop', name: 'Backprop'},
      {address: '/losses', name: 'Losses'},
      {address: '/activations', name: 'Activations'},
      {address: '/draw', name: 'Draw'},
    ],
  },
  {
    name: 'Training',
    pages: [
      {address: '/runs', name: 'Runs'},
      {address: '/compare', name: 'Compare'},
      {address: '/training', name: 'DL4J’s UI'},
    ],
  },
  {
    name: 'Machine',
    pages: [
      {address: '/data', name: 'Data'},
      {address: '/doctor', name: 'Doctor'},
    ],
  },
];

/**
 * Fills the site's navigation and marks the page that is open.
 *
 * @param {Element} nav
 * @param {string} path
 */
export function navigate(nav, path) {
  fill(
    nav,
    GROUPS.filter((group) => group.pages.length > 0).map((group) =>
      el(
        'ul',
        {'aria-label': group.name},
        group.pages.map(({address, name}) => {
          const here = path === address || path.startsWith(`${address}/`);
          return el(
            'li',
            {},
            el('a', {href: address, 'aria-current': here && (path === address ? 'page' : 'true')}, name),
          );
        }),
      ),
    ),
  );
}
