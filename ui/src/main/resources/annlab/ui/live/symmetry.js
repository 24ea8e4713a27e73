// Two neurons that begin alike stay alike, to the last bit; a small difference is enough to part them.

import {el, fill, svg} from '../dom.js';
import {figure} from '../format.js';
import {plainTable} from '../laboratory/fields.js';
import {signed} from '../laboratory/neuron.js';
import {path, plane} from '../laboratory/plane.js';
import {BEGIN, RATE, output, training} from './alike.js';
import {Slider, card, keyed} from './live.js';
import {TABLES} from './rule.js';

const EPOCHS = 300;
const PLACES = Array.from({length: EPOCHS + 1}, (_, epoch) => epoch);

/** @type {import('./live.js').Make} */
export function make() {
  const alike = training(0, EPOCHS);
  let trained = alike;
  const place = el('div', {});
  const table = el('div', {});
  const word = el('p', {class: 'outcome', 'aria-live': 'polite'});
  const apart = new Slider(
    'symmetry-apart',
    'Weights of neuron 2 begin larger by',
    {min: 0, max: 0.5, step: 0.1, value: 0},
    figure,
    (value) => {
      trained = training(value, EPOCHS);
      draw();
    },
  );
  const epoch = new Slider(
    'symmetry-epoch',
    'Epochs',
    {min: 0, max: EPOCHS, step: 10, value: EPOCHS},
    (value) => String(value),
    draw,
  );

  function draw() {
    const at = epoch.value;
    const {pair, loss} = trained[at];
    const drawing = plane(
      [0, EPOCHS + 12],
      [0, 0.8],
      `Loss over ${EPOCHS} epochs; after ${at} it is ${figure(Number(loss.toFixed(4)))}, from equal weights ${figure(Number(alike[at].loss.toFixed(4)))}`,
      'img',
      {height: 220},
    );
    const losses = (/** @type {typeof alike} */ of) => of.map((each) => each.loss);
    drawing.content.append(
      svg('path', {
        class: 'curve stroke--run-1',
        'stroke-dasharray': '7 4',
        d: path(drawing, PLACES, losses(alike)),
      }),
      svg('path', {class: 'curve stroke--run-0', d: path(drawing, PLACES, losses(trained))}),
      svg('circle', {class: 'here', cx: drawing.px(at), cy: drawing.py(loss), r: 5}),
    );
    fill(place, drawing.node);
    fill(
      table,
      plainTable(
        'Weights of both neurons',
        ['neuron', 'x₁', 'x₂', 'bias', 'output'],
        pair.neurons.map((weights, i) => [i + 1, ...weights.map((weight) => signed(Number(weight.toFixed(3)) + 0))]),
      ),
    );
    const [one, two] = pair.neurons.map((weights) => weights.join());
    const right = TABLES.xor.filter(([x, y, target]) => output(pair, x, y) > 0.5 === (target === 1)).length;
    word.textContent =
      `${right} of 4 rows are right. ` +
      (one === two ? 'Both neurons have the same weights, to the last bit.' : 'The neurons differ.');
  }
  draw();
  return card(
    'Two neurons that begin alike',
    el('div', {class: 'sliders'}, apart.node, epoch.node),
    el('div', {class: 'beside'}, el('div', {}, place), el('div', {}, table, word)),
    el(
      'p',
      {class: 'quiet small'},
      keyed('loss from the weights chosen', 0),
      ' · ',
      keyed('from equal ones', 1, '7 4'),
      ` · Exclusive or by two tanh neurons and a sigmoid; every weight of neuron 1 begins at ${BEGIN}, rate ${RATE}.`,
    ),
  );
}
