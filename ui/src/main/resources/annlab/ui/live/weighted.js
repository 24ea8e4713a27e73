// A weight for a rare class moves the boundary: more of its rows are found, and more of the others taken for it.

import {el, fill, svg} from '../dom.js';
import {figure} from '../format.js';
import {plainTable} from '../laboratory/fields.js';
import {path, plane} from '../laboratory/plane.js';
import {sigmoid} from './functions.js';
import {Slider, card} from './live.js';
import {COMMON, EPOCHS, RARE, RATE, answered, trained} from './rare.js';

const REACH = 3.4;
const PLACES = Array.from({length: 137}, (_, i) => (REACH * (i - 68)) / 68);

/** @type {import('./live.js').Make} */
export function make() {
  const place = el('div', {});
  const table = el('div', {});
  const word = el('p', {class: 'outcome', 'aria-live': 'polite'});
  const plain = answered(trained(1));
  const slider = new Slider(
    'weighted-weight',
    'Weight of the rare class',
    {min: 1, max: 10, step: 1, value: 1},
    (weight) => String(weight),
    draw,
  );

  function draw() {
    const unit = trained(slider.value);
    const {found, alarms} = answered(unit);
    const boundary = -unit.b / unit.w;
    const drawing = plane(
      [-REACH, REACH],
      [-0.12, 1.12],
      `Probability of the rare class over the feature; it is a half at ${figure(Number(boundary.toFixed(2)))}`,
      'img',
      {height: 240},
    );
    const mark = (/** @type {number} */ x, /** @type {number} */ type) =>
      svg('circle', {class: `point-${type}`, cx: drawing.px(x), cy: drawing.py(type === 1 ? 1.06 : -0.06), r: 4.5});
    drawing.content.append(
      svg('path', {
        class: 'border',
        d: `M${drawing.px(boundary).toFixed(1)} ${drawing.py(-0.12).toFixed(1)}V${drawing.py(1.12).toFixed(1)}`,
      }),
      svg('path', {
        class: 'curve stroke--run-0',
        d: path(
          drawing,
          PLACES,
          PLACES.map((x) => sigmoid(unit.w * x + unit.b)),
        ),
      }),
      ...COMMON.map((x) => mark(x, 0)),
      ...RARE.map((x) => mark(x, 1)),
    );
    fill(place, drawing.node);
    fill(
      table,
      plainTable(
        'What the unit answers',
        ['class', 'rows', 'taken for the rare one', 'with weight 1'],
        [
          ['rare', RARE.length, found, plain.found],
          ['common', COMMON.length, alarms, plain.alarms],
        ],
      ),
    );
    word.textContent = `${found} of ${RARE.length} rare rows are found, with ${alarms} false ${alarms === 1 ? 'alarm' : 'alarms'}.`;
  }
  draw();
  return card(
    'A weight for a rare class',
    slider.node,
    el('div', {class: 'beside'}, el('div', {}, place), el('div', {}, table, word)),
    el(
      'p',
      {class: 'quiet small'},
      `Up: probability of the rare class, whose rows are the points above. A sigmoid on one feature, ${EPOCHS} epochs by gradient descent at rate ${RATE}.`,
    ),
  );
}
