// The line on top of a page that says what went wrong, and goes when it is over.

import {el, fill} from './dom.js';

const place = () => /** @type {HTMLElement} */ (document.getElementById('notice'));

/** @param {string} message */
export function warn(message) {
  if (place().textContent !== message) {
    fill(place(), el('p', {class: 'warning'}, message));
  }
}

/** Takes the message away. */
export function calm() {
  if (place().hasChildNodes()) {
    fill(place());
  }
}
