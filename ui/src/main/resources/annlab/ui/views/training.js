// DL4J's own training UI, for a run of one's choice, live or past.

import * as api from '../api.js';
import {el, fill} from '../dom.js';
import {moment} from '../format.js';
import {isOpen} from '../status.js';

/** @import {RunSummary} from 'openapi' */

const POLL_MS = 1500;
const MAX_RUNS = 200;

/** @param {HTMLElement} main */
export async function show(main) {
  document.title = 'DL4J’s training UI · annlab';
  const runs = await api.runs();
  const trained = runs.filter((run) => run.epochs > 0 || isOpen(run.status)).slice(0, MAX_RUNS);
  const place = el('div', {class: 'frame-place'});
  const choice = el(
    'select',
    {
      id: 'run',
      onchange: () => {
        history.replaceState(null, '', `?run=${encodeURIComponent(choice.value)}`);
        watch(place, trained[choice.selectedIndex]);
      },
    },
    trained.map((run) =>
      el(
        'option',
        {value: run.id},
        `${run.name ?? run.title}, ${moment(run.startedAt)}${isOpen(run.status) ? `, ${run.status}` : ''}`,
      ),
    ),
  );
  fill(
    main,
    el('h1', {}, 'Deeplearning4j’s training UI'),
    el('p', {class: 'lead'}, 'Score, gradients, weights and memory, as Deeplearning4j itself shows them.'),
    el(
      'p',
      {class: 'quiet'},
      'It is shown a sample of a training’s steps. What it counts by itself (minibatches, examples, their number in a second) ' +
        'is of these steps alone, and its gradients are sums over the rows of a batch. A run’s own page has the statistics of ' +
        'its layers by epoch, under Layers.',
    ),
    trained.length === 0
      ? el(
          'p',
          {class: 'empty'},
          'No run has trained yet, so there is nothing to show. ',
          el('a', {href: '/runs'}, 'Start a run'),
          ' that trains a network, such as fashion-mnist.',
        )
      : [
          el('div', {class: 'filters card'}, el('div', {class: 'wide'}, el('label', {for: 'run'}, 'Run'), choice)),
          place,
        ],
  );
  if (trained.length > 0) {
    const asked = new URLSearchParams(location.search).get('run');
    choice.value = trained.some((run) => run.id === asked) ? String(asked) : trained[0].id;
    watch(place, trained[choice.selectedIndex]);
  }
}

/**
 * Shows a run's page of the UI as soon as it has one.
 *
 * @param {HTMLElement} place
 * @param {RunSummary} run as it was when the page was opened
 */
async function watch(place, run) {
  const {id} = run;
  place.dataset.run = id;
  const {state, address, reason} = await api.trainingUi(id);
  if (place.dataset.run !== id) {
    return; // another was chosen meanwhile
  }
  if (state === 'up' && address) {
    if (place.dataset.waited) {
      // This page came before the UI was up, so its policy does not know the frame yet.
      location.replace(`/training?run=${encodeURIComponent(id)}`);
      return;
    }
    fill(
      place,
      el(
        'p',
        {},
        el('a', {href: `/runs/${encodeURIComponent(id)}`}, 'This run here'),
        ' · ',
        el(
          'a',
          {href: address, target: '_blank', rel: 'noopener'},
          'The UI in a tab of its own',
          el('span', {class: 'hidden'}, ' (new tab)'),
        ),
      ),
      el(
        'p',
        {class: 'quiet'},
        'Its counters are of what it was sent: annlab records a sample of the steps, some a second. “Total Parameter Updates”, ' +
          '“Updates/sec” and “Examples/sec” count those records, not the training’s steps, and it is told no start. How many steps ' +
          'there were, and how long each took, stands on the run’s own page.',
      ),
      el('iframe', {src: address, title: 'Deeplearning4j’s training UI', class: 'frame'}),
    );
    return;
  }
  fill(place, el('p', {class: 'empty', role: 'status'}, reason));
  if (state === 'starting') {
    place.dataset.waited = 'yes';
  }
  if (state === 'starting' || isOpen(run.status)) {
    setTimeout(() => place.isConnected && place.dataset.run === id && watch(place, run), POLL_MS);
  }
}
