// A threshold unit whose line is dragged, on irises.

import {el, fill, svg} from '../dom.js';
import {figure} from '../format.js';
import {knob, within} from '../laboratory/knob.js';
import {signed} from '../laboratory/neuron.js';
import {plane} from '../laboratory/plane.js';
import {mark} from '../laboratory/points.js';
import {sidesOf} from '../laboratory/sides.js';
import {FLOWERS, NAMES} from './flowers.js';
import {card} from './live.js';
import {right, through} from './rule.js';

const EXTENT = [0, 7, 0, 3];
const STEPS = {low: EXTENT[2], high: EXTENT[3], step: 0.1, leap: 0.5};
/** A line to begin with that gets some wrong. */
const FIRST = [
  [3.5, 0.2],
  [5.5, 2.7],
];

/** @type {import('./live.js').Make} */
export function make() {
  const [left, rightmost, bottom, top] = EXTENT;
  const drawing = plane(
    [left, rightmost],
    [bottom, top],
    'Petal length and width of irises, and a line. Drag its two ends, or move them by the arrow keys.',
    'group',
    {height: 270},
  );
  const sides = svg('g', {});
  const ends = FIRST.map((place) => [...place]);
  const weights = el('dd', {class: 'weights'});
  const count = el('dd', {class: 'right', 'aria-live': 'polite'});
  const knobs = ends.map((_, i) =>
    knob(drawing, `End ${i + 1} of the line`, STEPS, (x, y) => {
      ends[i] = [within(x, left, rightmost), within(y, bottom, top)];
      draw();
    }),
  );
  function draw() {
    const unit = through(ends[0], ends[1]);
    fill(sides, ...sidesOf(unit, EXTENT, drawing));
    knobs.forEach((one, i) => one.place(ends[i][0], ends[i][1]));
    const [w1, w2, b] = [...unit.w, unit.b].map((value) => signed(Number(value.toFixed(2))));
    weights.textContent = `${w1}, ${w2}, ${b}`;
    count.textContent = `${right(unit, FLOWERS)} of ${FLOWERS.length}`;
  }
  drawing.content.append(sides, ...FLOWERS.map((flower) => mark(drawing, flower)));
  drawing.node.append(...knobs.map(({node}) => node));
  draw();
  return card(
    'One unit, one line: is it setosa?',
    drawing.node,
    el(
      'p',
      {class: 'quiet small'},
      `Across petal length, up petal width, in cm. Blue discs: ${NAMES[1]}; orange squares: ${NAMES[0]}. `,
      `Drag the ends, or use the arrow keys: ${figure(STEPS.step)} cm, with Shift ${figure(STEPS.leap)}.`,
    ),
    el('dl', {class: 'pairs'}, el('dt', {}, 'w₁, w₂, b'), weights, el('dt', {}, 'flowers that are right'), count),
    el(
      'p',
      {class: 'actions'},
      el(
        'button',
        {
          type: 'button',
          onclick: () => {
            ends.reverse();
            draw();
          },
        },
        'Turn it over',
      ),
    ),
  );
}
