// A grey picture and what a model makes of it.

import {el} from './dom.js';
import {percent} from './format.js';

/**
 * @typedef {{pixels: number[], label: number, predicted: number, probabilities: number[]}} Picture
 */

/**
 * @param {Picture} picture square, pixels 0 (background) to 255, row by row
 * @param {string[]} classNames
 * @returns {HTMLElement}
 */
export function judged(picture, classNames) {
  const right = picture.label === picture.predicted;
  const truth = classNames[picture.label];
  const guess = classNames[picture.predicted];
  return el('figure', {class: 'picture'},
      canvas(picture.pixels, `Picture of class ${truth}`),
      el('figcaption', {},
          el('strong', {}, guess), ' ',
          el('span', {class: right ? 'badge PASS' : 'badge FAIL'}, right ? '✓ right' : `✗ it is: ${truth}`)),
      el('dl', {class: 'bars', 'aria-label': 'Probability of each class'},
          classNames.map((name, i) => [
            el('dt', {}, name),
            el('dd', {},
                bar(picture.probabilities[i], i === picture.predicted),
                el('span', {class: 'value'}, percent(picture.probabilities[i]))),
          ]).flat()));
}

/**
 * @param {number[]} pixels
 * @param {string} label
 */
function canvas(pixels, label) {
  const side = Math.round(Math.sqrt(pixels.length));
  const node = /** @type {HTMLCanvasElement} */ (el('canvas',
      {width: side, height: side, role: 'img', 'aria-label': label}));
  const context = node.getContext('2d');
  if (context) {
    const image = context.createImageData(side, side);
    pixels.forEach((value, i) => {
      // Dark ink on white, as such pictures are printed.
      image.data.set([255 - value, 255 - value, 255 - value, 255], i * 4);
    });
    context.putImageData(image, 0, 0);
  }
  return node;
}

/**
 * @param {number} share 0 to 1
 * @param {boolean} chosen
 */
function bar(share, chosen) {
  return el('progress', {max: 1, value: share, class: chosen ? 'chosen' : undefined, 'aria-hidden': 'true'});
}
