// An activation with its derivative, at a place that the reader chooses.

import {el, fill, svg} from '../dom.js';
import {figure} from '../format.js';
import {choice} from '../laboratory/fields.js';
import {path, plane} from '../laboratory/plane.js';
import {ACTIVATIONS} from './functions.js';
import {Slider, card} from './live.js';

const REACH = 5;
const PLACES = Array.from({length: 201}, (_, i) => (REACH * (i - 100)) / 100);

/** @type {import('./live.js').Make} */
export function make(link) {
  let one = ACTIVATIONS[0];
  const place = el('div', {});
  const value = el('dd', {class: 'value'});
  const slope = el('dd', {class: 'slope'});
  const slider = new Slider(
    'activation-z',
    'Weighted sum z',
    {min: -REACH, max: REACH, step: 0.1, value: 1},
    (z) => figure(z),
    draw,
  );
  const select = choice(
    'activation-function',
    'Function',
    ACTIVATIONS.map(({id}) => [id, id]),
    one.id,
    (id) => {
      one = ACTIVATIONS.find((each) => each.id === id) ?? one;
      draw();
    },
  );

  function draw() {
    const z = slider.value;
    value.textContent = figure(one.value(z));
    slope.textContent = figure(one.derivative(z));
    fill(place, curves(one, z));
    if (link) {
      link.href = `/activations?${new URLSearchParams({function: one.id, z: String(z)})}`;
    }
  }
  draw();
  return card(
    'An activation and what gradient it lets through',
    el('div', {class: 'choices'}, el('fieldset', {}, el('legend', {class: 'hidden'}, 'Choices'), select, slider.node)),
    place,
    el(
      'dl',
      {class: 'pairs', 'aria-live': 'polite'},
      el('dt', {}, 'φ(z), solid'),
      value,
      el('dt', {}, 'φ′(z), dashed'),
      slope,
    ),
  );
}

/** @param {import('./functions.js').Activation} one @param {number} z */
function curves(one, z) {
  const values = PLACES.map(one.value);
  const slopes = PLACES.map(one.derivative);
  const drawing = plane(
    [-REACH, REACH],
    [Math.min(-0.2, ...values) - 0.1, Math.min(2.2, Math.max(1, ...values) + 0.2)],
    `${one.id} and its derivative from ${-REACH} to ${REACH}; at ${figure(z)} they are ${figure(one.value(z))} and ${figure(one.derivative(z))}`,
    'img',
    {height: 240},
  );
  drawing.content.append(
    svg('path', {class: 'curve stroke--run-0', d: path(drawing, PLACES, values)}),
    svg('path', {class: 'curve stroke--run-1', 'stroke-dasharray': '7 4', d: path(drawing, PLACES, slopes)}),
    svg('circle', {class: 'here', cx: drawing.px(z), cy: drawing.py(one.value(z)), r: 5}),
    svg('circle', {class: 'here', cx: drawing.px(z), cy: drawing.py(one.derivative(z)), r: 5}),
  );
  return drawing.node;
}
