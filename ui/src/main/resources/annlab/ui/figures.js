// A drawing of a run.

import * as api from './api.js';
import {el} from './dom.js';

/** @import {Figure} from 'openapi' */

/** @param {Figure} one */
export function drawing(one) {
  return el(
    'figure',
    {class: 'drawing'},
    el(
      'div',
      {class: 'paper scroll', tabindex: 0, role: 'group', 'aria-label': 'Figure'},
      el('img', {src: api.artifactAddress(one.run, one.name), alt: one.caption, loading: 'lazy'}),
    ),
    el(
      'figcaption',
      {class: 'small'},
      one.caption,
      ' ',
      el('a', {href: `/runs/${encodeURIComponent(one.run)}`}, 'the run'),
    ),
  );
}
