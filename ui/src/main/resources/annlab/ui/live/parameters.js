// The parameters of a network for pictures, counted layer by layer.

import {el, fill} from '../dom.js';
import {plainTable} from '../laboratory/fields.js';
import {layers, parameters} from './dense.js';
import {Slider, card} from './live.js';

const PIXELS = 28 * 28;
const CLASSES = 10;
const NAMES = ['hidden 1', 'hidden 2', 'output'];

/** @type {import('./live.js').Make} */
export function make() {
  const table = el('div', {'aria-live': 'polite'});
  const sliders = [300, 100].map(
    (value, i) =>
      new Slider(
        `hidden-${i + 1}`,
        `Hidden layer ${i + 1}`,
        {min: 10, max: 500, step: 10, value},
        (neurons) => `${neurons} neurons`,
        draw,
      ),
  );
  function draw() {
    const widths = [PIXELS, ...sliders.map((slider) => slider.value), CLASSES];
    fill(
      table,
      plainTable(
        'Parameters of each layer',
        ['layer', 'weights', 'biases', 'parameters'],
        [
          ...layers(widths).map((layer, i) => [
            NAMES[i],
            `${layer.inputs} × ${layer.neurons}`,
            grouped(layer.biases),
            grouped(layer.parameters),
          ]),
          ['all', '', '', el('strong', {class: 'all'}, grouped(parameters(widths)))],
        ],
      ),
    );
  }
  draw();
  return card(
    'Parameters, layer by layer',
    el(
      'div',
      {class: 'sliders'},
      sliders.map((slider) => slider.node),
    ),
    table,
  );
}

/** @param {number} count */
const grouped = (count) => count.toLocaleString('en');
