// One training step of a small network, number by number.

import * as api from '../api.js';
import {el, fill, svg} from '../dom.js';
import {figure} from '../format.js';
import {choices, remember} from '../laboratory/address.js';
import {choice, number, plainTable} from '../laboratory/fields.js';
import {calm, warn} from '../notice.js';

/** @import {GradientSteps} from 'openapi' */

const DEFAULTS = {activation: 'sigmoid', rate: 0.5, seed: 1, iteration: 0, step: 0};
/** @type {[string, string][]} */
const ACTIVATIONS = [
  ['sigmoid', 'sigmoid'],
  ['tanh', 'tanh'],
  ['relu', 'relu'],
  ['step', 'step (no gradient)'],
  ['linear', 'none (linear)'],
];
/** @type {Record<string, string>} */
const PHASES = {forward: 'Forward pass', loss: 'Loss', backward: 'Backward pass', update: 'Update'};
const MAX_ITERATIONS = 500;
const AGREES = 1e-6;

/** @param {HTMLElement} main */
export async function show(main) {
  document.title = 'Backpropagation · annlab';
  const chosen = choices(DEFAULTS);
  const place = el('div');
  let trace = await api.backprop(chosen);

  async function ask() {
    remember(chosen, DEFAULTS);
    try {
      trace = await api.backprop(chosen);
      calm();
      draw();
    } catch (error) {
      warn(error instanceof Error ? error.message : String(error));
    }
  }

  const slider = el('input', {type: 'range', id: 'step', min: 0, oninput: () => go(Number(slider.value))});
  /** @param {string} label @param {() => number} to */
  const button = (label, to) => el('button', {type: 'button', onclick: () => go(to())}, label);
  const last = () => trace.steps.length - 1;
  const back = button('Back', () => chosen.step - 1);
  const forward = button('Forward', () => chosen.step + 1);
  const next = el(
    'button',
    {
      type: 'button',
      class: 'primary',
      onclick: () => {
        chosen.iteration++;
        chosen.step = 0;
        ask();
      },
    },
    'Apply and continue',
  );
  const controls = el(
    'div',
    {class: 'actions', role: 'group', 'aria-label': 'Steps'},
    button('First', () => 0),
    back,
    forward,
    button('Next phase', () => nextPhase(trace.steps, chosen.step)),
    button('Last', last),
    next,
  );

  /** @param {number} step */
  function go(step) {
    chosen.step = Math.max(0, Math.min(last(), step));
    remember(chosen, DEFAULTS, 'step');
    draw();
  }

  function draw() {
    chosen.step = Math.max(0, Math.min(last(), Math.round(chosen.step)));
    slider.max = String(last());
    slider.value = String(chosen.step);
    const step = trace.steps[chosen.step];
    slider.setAttribute('aria-valuetext', `step ${chosen.step + 1}: ${step.quantity}`);
    back.disabled = chosen.step === 0;
    forward.disabled = chosen.step === last();
    next.disabled = chosen.iteration >= MAX_ITERATIONS;
    fill(
      place,
      el(
        'div',
        {class: 'laboratory'},
        el(
          'figure',
          {class: 'card'},
          el('figcaption', {}, `The network before update ${chosen.iteration + 1}`),
          network(trace, chosen.step),
        ),
        el(
          'div',
          {class: 'card worked', 'aria-live': 'polite'},
          el('p', {class: 'quiet'}, `${PHASES[step.phase]}, step ${chosen.step + 1} of ${trace.steps.length}`),
          el('p', {class: 'equation'}, el('strong', {id: 'quantity'}, step.quantity), ` = ${step.formula}`),
          el('p', {class: 'equation'}, `= ${step.worked}`),
          el('p', {class: 'equation'}, '= ', el('strong', {id: 'result'}, String(step.value))),
          step.difference !== undefined && beside(step.value, step.difference),
          el(
            'p',
            {class: 'quiet'},
            'Loss ',
            el('span', {id: 'loss'}, figure(trace.loss)),
            '; after the update ',
            el('span', {id: 'loss-after'}, figure(trace.lossAfter)),
            '.',
          ),
        ),
      ),
      trace.nearKink &&
        el(
          'p',
          {class: 'warning'},
          'A weighted sum is so near to the kink of the activation that the finite ' +
            'difference straddles it: here the two may differ.',
        ),
      el(
        'section',
        {'aria-labelledby': 'gradients'},
        el('h2', {id: 'gradients'}, 'Every gradient beside its finite difference'),
        el(
          'div',
          {class: 'card'},
          plainTable(
            'Gradients',
            ['parameter', 'value', 'gradient', 'finite difference', 'apart by', 'after the update'],
            trace.parameters.map((one) => [
              one.name,
              figure(one.value),
              figure(one.gradient),
              figure(one.difference),
              el(
                'span',
                {class: agree(one) ? 'agrees' : 'differs'},
                Math.abs(one.gradient - one.difference).toExponential(1),
              ),
              figure(one.after),
            ]),
          ),
        ),
      ),
    );
  }

  fill(
    main,
    el('h1', {}, 'Backpropagation, number by number'),
    el(
      'p',
      {class: 'lead'},
      'Two inputs, three hidden neurons, two outputs with a sigmoid, one row, half the squared error. Every ' +
        'number comes from a recorded computation, and every gradient stands beside a central finite difference of the loss.',
    ),
    el(
      'div',
      {class: 'filters card'},
      choice('activation', 'Hidden activation', ACTIVATIONS, chosen.activation, (value) => {
        chosen.activation = value;
        ask();
      }),
      number('rate', 'Learning rate η', {min: 0.001, max: 10, step: 'any'}, chosen.rate, (value) => {
        chosen.rate = value;
        ask();
      }),
      number('seed', 'Seed of the weights', {min: 0, max: 2147483647}, chosen.seed, (value) => {
        chosen.seed = value;
        chosen.iteration = 0;
        ask();
      }),
      number('iteration', 'Updates before', {min: 0, max: MAX_ITERATIONS}, chosen.iteration, (value) => {
        chosen.iteration = value;
        ask();
      }),
      el('div', {class: 'wide'}, el('label', {for: 'step'}, 'Step'), slider),
    ),
    controls,
    place,
    el('p', {}, el('a', {href: '/chapter/1.2.4#backpropagation'}, 'The chapter on backpropagation')),
  );
  draw();
}

/** @param {GradientSteps['steps'][number][]} steps @param {number} at */
function nextPhase(steps, at) {
  const found = steps.findIndex((step, i) => i > at && step.phase !== steps[at].phase);
  return found < 0 ? steps.length - 1 : found;
}

/** @param {{gradient: number, difference: number}} one */
const agree = (one) => Math.abs(one.gradient - one.difference) <= AGREES;

/** @param {number} gradient @param {number} difference */
function beside(gradient, difference) {
  const near = agree({gradient, difference});
  return el(
    'p',
    {},
    'finite difference ',
    el('strong', {id: 'difference'}, String(difference)),
    ' ',
    el('span', {class: near ? 'badge PASS' : 'badge FAIL'}, near ? '✓ agrees to 1e-6' : '✗ apart by more than 1e-6'),
  );
}

const WIDTH = 460;
const HEIGHT = 300;

/** The network with what is known at a step; what the step is about stands out. @param {GradientSteps} trace @param {number} at */
function network(trace, at) {
  const step = trace.steps[at];
  const touched = new Set(`${step.quantity} ${step.formula}`.match(/[a-z]\d?\[[\d,]+\]/g));
  const own = step.quantity.match(/[a-z]\d?\[[\d,]+\]/)?.[0];
  const known = new Map(
    trace.steps
      .slice(0, at + 1)
      .filter((one) => one.phase === 'forward')
      .map((one) => [one.quantity, one.value]),
  );
  trace.inputs.forEach((value, i) => known.set(`x[${i}]`, value));
  const after = new Map(
    trace.steps
      .slice(0, at + 1)
      .filter((one) => one.phase === 'update')
      .map((one) => [one.quantity, one.value]),
  );
  const weight = new Map(trace.parameters.map((one) => [one.name, after.get(one.name) ?? one.value]));
  const layers = trace.sizes.length;
  const px = (/** @type {number} */ layer) => 50 + (layer * (WIDTH - 100)) / (layers - 1);
  const py = (/** @type {number} */ layer, /** @type {number} */ i) =>
    HEIGHT / 2 + (i - (trace.sizes[layer] - 1) / 2) * 88;
  const edges = [];
  const nodes = [];
  for (let layer = 0; layer < layers; layer++) {
    for (let i = 0; i < trace.sizes[layer]; i++) {
      const output = layer === 0 ? `x[${i}]` : `a${layer}[${i}]`;
      const lit =
        touched.has(output) ||
        touched.has(`z${layer}[${i}]`) ||
        touched.has(`b${layer}[${i}]`) ||
        (step.quantity === 'L' && layer === layers - 1);
      nodes.push(
        svg(
          'g',
          {class: lit ? 'neuron lit' : 'neuron'},
          svg('circle', {cx: px(layer), cy: py(layer, i), r: 27}),
          svg('text', {x: px(layer), y: py(layer, i) - 3, 'text-anchor': 'middle'}, output),
          svg(
            'text',
            {x: px(layer), y: py(layer, i) + 13, 'text-anchor': 'middle'},
            known.has(output) ? (known.get(output) ?? 0).toFixed(3) : '?',
          ),
        ),
      );
      for (let above = 0; layer + 1 < layers && above < trace.sizes[layer + 1]; above++) {
        const name = `w${layer + 1}[${i},${above}]`;
        edges.push(
          svg('line', {
            class: `edge${(weight.get(name) ?? 0) < 0 ? ' negative' : ''}${own === name || touched.has(name) ? ' lit' : ''}`,
            x1: px(layer) + 27,
            y1: py(layer, i),
            x2: px(layer + 1) - 27,
            y2: py(layer + 1, above),
            'stroke-width': (0.8 + 2.2 * Math.min(1, Math.abs(weight.get(name) ?? 0))).toFixed(2),
          }),
        );
      }
    }
  }
  return svg(
    'svg',
    {
      class: 'plane network',
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: 'img',
      'aria-label': `Network of ${trace.sizes.join(', ')} neurons; this step computes ${step.quantity}`,
    },
    ...edges,
    ...nodes,
  );
}
