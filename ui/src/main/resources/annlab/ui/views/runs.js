// The list of runs, and the form that starts one.

import * as api from '../api.js';
import {el, fill} from '../dom.js';
import {figure, judgement, moment, state, words} from '../format.js';
import {calm, warn} from '../notice.js';

const BUSY_MS = 1500;
const IDLE_MS = 6000;
const STEP = 100;

/** @param {HTMLElement} main */
export async function show(main) {
  document.title = 'Runs · annlab';
  const [experiments, runs] = await Promise.all([api.experiments(), api.runs()]);
  const list = el('div', {});
  let limit = STEP;
  let latest = runs;

  function draw() {
    fill(list, latest.length === 0 ? empty() : table(latest.slice(0, limit), experiments),
        latest.length > limit && el('p', {}, el('button', {
          type: 'button',
          onclick: () => {
            limit += STEP;
            draw();
          },
        }, `Show ${Math.min(STEP, latest.length - limit)} more of ${latest.length}`)));
  }

  fill(main,
      el('h1', {}, 'Runs'),
      startForm(experiments),
      el('section', {'aria-labelledby': 'list'}, el('h2', {id: 'list'}, 'All runs'), list));
  draw();

  async function refresh() {
    if (!document.hidden) {
      try {
        const next = await api.runs();
        if (JSON.stringify(next) !== JSON.stringify(latest)) {
          latest = next;
          draw();
        }
        calm();
      } catch (error) {
        warn(error instanceof Error ? error.message : String(error));
      }
    }
    setTimeout(refresh, latest.some((run) => isOpen(run.status)) ? BUSY_MS : IDLE_MS);
  }
  setTimeout(refresh, BUSY_MS);
}

/** @param {string} status */
function isOpen(status) {
  return status === 'running' || status === 'queued';
}

function empty() {
  return el('p', {class: 'empty'}, 'Nothing has run yet. Start a quick run above: it takes a few seconds. '
      + 'From a terminal: ', el('code', {}, './annlab run fashion-mnist --quick'));
}

/** @param {api.Experiment[]} experiments */
function startForm(experiments) {
  if (experiments.length === 0) {
    return el('p', {class: 'empty'}, 'This installation has no experiments, so there is nothing to start.');
  }
  const choice = /** @type {HTMLSelectElement} */ (el('select', {id: 'experiment', name: 'experiment'},
      experiments.map((one) => el('option', {value: one.id}, `${one.section} ${one.title}`))));
  const seed = /** @type {HTMLInputElement} */ (el('input',
      {id: 'seed', name: 'seed', type: 'number', step: 1, inputmode: 'numeric'}));
  const epochs = /** @type {HTMLInputElement} */ (el('input',
      {id: 'epochs', name: 'epochs', type: 'number', min: 1, max: 100000, step: 1, inputmode: 'numeric'}));
  const quick = /** @type {HTMLInputElement} */ (el('input', {type: 'radio', name: 'size', value: 'quick', id: 'quick', checked: true}));
  const full = el('input', {type: 'radio', name: 'size', value: 'full', id: 'full'});
  const hint = el('p', {class: 'quiet small', id: 'hint'});
  const failure = el('p', {class: 'warning', role: 'alert', hidden: true});
  const button = /** @type {HTMLButtonElement} */ (el('button', {type: 'submit', class: 'primary'}, 'Start run'));

  function explain() {
    const one = experiments.find((experiment) => experiment.id === choice.value) ?? experiments[0];
    const own = quick.checked ? one.quick : one.defaults;
    seed.placeholder = String(own.seed ?? '');
    epochs.placeholder = String(own.epochs || '–');
    hint.textContent = quick.checked
      ? 'A quick run takes few rows and epochs: it shows that everything works and judges no claim.'
      : `A full run with the experiment's own settings judges ${one.claims.length} `
        + `${one.claims.length === 1 ? 'claim' : 'claims'}. Other epochs than its own judge none.`;
  }

  const form = el('form', {
    class: 'start card',
    'aria-labelledby': 'start',
    onchange: explain,
    onsubmit: async (/** @type {Event} */ event) => {
      event.preventDefault();
      button.disabled = true;
      failure.hidden = true;
      try {
        /** @type {api.Order} */
        const order = {experiment: choice.value, quick: quick.checked};
        if (seed.value !== '') {
          order.seed = Number(seed.value);
        }
        if (epochs.value !== '') {
          order.epochs = Number(epochs.value);
        }
        const {id} = await api.start(order);
        location.assign(`/runs/${encodeURIComponent(id)}`);
      } catch (error) {
        failure.textContent = error instanceof Error ? error.message : String(error);
        failure.hidden = false;
        button.disabled = false;
      }
    },
  },
  el('h2', {id: 'start'}, 'Start a run'),
  el('div', {class: 'fields'},
      el('div', {class: 'wide'}, el('label', {for: 'experiment'}, 'Experiment'), choice),
      el('fieldset', {}, el('legend', {}, 'Size'),
          el('label', {class: 'radio'}, quick, ' Quick'), el('label', {class: 'radio'}, full, ' Full')),
      el('div', {}, el('label', {for: 'seed'}, 'Seed'), seed),
      el('div', {}, el('label', {for: 'epochs'}, 'Epochs'), epochs),
      button),
  hint, failure);
  explain();
  return form;
}

/** @param {api.RunSummary[]} runs @param {api.Experiment[]} experiments */
function table(runs, experiments) {
  const titles = new Map(experiments.map((one) => [one.id, one.title]));
  const figures = shownFigures(runs);
  return el('table', {class: 'list'},
      el('thead', {}, el('tr', {},
          ['Status', 'Experiment', 'Started', 'Seed', 'Epochs'].map((name) => el('th', {scope: 'col'}, name)),
          figures.map((name) => el('th', {scope: 'col', class: 'number'}, words(name))),
          el('th', {scope: 'col'}, 'Claims'))),
      el('tbody', {}, runs.map((run) => el('tr', {},
          cell('Status', badge(run.status)),
          cell('Experiment', el('span', {}, el('a', {href: `/runs/${encodeURIComponent(run.id)}`},
              titles.get(run.experiment) ?? run.experiment,
              el('span', {class: 'hidden'}, `, run ${run.id}`)),
          run.quick && el('span', {class: 'tag'}, 'quick'))),
          cell('Started', moment(run.startedAt)),
          cell('Seed', String(run.seed)),
          cell('Epochs', run.parameters.epochs ? `${run.epochs} of ${run.parameters.epochs}` : '–'),
          figures.map((name) => el('td', {'data-label': words(name), class: 'number'}, figure(run.metrics[name]))),
          cell('Claims', verdicts(run))))));
}

/** The figures worth a column: those that most runs have, at most two. @param {api.RunSummary[]} runs */
function shownFigures(runs) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const name of runs.flatMap((run) => Object.keys(run.metrics))) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const preferred = ['val_accuracy', 'test_accuracy'];
  const names = [...counts.keys()];
  return [...preferred.filter((name) => counts.has(name)),
    ...names.filter((name) => !preferred.includes(name))].slice(0, 2);
}

/** @param {string} label @param {...import('../dom.js').Children} children */
function cell(label, ...children) {
  return el('td', {'data-label': label}, ...children);
}

/** @param {string} status */
export function badge(status) {
  const {icon, word} = state(status);
  return el('span', {class: `badge ${status}`}, el('span', {'aria-hidden': 'true'}, icon), ` ${word}`);
}

/** @param {api.RunSummary} run */
function verdicts(run) {
  const parts = [{name: 'PASS', count: run.passed}, {name: 'FAIL', count: run.failed}]
      .filter(({count}) => count > 0)
      .map(({name, count}) => el('span', {class: `badge ${name}`},
          el('span', {'aria-hidden': 'true'}, judgement(name).icon), ` ${count} ${judgement(name).word}`));
  return parts.length > 0 ? el('span', {class: 'badges'}, parts) : el('span', {class: 'quiet'}, '–');
}
