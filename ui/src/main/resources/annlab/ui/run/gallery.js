// Test images to leaf through, with what the model says of each.

import {el, fill} from '../dom.js';
import {percent} from '../format.js';
import {canvas, judged, pixelsOf} from '../picture.js';

const PAGE = 40;

/**
 * @typedef {{row: number, label: number, predicted: number, probabilities: number[], pixels: string}} Image
 * @typedef {{classNames: string[], images: Image[], mistakes: number[]}} Gallery test images with what the model says
 *   of them; mistakes are places in images, the most confident first
 */

/**
 * @param {Gallery} gallery
 * @returns {{node: HTMLElement, choose: (label: number, predicted: number) => void}}
 */
export function gallery({classNames, images, mistakes}) {
  let page = 0;
  const shown = select('shown', [
    ['all', 'In the order of the test set'],
    ['mistakes', 'Most confident mistakes first'],
    ['right', 'Classified right'],
  ]);
  const label = select('label', [['', 'any class'], ...classNames.map((name, i) => [String(i), name])]);
  const predicted = select('predicted', [['', 'any class'], ...classNames.map((name, i) => [String(i), name])]);
  const grid = el('ul', {class: 'thumbs', 'aria-label': 'Test images'});
  const detail = el('div', {class: 'detail', 'aria-live': 'polite'});
  const place = el('span', {class: 'quiet', role: 'status'});
  const before = pageButton('← Back', -1);
  const after = pageButton('More →', 1);

  /** @param {string} text @param {number} step */
  function pageButton(text, step) {
    return el(
      'button',
      {
        type: 'button',
        onclick: () => {
          page += step;
          draw();
        },
      },
      text,
    );
  }

  function chosen() {
    const all =
      shown.value === 'mistakes' ? mistakes.map((at) => images[at]) : images.filter((image) => image.row >= 0);
    return all.filter(
      (image) =>
        (label.value === '' || image.label === Number(label.value)) &&
        (predicted.value === '' || image.predicted === Number(predicted.value)) &&
        (shown.value !== 'right' || image.label === image.predicted),
    );
  }

  function draw() {
    const all = chosen();
    const from = page * PAGE;
    place.textContent =
      all.length === 0
        ? 'No image kept with this run matches.'
        : `${from + 1} to ${Math.min(from + PAGE, all.length)} of ${all.length}`;
    before.disabled = page === 0;
    after.disabled = from + PAGE >= all.length;
    fill(
      grid,
      all.slice(from, from + PAGE).map((image) => thumb(image)),
    );
  }

  /** @param {Image} image */
  function thumb(image) {
    const pixels = pixelsOf(image.pixels);
    const right = image.label === image.predicted;
    const says = `${classNames[image.predicted]} ${percent(image.probabilities[image.predicted])}`;
    return el(
      'li',
      {},
      el(
        'button',
        {
          type: 'button',
          class: right ? 'thumb' : 'thumb wrong',
          'aria-label': `Image ${image.row}: ${classNames[image.label]}, taken for ${says}`,
          onclick: () => fill(detail, el('h3', {}, `Test image ${image.row}`), judged({...image, pixels}, classNames)),
        },
        canvas(pixels, ''),
        el('span', {class: 'small', 'aria-hidden': 'true'}, right ? says : `✗ ${says}`),
      ),
    );
  }

  function restart() {
    page = 0;
    draw();
  }

  draw();
  return {
    node: el(
      'div',
      {},
      el(
        'form',
        {class: 'filters', oninput: restart, 'aria-label': 'Choose test images'},
        field('Show', shown),
        field('It is', label),
        field('The model says', predicted),
      ),
      detail,
      grid,
      el('div', {class: 'actions'}, before, after, place),
    ),
    choose(own, other) {
      shown.value = own === other ? 'right' : 'mistakes';
      label.value = String(own);
      predicted.value = String(other);
      restart();
      shown.scrollIntoView({block: 'center'});
      shown.focus({preventScroll: true});
    },
  };
}

/** @param {string} id @param {string[][]} options */
function select(id, options) {
  return el(
    'select',
    {id: `gallery-${id}`},
    options.map(([value, name]) => el('option', {value}, name)),
  );
}

/** @param {string} name @param {HTMLElement} control */
function field(name, control) {
  return el('div', {}, el('label', {for: control.id}, name), control);
}
