// Activation functions and their derivatives, at every place that the reader points to.

import * as api from '../api.js';
import {el, fill, svg} from '../dom.js';
import {figure} from '../format.js';
import {choices, remember} from '../laboratory/address.js';
import {choice, dataTable} from '../laboratory/fields.js';
import {path, plane} from '../laboratory/plane.js';
import {formula} from '../math.js';

/** @import {ActivationCurves} from 'openapi' */

const DEFAULTS = {function: 'sigmoid', z: 1};
/** Every so many of the places stand in the table. */
const STRIDE = 25;

/** @param {HTMLElement} main */
export async function show(main) {
  document.title = 'Activations · annlab';
  const {z, functions} = await api.activations();
  const chosen = choices(DEFAULTS);
  if (!functions.some((one) => one.id === chosen.function)) {
    chosen.function = DEFAULTS.function;
  }
  const nearest = () =>
    z.reduce((best, each, i) => (Math.abs(each - chosen.z) < Math.abs(z[best] - chosen.z) ? i : best), 0);
  const place = el('div', {class: 'laboratory'});
  const slider = el('input', {
    type: 'range',
    id: 'z',
    min: 0,
    max: z.length - 1,
    value: nearest(),
    oninput: () => move(Number(slider.value)),
  });
  /** @param {number} i */
  function move(i) {
    chosen.z = Number(z[i].toFixed(4));
    remember(chosen, DEFAULTS, 'z');
    draw();
  }

  function draw() {
    const one = functions.find((each) => each.id === chosen.function) ?? functions[0];
    const i = nearest();
    slider.value = String(i);
    slider.setAttribute('aria-valuetext', `z = ${figure(chosen.z)}`);
    fill(
      place,
      el('figure', {class: 'card'}, el('figcaption', {}, 'The function and its tangent'), value(one, z, i, move)),
      el('figure', {class: 'card'}, el('figcaption', {}, 'Its derivative'), slope(one, z, i, move)),
      el(
        'div',
        {class: 'card'},
        formula(`\\varphi(z) = ${one.formula}`),
        el(
          'dl',
          {class: 'pairs', 'aria-live': 'polite'},
          el('dt', {}, 'z'),
          el('dd', {id: 'at'}, figure(chosen.z)),
          el('dt', {}, 'φ(z)'),
          el('dd', {id: 'value'}, figure(one.values[i])),
          el('dt', {}, 'φ′(z)'),
          el('dd', {id: 'slope'}, figure(one.slopes[i])),
        ),
        el('p', {class: 'quiet'}, remark(one)),
        dataTable(
          `Table of ${one.label}`,
          ['z', 'φ(z)', 'φ′(z)'],
          z.flatMap((each, k) => (k % STRIDE ? [] : [[figure(each), figure(one.values[k]), figure(one.slopes[k])]])),
        ),
      ),
    );
  }
  fill(
    main,
    el('h1', {}, 'Activations'),
    el(
      'p',
      {class: 'lead'},
      'What a neuron makes of its weighted sum, and the slope that backpropagation multiplies by. Where ' +
        'the slope is nearly zero, hardly any gradient comes through.',
    ),
    el(
      'div',
      {class: 'filters card'},
      choice(
        'function',
        'Function',
        functions.map((one) => [one.id, one.label]),
        chosen.function,
        (id) => {
          chosen.function = id;
          remember(chosen, DEFAULTS);
          draw();
        },
      ),
      el('div', {class: 'wide'}, el('label', {for: 'z'}, 'Weighted sum z'), slider),
    ),
    place,
    el('p', {}, el('a', {href: '/chapter/1.2.4#activations'}, 'The chapter on activations')),
  );
  draw();
}

/** @param {ActivationCurves['functions'][number]} one @param {number[]} z @param {number} i @param {(i: number) => void} move */
function value(one, z, i, move) {
  const low = Math.min(-0.5, ...one.values) - 0.2;
  const high = Math.max(1, ...one.values) + 0.2;
  const drawing = plane(
    [z[0], z[z.length - 1]],
    [low, high],
    `${one.label} from ${z[0]} to ${z[z.length - 1]}; at ${figure(z[i])} it is ${figure(one.values[i])}`,
  );
  const ends = [z[0], z[z.length - 1]];
  drawing.content.append(
    svg('path', {class: 'curve stroke--run-0', d: path(drawing, z, one.values)}),
    svg('path', {
      class: 'tangent',
      d: path(
        drawing,
        ends,
        ends.map((each) => one.values[i] + one.slopes[i] * (each - z[i])),
      ),
    }),
    svg('circle', {class: 'here', cx: drawing.px(z[i]), cy: drawing.py(one.values[i]), r: 5}),
  );
  return pointed(drawing, z, move);
}

/** @param {ActivationCurves['functions'][number]} one @param {number[]} z @param {number} i @param {(i: number) => void} move */
function slope(one, z, i, move) {
  const drawing = plane(
    [z[0], z[z.length - 1]],
    [Math.min(-0.2, ...one.slopes) - 0.1, Math.max(1, ...one.slopes) + 0.1],
    `Derivative of ${one.label}; at ${figure(z[i])} it is ${figure(one.slopes[i])}`,
  );
  drawing.content.append(
    svg('path', {class: 'curve stroke--run-1', d: path(drawing, z, one.slopes)}),
    svg('circle', {class: 'here', cx: drawing.px(z[i]), cy: drawing.py(one.slopes[i]), r: 5}),
  );
  return pointed(drawing, z, move);
}

/** @param {import('../laboratory/plane.js').Plane} drawing @param {number[]} z @param {(i: number) => void} move */
function pointed(drawing, z, move) {
  drawing.node.addEventListener('pointerdown', (event) => {
    const share = (drawing.at(event).x - z[0]) / (z[z.length - 1] - z[0]);
    move(Math.round(Math.min(1, Math.max(0, share)) * (z.length - 1)));
  });
  return drawing.node;
}

/** @param {ActivationCurves['functions'][number]} one */
function remark(one) {
  const most = Math.max(...one.slopes);
  const flat = one.slopes.filter((slope) => Math.abs(slope) < 0.01).length / one.slopes.length;
  return `Its slope is at most ${figure(Number(most.toPrecision(4)))} on this range, and below 0.01 in size on ${Math.round(flat * 100)} % of it.`;
}
