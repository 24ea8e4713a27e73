// Gradient descent beside Adam, step by step, on two weights of very different slopes.

import {el, fill, svg} from '../dom.js';
import {plainTable} from '../laboratory/fields.js';
import {signed} from '../laboratory/neuron.js';
import {path, plane} from '../laboratory/plane.js';
import {RATES, adam, sgd} from './descent.js';
import {Slider, card, keyed} from './live.js';

const STEPS = 40;
/** @type {[string, number[][], string | undefined][]} */
const WAYS = [
  ['SGD', sgd(STEPS), undefined],
  ['Adam', adam(STEPS), '7 4'],
];

/** @type {import('./live.js').Make} */
export function make() {
  const drawing = plane([-0.3, 1.1], [-0.7, 1.1], 'Two weights on their way to 0, by SGD and by Adam', 'img', {
    height: 260,
  });
  const lines = svg('g', {});
  drawing.content.append(lines);
  const table = el('div', {'aria-live': 'polite'});
  const slider = new Slider(
    'steps-step',
    'Steps',
    {min: 0, max: STEPS, step: 1, value: 6},
    (step) => String(step),
    draw,
  );
  function draw() {
    const at = slider.value;
    fill(
      lines,
      WAYS.flatMap(([, way, dash], i) => {
        const seen = way.slice(0, at + 1);
        const [w1, w2] = way[at];
        return [
          svg('path', {
            class: `curve stroke--run-${i}`,
            'stroke-dasharray': dash,
            d: path(
              drawing,
              seen.map((w) => w[1]),
              seen.map((w) => w[0]),
            ),
          }),
          svg('circle', {class: 'here', cx: drawing.px(w2), cy: drawing.py(w1), r: 5}),
        ];
      }),
    );
    fill(
      table,
      plainTable(
        'Where both are',
        ['optimizer', 'w₁', 'w₂', 'Δw₁', 'Δw₂'],
        WAYS.map(([name, way, dash], i) => [
          keyed(name, i, dash),
          ...way[at].map(rounded),
          ...(at === 0 ? ['–', '–'] : way[at].map((value, k) => rounded(value - way[at - 1][k]))),
        ]),
      ),
    );
  }
  draw();
  return card(
    'A steep weight and a flat one',
    slider.node,
    drawing.node,
    el(
      'p',
      {class: 'quiet small'},
      `Loss (50 w₁² + w₂²) / 2. Up the steep weight w₁, across the flat one w₂; Δ is the last step. Rates: SGD ${RATES.sgd}, Adam ${RATES.adam}.`,
    ),
    table,
  );
}

/** @param {number} value */
const rounded = (value) => signed(Number(value.toFixed(3)) + 0);
