// Hebb's rule beside the perceptron's on the same rows, step by step.

import {el, fill} from '../dom.js';
import {setDisabled} from '../laboratory/fields.js';
import {signed} from '../laboratory/neuron.js';
import {Slider, card} from './live.js';
import {TABLES, hebb, perceptron, step, training} from './rule.js';

/** @import {Neuron} from '../laboratory/neuron.js' */
/** @import {Step} from './rule.js' */

/** A unit that says "or" to begin with and is to learn "and". @type {Neuron} */
export const START = {w: [1, 1], b: -1};
const EPOCHS = 20;

/** @type {import('./live.js').Make} */
export function make() {
  const rows = TABLES.and;
  const learnt = training(perceptron, START, rows, EPOCHS);
  // as many rows as the other needs
  const grown = training(hebb, START, rows, learnt.mistakes.length);
  const end = learnt.steps.length;
  const body = el('div', {class: 'two-rules', 'aria-live': 'polite'});
  const word = el('p', {class: 'row-shown'});
  const slider = new Slider(
    'rules-step',
    'Rows shown',
    {min: 0, max: end, step: 1, value: 0},
    (at) => `${at} of ${end}`,
    draw,
  );
  /** @param {string} name @param {string} sign @param {number} by */
  const button = (name, sign, by) =>
    el(
      'button',
      {
        type: 'button',
        'aria-label': name,
        onclick: () => {
          slider.value = Math.max(0, Math.min(end, slider.value + by));
          draw();
        },
      },
      sign,
    );
  const back = button('One row back', '◂', -1);
  const forward = button('One row forward', '▸', 1);

  function draw() {
    const at = slider.value;
    const one = learnt.steps[at - 1];
    word.textContent = one
      ? `Epoch ${one.epoch}, row ${one.row + 1}: x₁ = ${rows[one.row][0]}, x₂ = ${rows[one.row][1]}, target ${rows[one.row][2]}`
      : 'Both units begin alike: they say “or” and are to learn “and”.';
    fill(
      body,
      side('Hebb', grown.steps[at - 1], rows, (said) => (said ? 'active inputs grow' : 'nothing grows')),
      side('Perceptron', one, rows, (said, target) =>
        said === target ? 'right: no change' : `error ${signed(target - said)}`,
      ),
    );
    setDisabled(back, at === 0);
    setDisabled(forward, at === end);
  }
  draw();
  return card(
    'Two rules on the same rows',
    el('div', {class: 'actions'}, back, forward, slider.node),
    word,
    body,
    el(
      'p',
      {class: 'quiet small'},
      `Rate 1, rows in order. The perceptron’s rule has no mistake left in epoch ${learnt.mistakes.length}. ` +
        'Hebb’s has no error in it: its weights only grow, and it goes on saying “or”.',
    ),
  );
}

/**
 * @param {string} name
 * @param {Step | undefined} one
 * @param {number[][]} rows
 * @param {(said: number, target: number) => string} why
 */
function side(name, one, rows, why) {
  const unit = one?.after ?? START;
  const correct = rows.filter(([x, y, target]) => step(unit.w[0] * x + unit.w[1] * y + unit.b) === target).length;
  return el(
    'div',
    {},
    el('h3', {}, name),
    el(
      'dl',
      {class: 'pairs'},
      el('dt', {}, 'z'),
      el('dd', {class: 'z'}, one ? signed(one.z) : '–'),
      el('dt', {}, 'it says'),
      el('dd', {}, one ? `${one.said}, ${why(one.said, rows[one.row][2])}` : '–'),
      el('dt', {}, 'w₁, w₂, b'),
      el('dd', {class: 'weights'}, [...unit.w, unit.b].map(signed).join(', ')),
      el('dt', {}, 'rows right'),
      el('dd', {class: 'right'}, `${correct} of ${rows.length}`),
    ),
  );
}
