// The list of runs, and the form that starts one.

import * as api from '../api.js';
import {el, fill} from '../dom.js';
import {brief, duration, figure, judgement, moment, words} from '../format.js';
import {calm, warn} from '../notice.js';
import {MAX_COMPARED, epochsOf, fittingRuns, newestFirst} from '../run/list.js';
import {heading, sorted} from '../sortable.js';
import {badge, isOpen} from '../status.js';

/** @import {Experiment, RunSummary} from 'openapi' */

/** @typedef {RunSummary} Run */
/** @typedef {import('../sortable.js').Column<Run> & {cell: (run: Run) => import('../dom.js').Children}} Column */

const BUSY_MS = 1500;
const IDLE_MS = 6000;
const STEP = 100;
const MAX_DIFFERING = 3;
const MAX_NAMED = 8;
/** So long a deletion can be taken back. */
const UNDO_MS = 10_000;

/** @param {HTMLElement} main */
export async function show(main) {
  document.title = 'Runs · annlab';
  const [experiments, runs] = await Promise.all([api.experiments(), api.runs()]);
  const list = el('div', {});
  const count = el('p', {class: 'quiet', role: 'status'});
  const failure = el('p', {class: 'warning', role: 'alert', hidden: true});
  const search = el('input', {type: 'search', id: 'search'});
  const asked = new URLSearchParams(location.search);
  search.value = asked.get('q') ?? '';
  const order = {key: asked.get('sort') ?? '', down: asked.get('down') === '1'};
  const kind = choice('kind', 'Kind', asked, [
    ['', 'All runs'],
    ['experiments', 'Experiments'],
    ['full', 'Full runs'],
    ['quick', 'Quick runs'],
    ['fits', 'Fits'],
    ['playground', 'Playground'],
  ]);
  const status = choice('status', 'Status', asked, [
    ['', 'Any status'],
    ...['running', 'queued', 'finished', 'failed', 'interrupted'].map(
      (name) => /** @type {[string, string]} */ ([name, name]),
    ),
  ]);
  /** @type {Map<string, Run>} */
  const chosen = new Map();
  const chips = el('ul', {class: 'chips', 'aria-label': 'Chosen runs'});
  let limit = STEP;
  let latest = runs;
  let drawn = '';

  const compare = el(
    'button',
    {
      type: 'button',
      onclick: () =>
        location.assign(`/compare?${[...chosen.keys()].map((id) => `run=${encodeURIComponent(id)}`).join('&')}`),
    },
    'Compare',
  );
  const remove = el('button', {type: 'button', onclick: deleteChosen}, 'Delete');
  const tag = el('button', {type: 'button', onclick: tagChosen}, 'Tag');

  /** @type {Set<string>} runs that are not shown any more and will be deleted */
  const leaving = new Set();
  const undo = el('p', {class: 'undo', role: 'status'});
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let ends;

  function deleteChosen() {
    const named = [...chosen.values()].slice(0, MAX_NAMED).map(nameOf).join('\n');
    const more = chosen.size > MAX_NAMED ? `\nand ${chosen.size - MAX_NAMED} more` : '';
    const many = chosen.size === 1 ? 'this run with all its files' : `these ${chosen.size} runs with all their files`;
    if (confirm(`Delete ${many}? It can be undone for ${UNDO_MS / 1000} seconds.\n\n${named}${more}`)) {
      finish();
      [...chosen.keys()].forEach((id) => leaving.add(id));
      chosen.clear();
      ends = setTimeout(finish, UNDO_MS);
      drawUndo();
      draw();
      undo.querySelector('button')?.focus();
    }
  }

  /** What is deleted next, and how to take it back. */
  function drawUndo() {
    fill(
      undo,
      leaving.size > 0 && [
        `${leaving.size === 1 ? 'One run is' : `${leaving.size} runs are`} deleted. `,
        el(
          'button',
          {
            type: 'button',
            onclick: () => {
              clearTimeout(ends);
              leaving.clear();
              drawUndo();
              draw();
            },
          },
          'Undo',
        ),
      ],
    );
  }

  /** Nothing is gone before this; whoever leaves the page has meant it. */
  async function finish() {
    clearTimeout(ends);
    const ids = [...leaving];
    try {
      await Promise.all(ids.map((id) => api.remove(id)));
    } catch (error) {
      failure.textContent = error instanceof Error ? error.message : String(error);
      failure.hidden = false;
    }
    if (ids.length > 0) {
      latest = await api.runs();
      ids.forEach((id) => leaving.delete(id));
      drawUndo();
      draw();
    }
  }
  addEventListener('pagehide', finish);

  async function tagChosen() {
    const name = prompt('A tag for the chosen runs; with a minus before it, the tag is removed:')?.trim();
    if (name) {
      await change((id) => (name.startsWith('-') ? api.untag(id, name.slice(1)) : api.tag(id, name)));
    }
  }

  /** @param {(id: string) => Promise<any>} one */
  async function change(one) {
    failure.hidden = true;
    try {
      for (const id of [...chosen.keys()]) {
        await one(id);
        chosen.delete(id);
      }
    } catch (error) {
      failure.textContent = error instanceof Error ? error.message : String(error);
      failure.hidden = false;
    }
    latest = await api.runs();
    draw();
  }

  function drawChosen() {
    compare.textContent = `Compare ${chosen.size || ''}`.trim();
    compare.disabled = chosen.size < 2 || chosen.size > MAX_COMPARED;
    remove.disabled = chosen.size === 0;
    tag.disabled = chosen.size === 0;
    fill(
      chips,
      [...chosen.values()].map((run) =>
        el(
          'li',
          {},
          nameOf(run),
          el(
            'button',
            {
              type: 'button',
              'aria-label': `Leave out ${nameOf(run)}, ${run.id}`,
              onclick: () => {
                chosen.delete(run.id);
                draw();
              },
            },
            '×',
          ),
        ),
      ),
    );
  }

  /** What the list shows stands in the address, so that a reload and the way back show it again. */
  function remember() {
    const now = new URLSearchParams();
    for (const [name, value] of Object.entries({
      q: search.value,
      kind: kind.input.value,
      status: status.input.value,
      sort: order.key,
      down: order.down ? '1' : '',
    })) {
      if (value) {
        now.set(name, value);
      }
    }
    history.replaceState(null, '', now.size ? `?${now}` : location.pathname);
  }

  /** @param {Run} run */
  function nameOf(run) {
    return `${run.name ?? run.title}, seed ${run.seed}, ${moment(run.startedAt)}`;
  }

  function draw() {
    const left = latest.filter((run) => !leaving.has(run.id));
    const fitting = fittingRuns(left, search.value, kind.input.value, status.input.value);
    const known = new Map(left.map((run) => [run.id, run]));
    [...chosen.keys()].filter((id) => !known.has(id)).forEach((id) => chosen.delete(id));
    const focused = document.activeElement?.id ?? '';
    const columns = columnsOf(fitting);
    const inOrder = sorted(
      newestFirst(fitting),
      columns.find((column) => column.key === order.key),
      order.down,
    );
    count.textContent = left.length === 0 ? '' : `${fitting.length} of ${left.length} runs`;
    fill(
      list,
      left.length === 0
        ? empty()
        : fitting.length === 0
          ? el('p', {class: 'empty'}, 'No run fits the search.')
          : el(
              'div',
              {class: 'wide-table'},
              el(
                'table',
                {class: 'list'},
                el(
                  'thead',
                  {},
                  el(
                    'tr',
                    {},
                    el('td', {}),
                    columns.map((column) =>
                      heading(column, order, (key, down) => {
                        Object.assign(order, {key, down});
                        remember();
                        draw();
                      }),
                    ),
                  ),
                ),
                el(
                  'tbody',
                  {},
                  inOrder.slice(0, limit).map((run) => row(run, columns)),
                ),
              ),
            ),
      inOrder.length > limit &&
        el(
          'p',
          {},
          el(
            'button',
            {
              type: 'button',
              onclick: () => {
                limit += STEP;
                draw();
              },
            },
            `Show ${Math.min(STEP, inOrder.length - limit)} more of ${inOrder.length}`,
          ),
        ),
    );
    drawChosen();
    if (focused && document.activeElement?.id !== focused) {
      document.getElementById(focused)?.focus({preventScroll: true});
    }
  }

  /** @param {Run} run @param {Column[]} columns */
  function row(run, columns) {
    return el(
      'tr',
      {},
      el(
        'td',
        {'data-label': 'Choose'},
        el('input', {
          type: 'checkbox',
          id: `choose-${run.id}`,
          checked: chosen.has(run.id),
          'aria-label': `Choose run ${run.id}, ${nameOf(run)}`,
          onchange: (/** @type {Event} */ event) => {
            /** @type {HTMLInputElement} */ (event.currentTarget).checked
              ? chosen.set(run.id, run)
              : chosen.delete(run.id);
            drawChosen();
          },
        }),
      ),
      columns.map((column) =>
        el('td', {'data-label': column.name, class: column.number && 'number'}, column.cell(run)),
      ),
    );
  }

  fill(
    main,
    el('h1', {}, 'Runs'),
    startForm(experiments),
    el(
      'section',
      {'aria-labelledby': 'list'},
      el('h2', {id: 'list'}, 'All runs'),
      el(
        'div',
        {class: 'table-head'},
        el(
          'div',
          {class: 'search'},
          el('label', {for: 'search', class: 'hidden'}, 'Search runs'),
          search,
          kind.node,
          status.node,
          count,
        ),
        el('div', {class: 'actions'}, compare, tag, remove),
      ),
      chips,
      undo,
      failure,
      list,
    ),
  );
  search.placeholder = 'Search: experiment, tag, status';
  [search, kind.input, status.input].forEach((input) =>
    input.addEventListener('input', () => {
      limit = STEP;
      remember();
      draw();
    }),
  );
  draw();
  drawn = JSON.stringify(latest);

  async function refresh() {
    if (!document.hidden) {
      try {
        const next = await api.runs();
        const text = JSON.stringify(next);
        if (text !== drawn) {
          drawn = text;
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

/**
 * A field that filters the list.
 *
 * @param {string} name in the address
 * @param {string} label
 * @param {URLSearchParams} asked
 * @param {[string, string][]} options values and words
 */
function choice(name, label, asked, options) {
  const input = el(
    'select',
    {id: `filter-${name}`},
    options.map(([value, text]) => el('option', {value, selected: (asked.get(name) ?? '') === value}, text)),
  );
  return {input, node: el('span', {}, el('label', {for: `filter-${name}`, class: 'hidden'}, label), input)};
}

function empty() {
  return el(
    'p',
    {class: 'empty'},
    'Nothing has run yet. Start a quick run above: it takes a few seconds. ' + 'From a terminal: ',
    el('code', {}, './annlab run fashion-mnist --quick'),
  );
}

/** @param {Run[]} runs those that are listed @returns {Column[]} */
function columnsOf(runs) {
  /** @type {Column[]} */
  const always = [
    {name: 'Status', key: 'status', value: (run) => run.status, cell: (run) => badge(run.status)},
    {
      name: 'Experiment',
      key: 'experiment',
      value: (run) => run.title,
      cell: (run) =>
        el(
          'span',
          {},
          el(
            'a',
            {href: `/runs/${encodeURIComponent(run.id)}`},
            run.title,
            el('span', {class: 'hidden'}, `, run ${run.id}`),
          ),
          run.name && el('span', {class: 'own-name', title: run.note}, run.name),
          run.quick && el('span', {class: 'tag'}, 'quick'),
          (run.tags ?? []).map((name) => el('span', {class: 'tag own'}, name)),
        ),
    },
    {
      name: 'Started',
      key: 'started',
      value: (run) => run.startedAt,
      cell: (run) => el('span', {class: 'once'}, moment(run.startedAt)),
    },
    {
      name: 'Took',
      key: 'took',
      number: true,
      value: seconds,
      cell: (run) => {
        const took = seconds(run);
        return took === undefined ? '–' : duration(took);
      },
    },
    {name: 'Seed', key: 'seed', number: true, value: (run) => run.seed, cell: (run) => String(run.seed)},
    {
      name: 'Epochs',
      key: 'epochs',
      number: true,
      value: (run) => run.epochs,
      cell: epochsOf,
    },
  ];
  const watched = common(runs);
  return [
    ...always,
    ...differing(runs),
    ...watched.flatMap((name) => [
      metric(`Best ${words(name)}`, `best ${name}`, (run) => run.best?.[name]),
      metric(`Last ${words(name)}`, `last ${name}`, (run) => run.last?.[name]),
    ]),
    {name: 'Claims', key: 'claims', value: (run) => run.failed * 10_000 + run.passed, cell: verdicts},
  ];
}

/** @param {string} name @param {string} key @param {(run: Run) => number | undefined} value @returns {Column} */
const metric = (name, key, value) => ({name, key, number: true, value, cell: (run) => figure(value(run))});

/** @param {Run} run */
function seconds(run) {
  return run.finishedAt ? (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000 : undefined;
}

/** The quantity worth two columns: validation loss where most runs have it. @param {Run[]} runs */
function common(runs) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const name of runs.flatMap((run) => Object.keys(run.last ?? {}))) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  const preferred = ['val_accuracy', 'val_loss', 'loss'].find(
    (name) => (counts.get(name) ?? 0) >= (most?.[1] ?? 0) / 3,
  );
  return most ? [preferred ?? most[0]] : [];
}

/** Further settings that are not the same in all runs of one experiment. @param {Run[]} runs @returns {Column[]} */
function differing(runs) {
  if (runs.length > 0 && runs.every((run) => run.experiment === runs[0].experiment)) {
    return [...new Set(runs.flatMap((run) => Object.keys(run.parameters)))]
      .filter(
        (name) =>
          !['seed', 'epochs'].includes(name) && new Set(runs.map((run) => String(run.parameters[name] ?? ''))).size > 1,
      )
      .slice(0, MAX_DIFFERING)
      .map((name) => ({
        name: words(name),
        key: `setting ${name}`,
        value: (/** @type {Run} */ run) => run.parameters[name],
        cell: (/** @type {Run} */ run) =>
          name === 'rows' && run.parameters.rows === 0 ? 'all' : brief(run.parameters[name] ?? '–'),
      }));
  }
  return [];
}

/** @param {Run} run */
function verdicts(run) {
  const parts = [
    {name: 'PASS', count: run.passed},
    {name: 'FAIL', count: run.failed},
  ]
    .filter(({count}) => count > 0)
    .map(({name, count}) =>
      el(
        'span',
        {class: `badge ${name}`},
        el('span', {'aria-hidden': 'true'}, judgement(name).icon),
        ` ${count} ${judgement(name).word}`,
      ),
    );
  return parts.length > 0 ? el('span', {class: 'badges'}, parts) : el('span', {class: 'quiet'}, '–');
}

/** @param {Experiment[]} experiments */
function startForm(experiments) {
  if (experiments.length === 0) {
    return el('p', {class: 'empty'}, 'This installation has no experiments, so there is nothing to start.');
  }
  const choice = el(
    'select',
    {id: 'experiment', name: 'experiment'},
    experiments.map((one) => el('option', {value: one.id}, `${one.section} ${one.title}`)),
  );
  const seed = el('input', {id: 'seed', name: 'seed', type: 'number', step: 1, inputmode: 'numeric'});
  const epochs = el('input', {id: 'epochs', name: 'epochs', type: 'number', min: 1, step: 1, inputmode: 'numeric'});
  const minutes = el('input', {
    id: 'minutes',
    name: 'minutes',
    type: 'number',
    min: 1,
    step: 1,
    inputmode: 'numeric',
    placeholder: '120',
  });
  const quick = el('input', {type: 'radio', name: 'size', value: 'quick', id: 'quick', checked: true});
  const full = el('input', {type: 'radio', name: 'size', value: 'full', id: 'full'});
  const hint = el('p', {class: 'quiet small', id: 'hint'});
  const failure = el('p', {class: 'warning', role: 'alert', hidden: true});
  const button = el('button', {type: 'submit', class: 'primary'}, 'Start run');

  function explain() {
    const one = experiments.find((experiment) => experiment.id === choice.value) ?? experiments[0];
    const own = quick.checked ? one.quick : one.defaults;
    seed.placeholder = String(own.seed ?? '');
    epochs.placeholder = String(own.epochs || '–');
    hint.textContent = quick.checked
      ? 'A quick run takes few rows and epochs: it shows that everything works and judges no claim.'
      : `A full run with the experiment's own settings judges ${one.claims.length} ` +
        `${one.claims.length === 1 ? 'claim' : 'claims'}. Other epochs than its own judge none.`;
  }

  const form = el(
    'form',
    {
      class: 'start card',
      'aria-labelledby': 'start',
      onchange: explain,
      onsubmit: async (/** @type {Event} */ event) => {
        event.preventDefault();
        button.disabled = true;
        failure.hidden = true;
        try {
          const {id} = await api.start({
            experiment: choice.value,
            quick: quick.checked,
            ...(seed.value !== '' && {seed: Number(seed.value)}),
            ...(epochs.value !== '' && {epochs: Number(epochs.value)}),
            ...(minutes.value !== '' && {timeoutSeconds: 60 * Number(minutes.value)}),
          });
          location.assign(`/runs/${encodeURIComponent(id)}`);
        } catch (error) {
          failure.textContent = error instanceof Error ? error.message : String(error);
          failure.hidden = false;
          button.disabled = false;
        }
      },
    },
    el('h2', {id: 'start'}, 'Start a run'),
    el(
      'div',
      {class: 'fields'},
      el('div', {class: 'wide'}, el('label', {for: 'experiment'}, 'Experiment'), choice),
      el(
        'fieldset',
        {},
        el('legend', {}, 'Size'),
        el('label', {class: 'radio'}, quick, ' Quick'),
        el('label', {class: 'radio'}, full, ' Full'),
      ),
      el('div', {}, el('label', {for: 'seed'}, 'Seed'), seed),
      el('div', {}, el('label', {for: 'epochs'}, 'Epochs'), epochs),
      el('div', {}, el('label', {for: 'minutes'}, 'Time limit, min'), minutes),
      button,
    ),
    hint,
    failure,
  );
  explain();
  return form;
}
