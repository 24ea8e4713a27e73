// The learning curves of one run, grown as it trains, with what is published behind them.

import {chart, lookControls, PLAIN} from '../chart.js';
import {el, fill} from '../dom.js';
import {seriesName} from '../format.js';
import {isOpen} from '../status.js';
import {endsOf, quantities} from '../series.js';

/** @import {Run} from 'openapi' */

/** @typedef {import('../chart.js').Line} Line */
/** @typedef {{source: string, history: Run['history']}} Published curves that a run keeps to be compared with */

/**
 * The charts are made when the first epoch tells which quantities there are.
 *
 * @param {HTMLElement} place
 * @param {Run} run
 * @param {Published | undefined} published
 * @returns {(run: Run) => void} draws what the run has now
 */
export function curveBoard(place, run, published) {
  /** @type {Map<string, ReturnType<typeof chart>>} */
  const charts = new Map();
  const grid = el('div', {class: 'charts'});
  let look = PLAIN;
  let shown = run;
  let open = isOpen(run.status);

  function draw() {
    charts.forEach((each, name) => each.show(linesOf(name, shown, published, look.by), look));
  }

  return (now) => {
    shown = now;
    const {history, status} = now;
    const names = quantities(history);
    if (names.length === 0) {
      fill(
        place,
        el(
          'p',
          {class: 'empty'},
          isOpen(status) ? 'The curve begins with the end of the first epoch.' : 'This run has no epochs to draw.',
        ),
      );
      return;
    }
    if (isOpen(status) !== open) {
      // A run that ends before its last epoch leaves no empty axis behind.
      open = isOpen(status);
      charts.clear();
    }
    const missing = names.filter((each) => !charts.has(each));
    for (const name of missing) {
      const behind = published && Object.keys(published.history).some((each) => each.replace(/^val_/, '') === name);
      charts.set(
        name,
        chart(
          name.replaceAll('_', ' '),
          open ? Number(run.parameters.epochs ?? 0) : 0,
          behind ? `Dotted: published in ${published.source}.` : undefined,
        ),
      );
    }
    if (missing.length > 0) {
      fill(
        grid,
        [...charts.values()].map((each) => each.node),
      );
    }
    if (!place.contains(grid)) {
      const twins = names.some((name) => name in history && `val_${name}` in history);
      fill(
        place,
        lookControls({shift: twins, by: true}, (chosen) => {
          look = {...chosen};
          draw();
        }),
        grid,
      );
    }
    draw();
  };
}

/**
 * @param {string} quantity
 * @param {Run} run
 * @param {Published | undefined} published only for an axis of epochs: nobody knows how long those took
 * @param {string} by what the axis counts
 * @returns {Line[]}
 */
function linesOf(quantity, run, published, by) {
  const {history} = run;
  const ends = endsOf(run.epochSteps, run.epochSeconds);
  const own = [
    {name: quantity, colour: '--curve-training', mean: true},
    {name: `val_${quantity}`, colour: '--curve-validation', dash: [9, 4], mean: false},
  ];
  /** @type {Line[]} */
  const lines = own
    .filter(({name}) => name in history)
    .map(({name, colour, dash, mean}) => ({
      label: seriesName(name),
      colour,
      width: 2.2,
      dash,
      mean,
      ends,
      values: history[name],
    }));
  /** @type {Line[]} */
  const behind = own
    .filter(({name}) => by === 'epoch' && published && name in published.history)
    .map(({name, colour, mean}) => ({
      label: `published ${seriesName(name)}`,
      colour: `${colour}-behind`,
      width: 1.6,
      dash: [2, 3],
      mean,
      behind: true,
      values: published?.history[name] ?? [],
    }));
  return [...lines, ...behind];
}
