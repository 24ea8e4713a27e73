// Settings against results for runs that were chosen by hand, drawn as the trials of a sweep are.

import {el, fill} from '../dom.js';
import {moment} from '../format.js';
import {badge} from '../status.js';
import {board} from '../sweep/board.js';
import {columnsOf, table} from '../sweep/table.js';
import {ranked} from '../sweep/trials.js';
import {asTrials, outcomesOf} from './settings.js';

/** @import {RunSummary} from 'openapi' */

/**
 * @param {string[]} ids of the runs
 * @param {(ids: string[]) => string | false} narrower the address that compares some of them alone
 * @returns {{nodes: HTMLElement[], update: (all: RunSummary[]) => void}}
 */
export function settingsAgainstResults(ids, narrower) {
  /** @type {RunSummary[]} */
  let runs = [];
  const order = {key: '', down: false};
  const list = el('div', {});
  const narrowed = el('p', {class: 'actions'});
  const metric = el('select', {id: 'metric', onchange: draw});
  const results = board('runs', drawRest);

  function draw() {
    const outcomes = outcomesOf(runs);
    const kept = metric.value;
    const chosen = outcomes.find(({name}) => name === kept) ?? outcomes[0];
    if (
      JSON.stringify([...metric.options].map(({value}) => value)) !== JSON.stringify(outcomes.map(({name}) => name))
    ) {
      fill(
        metric,
        outcomes.map(({name}) => el('option', {value: name, selected: name === chosen?.name}, name)),
      );
    }
    const trials = asTrials(runs, chosen);
    const least = !chosen?.larger;
    const [best] = ranked(trials, least);
    results.show({trials, metric: chosen?.name, least, best: best?.value === undefined ? undefined : best.id});
  }

  /** @param {import('../sweep/board.js').Chosen} chosen */
  function drawRest({within, axes}) {
    const names = new Map(runs.map((run) => [run.id, run.name ?? `${run.title}, ${moment(run.startedAt)}`]));
    const larger = outcomesOf(runs).find(({name}) => name === metric.value)?.larger;
    const narrow = within.length < runs.length && narrower(within.map(({id}) => id));
    fill(narrowed, narrow && el('a', {class: 'button', href: narrow}, `Compare these ${within.length}`));
    fill(
      list,
      table(
        [
          {
            name: 'Run',
            key: 'run',
            value: ({id}) => names.get(id),
            cell: ({id}) => el('a', {href: `/runs/${encodeURIComponent(id)}`}, names.get(id)),
          },
          {name: 'Status', key: 'status', value: ({status}) => status, cell: ({status}) => badge(status)},
          ...columnsOf(axes),
        ],
        ranked(within, !larger),
        order,
        draw,
        'runs.csv',
        (rows) => [
          ['run', 'status', ...axes.map(({title}) => title)],
          ...rows.map((trial) => [trial.id, trial.status, ...axes.map((axis) => axis.value(trial) ?? '')]),
        ],
      ),
    );
  }

  return {
    nodes: [
      el('p', {}, el('label', {for: 'metric'}, 'Result'), ' ', metric),
      ...results.varied,
      narrowed,
      ...results.over,
      el('details', {}, el('summary', {}, 'Table of these runs'), list),
    ],
    update(all) {
      const known = new Map(all.map((run) => [run.id, run]));
      runs = ids.flatMap((id) => known.get(id) ?? []);
      draw();
    },
  };
}
