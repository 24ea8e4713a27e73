// The learning curves of one run, grown as it trains, with what is published behind them.

import {chart, lookControls, PLAIN} from '../chart.js';
import {el, fill} from '../dom.js';
import {seriesName} from '../format.js';
import {isOpen} from '../status.js';
import {quantities} from '../series.js';

/** @import {Run} from 'openapi' */

/** @typedef {import('../chart.js').Line} Line */
/** @typedef {{source: string, history: Run['history']}} Published curves that a run keeps to be compared with */

/**
 * The charts are made when the first epoch tells which quantities there are.
 *
 * @param {HTMLElement} place
 * @param {Run} run
 * @param {Published | undefined} published
 * @returns {(history: Run['history'], status: string) => void}
 */
export function curveBoard(place, run, published) {
  /** @type {Map<string, ReturnType<typeof chart>>} */
  const charts = new Map();
  const grid = el('div', {class: 'charts'});
  let look = PLAIN;
  /** @type {Run['history']} */
  let shown = {};
  let open = isOpen(run.status);

  function draw() {
    charts.forEach((each, name) => each.show(linesOf(name, shown, published), look));
  }

  return (history, status) => {
    shown = history;
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
        lookControls({shift: twins}, (chosen) => {
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
 * @param {Run['history']} history
 * @param {Published | undefined} published
 * @returns {Line[]}
 */
function linesOf(quantity, history, published) {
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
      values: history[name],
    }));
  /** @type {Line[]} */
  const behind = own
    .filter(({name}) => published && name in published.history)
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
