// Picks the view for the address. Every address is a page of its own: the browser's back, reload
// and bookmarks work as they always do.

import {el, fill} from './dom.js';
import {Refused} from './api.js';
import {navigate} from './navigation.js';
import {warn} from './notice.js';

/** @typedef {(main: HTMLElement, ...names: string[]) => unknown} View */

const main = /** @type {HTMLElement} */ (document.getElementById('main'));

/** @type {[RegExp, () => Promise<{show: View}>][]} */
const VIEWS = [
  [/^\/$/, () => import('./views/home.js')],
  [/^\/chapter(?:\/([^/]+))?$/, () => import('./views/chapter.js')],
  [/^\/claims$/, () => import('./views/claims.js')],
  [/^\/errata$/, () => import('./views/errata.js')],
  [/^\/runs$/, () => import('./views/runs.js')],
  [/^\/runs\/([^/]+)$/, () => import('./views/run.js')],
  [/^\/compare$/, () => import('./views/compare.js')],
  [/^\/training$/, () => import('./views/training.js')],
  [/^\/data$/, () => import('./views/data.js')],
  [/^\/doctor$/, () => import('./views/doctor.js')],
  [/^\/playground$/, () => import('./views/playground.js')],
  [/^\/draw$/, () => import('./views/draw.js')],
  [/^\/backprop$/, () => import('./views/backprop.js')],
  [/^\/losses$/, () => import('./views/losses.js')],
  [/^\/activations$/, () => import('./views/activations.js')],
];

async function open() {
  navigate(/** @type {Element} */ (document.querySelector('header.site nav')), location.pathname);
  for (const [address, load] of VIEWS) {
    const match = address.exec(location.pathname);
    if (match) {
      await show(
        load,
        match
          .slice(1)
          .filter((name) => name !== undefined)
          .map((name) => decodeURIComponent(name)),
      );
      return;
    }
  }
  missing('There is no page at this address.');
}

/** @param {() => Promise<{show: View}>} load @param {string[]} names */
async function show(load, names) {
  try {
    await (await load()).show(main, ...names);
  } catch (error) {
    if (error instanceof Refused && error.status === 404) {
      missing(error.message);
    } else {
      fill(
        main,
        el('h1', {}, 'This page could not be shown'),
        el('p', {}, el('button', {type: 'button', onclick: () => location.reload()}, 'Try again')),
      );
      warn(error instanceof Error ? error.message : String(error));
    }
  }
}

/** @param {string} reason */
function missing(reason) {
  document.title = 'Not found · annlab';
  fill(
    main,
    el('h1', {}, 'Not found'),
    el('p', {}, reason),
    el(
      'p',
      {},
      el('a', {href: '/'}, 'To the first page'),
      ' · ',
      el('a', {href: '/runs'}, 'All runs'),
      ' · ',
      el('a', {href: '/chapter'}, 'The chapter'),
    ),
  );
}

open();
