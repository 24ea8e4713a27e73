// The same three sums behind a softmax and behind three sigmoids.

import {el, fill} from '../dom.js';
import {percent} from '../format.js';
import {signed} from '../laboratory/neuron.js';
import {sigmoid, softmax} from './functions.js';
import {Slider, card} from './live.js';

const FIRST = [2, 1, -1];

/** @type {import('./live.js').Make} */
export function make() {
  const body = el('div', {class: 'two-rules', 'aria-live': 'polite'});
  const sliders = FIRST.map(
    (value, i) =>
      new Slider(`logit-${i + 1}`, `Logit ${i + 1}`, {min: -6, max: 6, step: 0.5, value}, (z) => signed(z), draw),
  );
  function draw() {
    const logits = sliders.map((slider) => slider.value);
    fill(
      body,
      side('Softmax', 'one class is right', softmax(logits)),
      side('Sigmoids', 'each label for itself', logits.map(sigmoid)),
    );
  }
  draw();
  return card(
    'Three logits, two ways to read them',
    el(
      'div',
      {class: 'sliders'},
      sliders.map((slider) => slider.node),
    ),
    body,
  );
}

/** @param {string} name @param {string} words @param {number[]} shares */
function side(name, words, shares) {
  const total = shares.reduce((sum, share) => sum + share, 0);
  return el(
    'div',
    {},
    el('h3', {}, name, el('span', {class: 'quiet small'}, ` ${words}`)),
    el(
      'dl',
      {class: 'bars'},
      shares.flatMap((share, i) => [
        el('dt', {}, String(i + 1)),
        el(
          'dd',
          {},
          el('progress', {value: share, max: 1, 'aria-label': `${name} of logit ${i + 1}`, class: 'chosen'}),
          el('span', {class: 'value'}, percent(share)),
        ),
      ]),
    ),
    el('p', {class: 'total'}, `together ${(100 * total).toFixed(1)} %`),
  );
}
