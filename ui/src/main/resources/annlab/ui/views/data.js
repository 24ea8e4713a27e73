// The data sets: whether their files are here and right, and what is in them.

import * as api from '../api.js';
import {el, fill} from '../dom.js';
import {canvas, pixelsOf} from '../picture.js';

/** @import {DataFile, DataSet, Pictures, Rows} from 'openapi' */

/** @type {Record<string, {icon: string, word: string, look: string}>} */
const STATES = {
  verified: {icon: '✓', word: 'verified', look: 'PASS'},
  missing: {icon: '–', word: 'not here', look: 'NOT_RUN'},
  damaged: {icon: '✗', word: 'damaged', look: 'FAIL'},
};

/** @param {HTMLElement} main */
export async function show(main) {
  document.title = 'Data · annlab';
  fill(main, el('h1', {}, 'Data'), el('p', {class: 'quiet', role: 'status'}, 'Reading and checking the files…'));
  const sets = await api.dataSets();
  fill(
    main,
    el('h1', {}, 'Data'),
    el('p', {class: 'lead'}, 'Every file is checked by the SHA-256 of what it holds.'),
    sets.map((set) => {
      const samples = el('div', {}, el('p', {class: 'quiet', role: 'status'}, 'Reading samples…'));
      drawSamples(samples, set);
      return el(
        'section',
        {class: 'data-set', 'aria-labelledby': set.id},
        el('h2', {id: set.id}, set.title),
        el('p', {}, set.about),
        el('p', {class: 'quiet small'}, `Licence ${set.licence}; from `, el('a', {href: set.source}, set.source), '.'),
        set.files.length > 0 &&
          el(
            'table',
            {class: 'list'},
            el(
              'thead',
              {},
              el(
                'tr',
                {},
                ['State', 'File', 'Bytes', 'SHA-256 of the content'].map((name) => el('th', {scope: 'col'}, name)),
              ),
            ),
            el(
              'tbody',
              {},
              set.files.map((file) => fileRow(file)),
            ),
          ),
        samples,
      );
    }),
  );
}

/** @param {DataFile} file */
function fileRow(file) {
  const {icon, word, look} = STATES[file.status];
  return el(
    'tr',
    {},
    el(
      'td',
      {'data-label': 'State'},
      el('span', {class: `badge ${look}`}, el('span', {'aria-hidden': 'true'}, icon), ` ${word}`),
    ),
    el(
      'td',
      {'data-label': 'File', class: 'wrap'},
      el(
        'span',
        {},
        file.name,
        file.path && [el('br'), el('span', {class: 'quiet small'}, file.path)],
        file.fault && [el('br'), el('span', {class: 'quiet small'}, file.fault)],
      ),
    ),
    el('td', {'data-label': 'Bytes', class: 'number'}, file.bytes.toLocaleString('en')),
    el('td', {'data-label': 'SHA-256', class: 'wrap'}, el('code', {class: 'hash'}, file.sha256)),
  );
}

/** @param {HTMLElement} place @param {DataSet} set */
async function drawSamples(place, set) {
  if (set.files.some((file) => file.status !== 'verified')) {
    fill(place, el('p', {class: 'empty'}, 'Some files are missing: see ', el('code', {}, `./annlab data ${set.id}`)));
    return;
  }
  try {
    const samples = await api.samples(set.id);
    fill(place, 'images' in samples ? pictures(samples) : table(set, samples));
  } catch (error) {
    fill(place, el('p', {class: 'empty'}, error instanceof Error ? error.message : String(error)));
  }
}

/** @param {Pictures} samples */
function pictures({classNames, images}) {
  return el(
    'ul',
    {class: 'thumbs', 'aria-label': 'The first test pictures'},
    images.map(({label, pixels}) =>
      el(
        'li',
        {},
        canvas(pixelsOf(pixels), `Picture of class ${classNames[label]}`),
        el('span', {class: 'small', 'aria-hidden': 'true'}, classNames[label]),
      ),
    ),
  );
}

/** @param {DataSet} set @param {Rows} samples */
function table(set, {columns, rows}) {
  return el(
    'div',
    {class: 'scroll card', tabindex: 0, role: 'region', 'aria-label': `Rows of ${set.title}`},
    el(
      'table',
      {class: 'numbers'},
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          columns.map((name) => el('th', {scope: 'col'}, name)),
        ),
      ),
      el(
        'tbody',
        {},
        rows.map((row) =>
          el(
            'tr',
            {},
            row.map((value) => el('td', {}, value)),
          ),
        ),
      ),
    ),
  );
}
