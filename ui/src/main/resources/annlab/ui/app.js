// Picks the view for the address. Every address is a page of its own: the browser's back, reload
// and bookmarks work as they always do.

import {el, fill} from './dom.js';
import {Refused} from './api.js';
import {warn} from './notice.js';

const main = /** @type {HTMLElement} */ (document.getElementById('main'));

async function open() {
  const path = location.pathname;
  const run = /^\/runs\/([^/]+)$/.exec(path);
  try {
    if (path === '/' || path === '/runs') {
      await (await import('./views/runs.js')).show(main);
    } else if (run) {
      await (await import('./views/run.js')).show(main, decodeURIComponent(run[1]));
    } else {
      missing('There is no page at this address.');
    }
  } catch (error) {
    if (error instanceof Refused && error.status === 404) {
      missing(error.message);
    } else {
      fill(main, el('h1', {}, 'This page could not be shown'),
          el('p', {}, el('button', {type: 'button', onclick: () => location.reload()}, 'Try again')));
      warn(error instanceof Error ? error.message : String(error));
    }
  }
}

/** @param {string} reason */
function missing(reason) {
  document.title = 'Not found · annlab';
  fill(main, el('h1', {}, 'Not found'), el('p', {}, reason),
      el('p', {}, el('a', {href: '/'}, 'All runs')));
}

open();
