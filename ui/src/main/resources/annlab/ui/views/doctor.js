// What this machine has, what it lacks, and what to do about it.

import * as api from '../api.js';
import {el, fill} from '../dom.js';

/** @import {Diagnosis} from 'openapi' */

/** @type {Record<string, {icon: string, word: string, look: string}>} */
const LEVELS = {
  ok: {icon: '✓', word: 'well', look: 'PASS'},
  note: {icon: '○', word: 'note', look: 'SHOWN'},
  warning: {icon: '!', word: 'warning', look: 'FAIL'},
  fault: {icon: '✗', word: 'fault', look: 'FAIL'},
};

/** @type {Record<string, string>} */
const GROUPS = {machine: 'Machine', backends: 'Backends', project: 'Project'};

/** @param {HTMLElement} main */
export async function show(main) {
  document.title = 'Doctor · annlab';
  fill(main, el('h1', {}, 'Doctor'), el('p', {class: 'quiet', role: 'status'}, 'Examining: this takes some seconds…'));
  const {backend, works, findings} = await api.doctor();
  fill(
    main,
    el('h1', {}, 'Doctor'),
    el(
      'p',
      {class: 'lead'},
      works
        ? `All that a run on the backend ${backend} needs is here.`
        : 'Something that a run needs cannot work: see the faults.',
    ),
    Object.entries(GROUPS).map(([group, title]) =>
      el(
        'section',
        {'aria-labelledby': group},
        el('h2', {id: group}, title),
        el(
          'table',
          {class: 'list'},
          el(
            'thead',
            {},
            el(
              'tr',
              {},
              ['State', 'What', 'Found'].map((name) => el('th', {scope: 'col'}, name)),
            ),
          ),
          el(
            'tbody',
            {},
            findings.filter((finding) => finding.group === group).map((finding) => row(finding)),
          ),
        ),
      ),
    ),
    el('p', {}, el('button', {type: 'button', onclick: () => show(main)}, 'Examine again')),
  );
}

/** @param {Diagnosis['findings'][number]} finding */
function row({level, title, found, advice}) {
  const {icon, word, look} = LEVELS[level] ?? {icon: '?', word: level, look: ''};
  return el(
    'tr',
    {},
    el(
      'td',
      {'data-label': 'State', class: 'state'},
      el('span', {class: `badge ${look}`}, el('span', {'aria-hidden': 'true'}, icon), ` ${word}`),
    ),
    el('td', {'data-label': 'What', class: 'what'}, title),
    el(
      'td',
      {'data-label': 'Found', class: 'wrap'},
      el('span', {}, found, advice && [el('br'), el('span', {class: 'quiet'}, `To do: ${advice}`)]),
    ),
  );
}
