// A run's status, as a badge.

import {el} from './dom.js';
import {state} from './format.js';

/** @param {string} status */
export function badge(status) {
  const {icon, word} = state(status);
  return el('span', {class: `badge ${status}`}, el('span', {'aria-hidden': 'true'}, icon), ` ${word}`);
}

/** @param {string} status whether more is to come */
export const isOpen = (status) => status === 'running' || status === 'queued';
