// Exclusive or by two layers: the sums from which on two hidden units fire, and what the output makes of them.

import {el, fill, svg} from '../dom.js';
import {figure} from '../format.js';
import {plainTable} from '../laboratory/fields.js';
import {half} from '../laboratory/neuron.js';
import {plane} from '../laboratory/plane.js';
import {mark} from '../laboratory/points.js';
import {Slider, card} from './live.js';
import {TABLES} from './rule.js';
import {answers, hidden} from './stack.js';

const EXTENT = [-0.4, 1.4, -0.4, 1.4];
const LARGE = 2.2;

/** @type {import('./live.js').Make} */
export function make() {
  const drawing = plane([EXTENT[0], EXTENT[1]], [EXTENT[2], EXTENT[3]], 'The four rows and two lines', 'img', {
    height: 300,
  });
  const sides = svg('g', {});
  drawing.content.append(sides, ...TABLES.xor.map((row) => mark(drawing, row, false, LARGE)));
  const table = el('div', {});
  const count = el('p', {class: 'outcome', 'aria-live': 'polite'});
  const [and, or] = /** @type {[string, number][]} */ ([
    ['and', 1.5],
    ['or', 0.5],
  ]).map(
    ([name, value]) =>
      new Slider(
        `layers-${name}`,
        `“${name}” fires from`,
        {min: -0.5, max: 2.5, step: 0.1, value},
        (sum) => `x₁ + x₂ = ${figure(sum)}`,
        draw,
      ),
  );

  function draw() {
    const from = {and: and.value, or: or.value};
    fill(sides, ...painted(from, drawing));
    const rows = TABLES.xor.map(([x, y, target]) => ({x, y, target, ...answers(from, x, y)}));
    fill(
      table,
      plainTable(
        'What each unit says',
        ['x₁, x₂', 'and', 'or', 'output', 'target'],
        rows.map((row) => [`${row.x}, ${row.y}`, row.and, row.or, row.output, row.target]),
      ),
    );
    count.textContent = `${rows.filter(({output, target}) => output === target).length} of 4 rows are right.`;
  }
  draw();
  return card(
    'Two lines, then one unit more',
    el('div', {class: 'sliders'}, and.node, or.node),
    el('div', {class: 'beside'}, el('div', {}, drawing.node), el('div', {}, table, count)),
  );
}

/** The output is 1 where "or" fires and "and" does not. @param {{and: number, or: number}} from @param {import('../laboratory/plane.js').Plane} drawing */
function painted(from, drawing) {
  const way = (/** @type {number[][]} */ places) =>
    `M${places.map(([x, y]) => `${drawing.px(x).toFixed(1)} ${drawing.py(y).toFixed(1)}`).join('L')}`;
  const [left, right, bottom, top] = EXTENT;
  const all = [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
  ];
  const [ands, ors] = [half(hidden(from.and), EXTENT), half(hidden(from.or), EXTENT)];
  const area = (/** @type {string} */ kind, /** @type {number[][]} */ corners) =>
    corners.length > 0 && svg('path', {class: kind, d: `${way(corners)}Z`});
  return [
    area('side-0', all),
    area('side-1', ors.corners),
    area('side-0', ands.corners),
    ...[ands, ors].map(({line}) => line.length === 2 && svg('path', {class: 'border', d: way(line)})),
  ].filter((each) => each !== false);
}
