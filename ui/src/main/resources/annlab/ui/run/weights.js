// The first layer's weights: what in a picture speaks for each neuron, and what against it.

import {el, fill} from '../dom.js';
import {weightsPicture} from '../picture.js';

const FIRST = 40;

/**
 * @typedef {{inputs: number, units: string[]}} FirstLayer the weights of each neuron, signed bytes in base 64, scaled
 *   to the neuron's largest
 */

/** @param {FirstLayer} layer */
export function firstLayer({units}) {
  const grid = el('ul', {class: 'thumbs tight', 'aria-label': 'Neurons'});
  const more = el(
    'button',
    {
      type: 'button',
      onclick: () => {
        draw(units.length);
        more.remove();
      },
    },
    `Show all ${units.length}`,
  );

  /** @param {number} count */
  function draw(count) {
    fill(
      grid,
      units
        .slice(0, count)
        .map((unit, i) =>
          el(
            'li',
            {},
            weightsPicture(
              new Int8Array(Uint8Array.from(atob(unit), (letter) => letter.charCodeAt(0)).buffer),
              `Weights of neuron ${i + 1}`,
            ),
          ),
        ),
    );
  }

  draw(FIRST);
  return el('div', {}, grid, units.length > FIRST && el('p', {}, more));
}
