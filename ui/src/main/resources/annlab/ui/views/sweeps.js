// The sweeps of this home.

import * as api from '../api.js';
import {el, fill} from '../dom.js';
import {figure, moment, words} from '../format.js';
import {badge} from '../status.js';

/** @param {HTMLElement} main */
export async function show(main) {
  document.title = 'Sweeps · annlab';
  const all = await api.sweeps();
  fill(
    main,
    el('h1', {}, 'Sweeps'),
    el(
      'p',
      {class: 'quiet'},
      'Many trainings of one specification, over rates, widths, optimizers or seeds. Made from a terminal: ',
      el('code', {}, './annlab sweep SWEEP.json'),
    ),
    all.length === 0
      ? el(
          'p',
          {class: 'empty'},
          'None was made yet. A ready one: ',
          el('code', {}, './annlab sweep experiments/sweeps/chapter-advice.json'),
        )
      : el(
          'table',
          {class: 'list'},
          el(
            'thead',
            {},
            el(
              'tr',
              {},
              ['Status', 'Sweep', 'Started', 'Trials', 'Best'].map((name) => el('th', {scope: 'col'}, name)),
            ),
          ),
          el(
            'tbody',
            {},
            all.map((sweep) =>
              el(
                'tr',
                {},
                el('td', {'data-label': 'Status'}, badge(sweep.status)),
                el(
                  'td',
                  {'data-label': 'Sweep'},
                  el(
                    'a',
                    {href: `/sweeps/${encodeURIComponent(sweep.id)}`},
                    sweep.title,
                    el('span', {class: 'hidden'}, `, ${sweep.id}`),
                  ),
                  sweep.master && el('span', {class: 'tag'}, sweep.master),
                ),
                el('td', {'data-label': 'Started'}, moment(sweep.startedAt)),
                el('td', {'data-label': 'Trials'}, `${sweep.ended} of ${sweep.trials} ended`),
                el(
                  'td',
                  {'data-label': 'Best'},
                  sweep.best === undefined || sweep.metric === undefined
                    ? '–'
                    : `${words(sweep.metric)} ${figure(sweep.best)}`,
                ),
              ),
            ),
          ),
        ),
  );
}
