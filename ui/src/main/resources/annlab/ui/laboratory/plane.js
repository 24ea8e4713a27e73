// A piece of the plane with axes, drawn as SVG, that curves and points are put into.

import {svg} from '../dom.js';
import {figure} from '../format.js';

const WIDTH = 460;
const TALL = 340;
const LEFT = 42;
/** A digit's width in the labels, which are 13 px tall. */
const DIGIT = 7.6;
const BOTTOM = 28;
const EDGE = 8;

/**
 * @typedef {object} Plane
 * @property {SVGSVGElement} node
 * @property {SVGElement} content what is put here is cut off at the plane's edges
 * @property {{left: string, width: string}} across where the piece lies in the drawing, as a style has it
 * @property {(x: number) => number} px where an x lies in the drawing
 * @property {(y: number) => number} py where a y lies in the drawing
 * @property {(event: {clientX: number, clientY: number}) => {x: number, y: number}} at what is under the pointer
 */

let planes = 0;

/**
 * @param {[number, number]} xs the smallest and the largest x
 * @param {[number, number]} ys
 * @param {string} label what is drawn, for those who cannot see it
 * @param {string} [role] img, or group if there is something to operate in it
 * @param {{height?: number, integers?: boolean}} [look] integers: of counts, whose ticks are whole
 * @returns {Plane}
 */
export function plane(xs, ys, label, role = 'img', {height: HEIGHT = TALL, integers = false} = {}) {
  const left = roomFor(ticks(ys).map(figure));
  const within = (/** @type {number[]} */ all) => (integers ? all.filter(Number.isInteger) : all);
  const px = (/** @type {number} */ x) => left + ((x - xs[0]) / (xs[1] - xs[0])) * (WIDTH - left - EDGE);
  const py = (/** @type {number} */ y) => HEIGHT - BOTTOM - ((y - ys[0]) / (ys[1] - ys[0])) * (HEIGHT - BOTTOM - EDGE);
  const clip = `plane-${planes++}`;
  const content = svg('g', {'clip-path': `url(#${clip})`});
  const node = svg(
    'svg',
    {class: 'plane', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role, 'aria-label': label},
    svg(
      'clipPath',
      {id: clip},
      svg('rect', {x: left, y: EDGE, width: WIDTH - left - EDGE, height: HEIGHT - BOTTOM - EDGE}),
    ),
    svg(
      'g',
      {'aria-hidden': 'true'},
      ...within(ticks(xs)).map((x) =>
        svg(
          'g',
          {},
          svg('line', {class: x === 0 ? 'axis' : 'grid', x1: px(x), x2: px(x), y1: EDGE, y2: HEIGHT - BOTTOM}),
          svg('text', {x: px(x), y: HEIGHT - 9, 'text-anchor': 'middle'}, figure(x)),
        ),
      ),
      ...within(ticks(ys)).map((y) =>
        svg(
          'g',
          {},
          svg('line', {class: y === 0 ? 'axis' : 'grid', x1: left, x2: WIDTH - EDGE, y1: py(y), y2: py(y)}),
          svg('text', {x: left - 6, y: py(y) + 4, 'text-anchor': 'end'}, figure(y)),
        ),
      ),
    ),
    content,
  );
  return {
    node,
    content,
    across: {left: `${(100 * left) / WIDTH}%`, width: `${(100 * (WIDTH - left - EDGE)) / WIDTH}%`},
    px,
    py,
    at: (event) => {
      const box = node.getBoundingClientRect();
      const column = ((event.clientX - box.left) / box.width) * WIDTH;
      const row = ((event.clientY - box.top) / box.height) * HEIGHT;
      return {
        x: xs[0] + ((column - left) / (WIDTH - left - EDGE)) * (xs[1] - xs[0]),
        y: ys[0] + ((HEIGHT - BOTTOM - row) / (HEIGHT - BOTTOM - EDGE)) * (ys[1] - ys[0]),
      };
    },
  };
}

/**
 * Room at the left for labels, so that none is cut off.
 *
 * @param {string[]} labels
 */
export const roomFor = (labels) =>
  Math.max(LEFT, Math.ceil(8 + DIGIT * Math.max(0, ...labels.map((label) => label.length))));

/**
 * A curve through points.
 *
 * @param {Plane} plane
 * @param {number[]} x
 * @param {number[]} y
 */
export const path = (plane, x, y) =>
  x.map((each, i) => `${i === 0 ? 'M' : 'L'}${plane.px(each).toFixed(1)} ${plane.py(y[i]).toFixed(1)}`).join('');

/** Round numbers, some five of them. @param {[number, number]} range */
export function ticks([low, high]) {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  const all = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
    all.push(Number((i * step).toPrecision(12)));
  }
  return all;
}
