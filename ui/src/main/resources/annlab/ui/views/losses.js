// Lines of smallest squared, absolute and Huber loss through points that the reader drags.

import * as api from '../api.js';
import {el, fill, svg} from '../dom.js';
import {figure} from '../format.js';
import {put} from '../laboratory/address.js';
import {dataTable, plainTable} from '../laboratory/fields.js';
import {knob, within} from '../laboratory/knob.js';
import {latest} from '../laboratory/latest.js';
import {path, plane} from '../laboratory/plane.js';
import {warn} from '../notice.js';

/** How far an arrow key moves a point, alone and with Shift. */
const STEP = 0.25;
const LEAP = 2;
const LOWEST = -6;
const HIGHEST = 14;
const DASHES = [undefined, '9 4', '2 4'];

/** @param {HTMLElement} main */
export async function show(main) {
  document.title = 'Losses · annlab';
  const first = await api.losses();
  const asked = await inAddress();
  const state = {
    points: (asked ?? first).points.map(([x, y]) => /** @type {[number, number]} */ ([x, y])),
    fits: asked ?? first,
  };
  const reach = first.reach;
  const drawing = plane(
    [0, reach],
    [LOWEST, HIGHEST],
    'Points with the line of smallest loss for each of three losses. ' + 'Drag a point, or move it by the arrow keys.',
    'group',
  );
  const lines = svg('g');
  const figures = el('div', {'aria-live': 'polite'});
  const table = el('div');

  function draw() {
    const {fits} = state.fits;
    lines.replaceChildren(
      ...fits.map((fit, i) =>
        svg('path', {
          class: `curve stroke--run-${i}`,
          'data-loss': fit.id,
          'stroke-dasharray': DASHES[i],
          d: path(drawing, [0, reach], [fit.intercept, fit.intercept + fit.slope * reach]),
        }),
      ),
    );
    fill(
      figures,
      plainTable(
        'The three lines',
        ['line of least', 'slope', 'intercept', 'loss', 'moved'],
        fits.map((fit, i) => [
          named(fit.label, i),
          rounded(fit.slope),
          rounded(fit.intercept),
          rounded(fit.loss),
          el('span', {'data-moved': fit.id}, rounded(fit.moved)),
        ]),
      ),
    );
    fill(
      table,
      dataTable(
        'Table of the points',
        ['point', 'x', 'y'],
        state.points.map(([x, y], i) => [i + 1, figure(x), figure(y)]),
      ),
    );
  }

  const ask = latest(async () => {
    state.fits = await api.losses(state.points);
    draw();
  });

  const knobs = state.points.map((_, i) =>
    knob(drawing, `Point ${i + 1}`, {low: LOWEST, high: HIGHEST, step: STEP, leap: LEAP}, (x, y) => move(i, x, y)),
  );

  /** @param {number} i @param {number} x @param {number} y */
  function move(i, x, y) {
    state.points[i] = [within(x, 0, reach), within(y, LOWEST, HIGHEST)];
    place(i);
    put(`points=${state.points.map((pair) => pair.join(',')).join(';')}`, `point ${i}`);
    ask();
  }

  /** @param {number} i */
  function place(i) {
    knobs[i].place(...state.points[i]);
  }

  function reset() {
    first.points.forEach(([x, y], i) => {
      state.points[i] = [x, y];
      place(i);
    });
    put('');
    ask();
  }

  drawing.content.append(lines);
  drawing.node.append(...knobs.map(({node}) => node));
  knobs.forEach((_, i) => place(i));
  fill(
    main,
    el('h1', {}, 'Losses'),
    el(
      'p',
      {class: 'lead'},
      'Drag a point away from the others and see which line follows it. Squared error grows without ' +
        'measure, so one outlier pulls its line along; the absolute error counts sides rather than distances, and Huber’s loss ' +
        `is squared up to an error of ${figure(first.delta)} and absolute beyond.`,
    ),
    el(
      'div',
      {class: 'laboratory'},
      el(
        'figure',
        {class: 'card'},
        el('figcaption', {}, 'Ten points and three lines'),
        drawing.node,
        el(
          'p',
          {class: 'quiet small'},
          `Arrow keys move the point that has the focus by ${STEP}, with Shift by ${LEAP}.`,
        ),
        el('button', {type: 'button', onclick: reset}, 'Put the points back'),
      ),
      el('div', {class: 'card'}, el('h2', {}, 'How far each line has moved'), figures, table),
    ),
    el('p', {}, el('a', {href: '/chapter/1.2.5'}, 'The chapter on losses of regression')),
  );
  draw();
}

/** @param {number} value */
const rounded = (value) => figure(Number(value.toFixed(4)));

/** @param {string} label @param {number} i */
function named(label, i) {
  const sample = svg(
    'svg',
    {class: 'sample', viewBox: '0 0 28 8', 'aria-hidden': 'true'},
    svg('path', {d: 'M0 4H28', class: `curve stroke--run-${i}`, 'stroke-dasharray': DASHES[i]}),
  );
  return el('span', {class: 'keyed'}, sample, label);
}

/** The fits of the points that the address names; none if it names none that can be fitted. */
async function inAddress() {
  const text = new URLSearchParams(location.search).get('points');
  if (!text) {
    return undefined;
  }
  try {
    return await api.losses(text.split(';').map((pair) => pair.split(',').map(Number)));
  } catch (error) {
    warn(`The address names no points that can be fitted: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}
