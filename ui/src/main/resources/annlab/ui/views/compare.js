// Up to eight runs side by side: their curves over each other, and what differs. Of more, their settings against results.

import * as api from '../api.js';
import {record, recordHead, records} from '../compare/record.js';
import {chart, lookControls, PLAIN} from '../chart.js';
import {el, fill} from '../dom.js';
import {brief, duration, figure, moment, seriesName, words} from '../format.js';
import {bestEpoch, endsOf, largerIsBetter, quantities} from '../series.js';
import {calm, warn} from '../notice.js';
import {MAX_COMPARED} from '../run/list.js';
import {standing} from '../run/history.js';
import {badge, isOpen} from '../status.js';
import {differing, shortNames} from '../sweep/trials.js';

/** @import {Run, RunSummary} from 'openapi' */

/** More curves cannot be told apart. */
const MAX_RUNS = 8;
/** Fewer runs have nothing to choose from. */
const FEWEST_CHOSEN_FROM = 3;
const OFFERED = 200;
const LIVE_MS = 2000;
// Told apart by dash as well as by colour.
/** @type {(number[] | undefined)[]} */
const DASHES = [undefined, [9, 4], [2, 3], [12, 3, 2, 3], undefined, [9, 4], [2, 3], [12, 3, 2, 3]];

/** @param {HTMLElement} main */
export async function show(main) {
  document.title = 'Compare · annlab';
  const query = new URLSearchParams(location.search);
  const asked = [...new Set(query.getAll('run'))];
  const kept = query.get('comparison');
  if (kept !== null) {
    await showRecord(main, kept);
    return;
  }
  const all = await api.runs();
  const known = asked.filter((id) => all.some((run) => run.id === id)).slice(0, MAX_COMPARED);
  const gone = asked.filter((id) => !all.some((run) => run.id === id));
  const runs = await Promise.all(known.slice(0, MAX_RUNS).map((id) => api.run(id)));
  const live = runs.length < 2 ? undefined : comparison(runs, await againstResults(known, all));
  fill(
    main,
    el('h1', {}, 'Compare runs'),
    gone.length > 0 && el('p', {class: 'warning'}, `Not found, perhaps deleted: ${gone.join(', ')}.`),
    asked.length - gone.length > MAX_COMPARED &&
      el('p', {class: 'warning'}, `Not more than ${MAX_COMPARED} runs are compared: these are the first of them.`),
    known.length > MAX_RUNS &&
      el(
        'p',
        {class: 'warning'},
        `Settings stand against results for all ${known.length} runs. Curves and tables are of the first ${MAX_RUNS}: ` +
          'more cannot be told apart.',
      ),
    chooser(all, known),
    runs.length < 2
      ? el(
          'p',
          {class: 'empty'},
          all.length < 2
            ? ['Two runs are needed. ', el('a', {href: '/runs'}, 'Start some'), ', say with different seeds.']
            : 'Choose two runs or more.',
        )
      : live?.nodes,
    runs.length < 2 && records(...(await Promise.all([api.comparisons(), titlesOf()]))),
  );
  if (live) {
    keepUp(
      runs,
      all.filter(({id}) => known.includes(id)),
      live.update,
    );
  }
}

/** Of experiments by their ids. */
const titlesOf = async () => new Map((await api.titles()).map((one) => [one.id, one.title]));

/** @param {HTMLElement} main @param {string} id of a comparison that annlab compare kept */
async function showRecord(main, id) {
  const [kept, titles] = await Promise.all([api.comparison(id), titlesOf()]);
  const runs = kept.sides.map(({label, run}) => ({...run, label}));
  const here = kept.sides.filter((side) => side.kept).map(({run}) => run.id);
  fill(
    main,
    el('p', {class: 'crumbs'}, el('a', {href: '/compare'}, 'All comparisons')),
    el('h1', {}, 'Two runs, step by step'),
    recordHead(kept, titles.get(kept.experiment) ?? kept.experiment),
    el(
      'p',
      {},
      here.length === 2
        ? el('a', {class: 'button', href: address(here)}, 'Settings, origin and figures of both')
        : 'The runs themselves were deleted; this record has outlived them.',
    ),
    section('curves', 'Curves', board(runs).node),
    record(kept),
  );
}

/** @param {RunSummary[]} all @param {string[]} chosen */
function chooser(all, chosen) {
  const select = el(
    'select',
    {id: 'add'},
    all
      .filter((run) => !chosen.includes(run.id))
      .slice(0, OFFERED)
      .map((run) =>
        el(
          'option',
          {value: run.id},
          `${run.name ?? run.title}, seed ${run.seed}, ${moment(run.startedAt)}${run.quick ? ', quick' : ''}`,
        ),
      ),
  );
  return el(
    'form',
    {
      class: 'filters card',
      'aria-label': 'Add a run',
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        if (select.value) {
          location.assign(address([...chosen, select.value]));
        }
      },
    },
    el('div', {class: 'wide'}, el('label', {for: 'add'}, 'Run'), select),
    el('button', {type: 'submit', disabled: chosen.length >= MAX_COMPARED || select.options.length === 0}, 'Add'),
  );
}

/** @param {string[]} ids */
const address = (ids) => `/compare?${ids.map((id) => `run=${encodeURIComponent(id)}`).join('&')}`;

/** Only who chooses among runs needs it. @param {string[]} ids @param {RunSummary[]} all runs that there are */
async function againstResults(ids, all) {
  if (ids.length < FEWEST_CHOSEN_FROM) {
    return undefined;
  }
  const {settingsAgainstResults} = await import('../compare/against.js');
  const made = settingsAgainstResults(ids, (some) => some.length >= 2 && some.length <= MAX_RUNS && address(some));
  made.update(all);
  return made;
}

/**
 * @param {Run[]} runs
 * @param {Awaited<ReturnType<typeof againstResults>>} settings
 * @returns {{nodes: HTMLElement[], update: (runs: Run[], all: RunSummary[]) => void}}
 */
function comparison(runs, settings) {
  const curves = board(runs);
  const parts = [
    {id: 'runs', title: 'Runs', of: head},
    {id: 'differences', title: 'What differs', of: differences},
    {id: 'figures', title: 'Best and last', of: bestAndLast},
    {id: 'time', title: 'Time', of: timeSplit},
    {id: 'drift', title: 'Drift', of: drift},
  ].map((part) => ({...part, place: el('div', {}, part.of(runs))}));
  const nodes = parts.map(({id, title, place}) => section(id, title, place));
  if (settings) {
    nodes.splice(2, 0, section('settings', 'Settings against results', ...settings.nodes));
  }
  nodes.splice(1, 0, section('curves', 'Curves', curves.node));
  return {
    nodes,
    update(now, known) {
      curves.update(now);
      settings?.update(known);
      parts.filter(({place}) => !place.contains(document.activeElement)).forEach(({place, of}) => fill(place, of(now)));
    },
  };
}

/** @param {string} id @param {string} title @param {...import('../dom.js').Children} content */
const section = (id, title, ...content) => el('section', {'aria-labelledby': id}, el('h2', {id}, title), ...content);

/**
 * As long as one of the runs trains, all move.
 *
 * @param {Run[]} runs those with curves
 * @param {RunSummary[]} summaries of all that were chosen
 * @param {(runs: Run[], all: RunSummary[]) => void} update
 */
async function keepUp(runs, summaries, update) {
  let now = runs;
  let chosen = summaries;
  let seen = '';
  while ([...now, ...chosen].some(({status}) => isOpen(status))) {
    await new Promise((done) => setTimeout(done, LIVE_MS));
    try {
      const all = await api.runs();
      chosen = all.filter(({id}) => summaries.some((run) => run.id === id));
      now = await Promise.all(now.map((run) => (isOpen(run.status) ? api.run(run.id) : run)));
      const text = JSON.stringify([now, chosen]);
      if (text !== seen) {
        seen = text;
        update(now, all);
      }
      calm();
    } catch (error) {
      warn(error instanceof Error ? error.message : String(error));
    }
  }
}

/** @param {number} i */
const letter = (i) => 'ABCDEFGH'[i];

/** @param {Run[]} runs */
function head(runs) {
  return el(
    'ul',
    {class: 'compared'},
    runs.map((run, i) =>
      el(
        'li',
        {class: 'card'},
        el('span', {class: `key key-${i}`, 'aria-hidden': 'true'}, letter(i)),
        el(
          'span',
          {},
          el('span', {class: 'hidden'}, `${letter(i)}: `),
          el('a', {href: `/runs/${encodeURIComponent(run.id)}`}, run.name ?? run.title),
          run.quick && el('span', {class: 'tag'}, 'quick'),
          el('br'),
          el(
            'span',
            {class: 'quiet small'},
            `seed ${run.seed} · ${run.backend ?? 'backend unknown'} · ${moment(run.startedAt)}`,
          ),
          isOpen(run.status) && [el('br'), el('span', {class: 'small standing'}, badge(run.status), ` ${far(run)}`)],
        ),
        el(
          'a',
          {
            class: 'small',
            href: address(runs.filter((other) => other !== run).map((other) => other.id)),
            'aria-label': `Take run ${letter(i)} away`,
          },
          'remove',
        ),
      ),
    ),
  );
}

/** How far a training is. @param {Run} run */
function far(run) {
  const asked = Number(run.parameters.epochs ?? 0);
  return run.status === 'running' && asked > 0 ? standing(run.epochSeconds.length, asked, run.progress) : '';
}

/**
 * @typedef {{experiment: string, seed: number, label?: string, name?: string, status: string,
 *   parameters?: Run['parameters'], history: Run['history'], epochSteps?: number[], epochSeconds?: number[]}} Drawn
 */

/** @param {Drawn[]} all @returns {{node: HTMLElement, update: (runs: Drawn[]) => void}} */
function board(all) {
  let runs = all;
  let look = PLAIN;
  /** @type {Map<string, ReturnType<typeof chart>>} */
  const charts = new Map();
  const place = el('div', {class: 'charts'});
  const empty = el('p', {class: 'empty'}, 'None of these runs has epochs to draw.');
  const controls = lookControls({shift: false, by: true}, (chosen) => {
    look = {...chosen};
    draw();
  });

  function draw() {
    const series = [...new Set(runs.flatMap((run) => quantities(run.history)))]
      .flatMap((name) => [name, `val_${name}`])
      .filter((name) => runs.some((run) => run.history[name]?.length));
    const epochs = Math.max(
      0,
      ...runs.flatMap((run) => Object.values(run.history).map((each) => each.length)),
      ...runs.filter(({status}) => isOpen(status)).map((run) => Number(run.parameters?.epochs ?? 0)),
    );
    const missing = series.filter((name) => !charts.has(name));
    missing.forEach((name) => charts.set(name, chart(seriesName(name), epochs)));
    if (missing.length > 0) {
      fill(
        place,
        [...charts.values()].map(({node: each}) => each),
      );
    }
    controls.hidden = charts.size === 0;
    empty.hidden = charts.size > 0;
    charts.forEach((each, name) =>
      each.show(
        runs
          .map((run, i) => ({
            label: run.label ?? `${letter(i)} ${run.name ?? `${run.experiment}, seed ${run.seed}`}`,
            colour: `--run-${i}`,
            width: 2,
            dash: DASHES[i],
            mean: !name.startsWith('val_'),
            ends: run.epochSteps && run.epochSeconds && endsOf(run.epochSteps, run.epochSeconds),
            values: run.history[name] ?? [],
          }))
          .filter((line) => line.values.length > 0),
        look,
      ),
    );
  }

  // A chart takes its width from its place on the page.
  queueMicrotask(draw);
  return {
    node: el('div', {}, controls, empty, place),
    update(now) {
      runs = now;
      draw();
    },
  };
}

/** @param {Run[]} runs */
function differences(runs) {
  const facts = runs.map((run) => {
    const {data, seconds, peakMemory, seed, ...origin} = run.provenance ?? {};
    return /** @type {Record<string, any>} */ ({
      experiment: run.experiment,
      quick: run.quick ? 'yes' : 'no',
      ...run.parameters,
      ...origin,
    });
  });
  const names = differing(facts);
  const short = shortNames(names.filter((name) => name.startsWith('/')));
  return names.length === 0
    ? el('p', {class: 'empty'}, 'No setting and nothing of their origin differs: these runs should agree.')
    : table(
        'What differs',
        runs,
        names.map((name) => [short.get(name) ?? words(name), ...facts.map((each) => brief(each[name] ?? '–'))]),
      );
}

/** @param {Run[]} runs */
function bestAndLast(runs) {
  const names = [...new Set(runs.flatMap((run) => Object.keys(run.history)))];
  const rows = names.flatMap((name) => {
    const larger = largerIsBetter(name);
    return [
      [`${seriesName(name)}, best`, ...runs.map((run) => figure(best(run.history[name], larger)))],
      [`${seriesName(name)}, last`, ...runs.map((run) => figure(run.history[name]?.at(-1) ?? undefined))],
    ];
  });
  const finals = [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))].filter((name) => !names.includes(name));
  return table('Best and last', runs, [
    ...rows,
    ...finals.map((name) => [words(name), ...runs.map((run) => figure(run.metrics[name]))]),
  ]);
}

/** @param {(number | null)[] | undefined} values @param {boolean} larger */
function best(values = [], larger) {
  const at = bestEpoch(values, larger);
  return at === undefined ? undefined : (values[at] ?? undefined);
}

/** Where the time went: until the first epoch began, in it, and in each one after. @param {Run[]} runs */
function timeSplit(runs) {
  const splits = runs.map((run) => {
    const total = run.finishedAt ? (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000 : undefined;
    const [first, ...later] = run.epochSeconds;
    const steady = median(later);
    const steps = run.epochSteps.at(-1);
    const epochs = run.epochSeconds.reduce((sum, seconds) => sum + seconds, 0);
    return {
      total,
      first,
      steady,
      perStep: steady !== undefined && steps ? (steady / steps) * 1000 : undefined,
      around: total === undefined ? undefined : Math.max(0, total - epochs),
    };
  });
  /** @param {number | undefined} value */
  const seconds = (value) =>
    value === undefined ? '–' : value < 1 ? `${figure(Number(value.toFixed(4)))} s` : duration(value);
  return table('Time', runs, [
    ['outside its epochs: start, data, evaluation', ...splits.map((split) => seconds(split.around))],
    ['first epoch, with warming up', ...splits.map((split) => seconds(split.first))],
    ['an epoch after that, median', ...splits.map((split) => seconds(split.steady))],
    ['a step then, milliseconds', ...splits.map((split) => figure(split.perStep))],
    ['whole run', ...splits.map((split) => seconds(split.total))],
  ]);
}

/** @param {number[]} values */
function median(values) {
  const inOrder = [...values].sort((a, b) => a - b);
  const middle = inOrder.length / 2;
  return inOrder.length === 0
    ? undefined
    : inOrder.length % 2
      ? inOrder[Math.floor(middle)]
      : (inOrder[middle - 1] + inOrder[middle]) / 2;
}

/** How far the others are from the first run, epoch by epoch. @param {Run[]} runs */
function drift(runs) {
  const [first, ...others] = runs;
  const series = Object.keys(first.history).filter((name) => others.some((run) => run.history[name]?.length));
  if (series.length === 0) {
    return el('p', {class: 'empty'}, 'These runs have no series in common.');
  }
  const charts = series.map((name) => ({
    name,
    chart: chart(`distance in ${seriesName(name)}`, first.history[name].length),
  }));
  queueMicrotask(() =>
    charts.forEach(({name, chart: each}) =>
      each.show(
        others
          .map((run, i) => ({
            label: `${letter(i + 1)} from A`,
            colour: `--run-${i + 1}`,
            width: 2,
            dash: DASHES[i + 1],
            values: (run.history[name] ?? []).slice(0, first.history[name].length).map((value, epoch) => {
              const other = first.history[name][epoch];
              return value === null || other === null ? null : Math.abs(value - other);
            }),
          }))
          .filter((line) => line.values.length > 0),
        PLAIN,
      ),
    ),
  );
  return el(
    'div',
    {},
    el(
      'p',
      {class: 'quiet'},
      'The distance of each run from run A after each epoch. Equal seeds on one ' +
        'backend give 0; CPU beside CUDA parts slowly, by rounding.',
    ),
    el(
      'div',
      {class: 'charts'},
      charts.map(({chart: each}) => each.node),
    ),
  );
}

/** @param {string} title @param {Run[]} runs @param {string[][]} rows a name, then one text a run */
function table(title, runs, rows) {
  return el(
    'div',
    {class: 'scroll tall card', tabindex: 0, role: 'region', 'aria-label': title},
    el(
      'table',
      {class: 'numbers'},
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          el('td', {}),
          runs.map((_, i) => el('th', {scope: 'col'}, letter(i))),
        ),
      ),
      el(
        'tbody',
        {},
        rows.map(([name, ...texts]) =>
          el(
            'tr',
            {},
            el('th', {scope: 'row'}, name),
            texts.map((text) => el('td', {}, text)),
          ),
        ),
      ),
    ),
  );
}
