// Pictures drawn point by point: grey ones, what a model makes of them, and weights.

import {el} from './dom.js';
import {percent} from './format.js';

/**
 * @typedef {{pixels: ArrayLike<number>, label: number, predicted: number, probabilities: number[]}} Picture
 */

/** @param {string} text bytes in base 64 @returns {Uint8Array} 0 (background) to 255, row by row */
export function pixelsOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/**
 * @param {Picture} picture square, pixels 0 (background) to 255, row by row
 * @param {string[]} classNames
 * @returns {HTMLElement}
 */
export function judged(picture, classNames) {
  const right = picture.label === picture.predicted;
  const truth = classNames[picture.label];
  const guess = classNames[picture.predicted];
  return el(
    'figure',
    {class: 'picture'},
    canvas(picture.pixels, `Picture of class ${truth}`),
    el(
      'figcaption',
      {},
      el('strong', {}, guess),
      ' ',
      el('span', {class: right ? 'badge PASS' : 'badge FAIL'}, right ? '✓ right' : `✗ it is: ${truth}`),
    ),
    el(
      'dl',
      {class: 'bars', 'aria-label': 'Probability of each class'},
      classNames
        .map((name, i) => [
          el('dt', {}, name),
          el(
            'dd',
            {},
            bar(picture.probabilities[i], i === picture.predicted),
            el('span', {class: 'value'}, percent(picture.probabilities[i])),
          ),
        ])
        .flat(),
    ),
  );
}

/**
 * @param {ArrayLike<number>} pixels
 * @param {string} label
 */
export function canvas(pixels, label) {
  // Dark ink on white, as such pictures are printed.
  return paint(pixels, label, (value) => [255 - value, 255 - value, 255 - value]);
}

/**
 * The weights of a neuron that sees a picture: blue where ink speaks for it, orange where against.
 *
 * @param {ArrayLike<number>} weights -127 to 127
 * @param {string} label
 */
export function weightsPicture(weights, label) {
  return paint(weights, label, (value) => {
    const share = Math.min(1, Math.abs(value) / 127);
    const full = value > 0 ? [0, 114, 178] : [213, 94, 0];
    return full.map((part) => Math.round(250 + (part - 250) * share));
  });
}

/**
 * @param {ArrayLike<number>} values
 * @param {string} label
 * @param {(value: number) => number[]} colour red, green, blue
 */
function paint(values, label, colour) {
  const side = Math.round(Math.sqrt(values.length));
  const node = el('canvas', {
    width: side,
    height: side,
    ...(label ? {role: 'img', 'aria-label': label} : {'aria-hidden': 'true'}),
  });
  const context = node.getContext('2d');
  if (context) {
    const image = context.createImageData(side, side);
    Array.from(values).forEach((value, i) => {
      image.data.set([...colour(value), 255], i * 4);
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
