// What a unit says of each place of a plane, as two sides of its line.

import {svg} from '../dom.js';
import {half} from './neuron.js';

/** @import {Neuron} from './neuron.js' */

/**
 * Both sides of the line, the line, and where it lay before.
 *
 * @param {Neuron} now
 * @param {number[]} extent
 * @param {import('./plane.js').Plane} drawing
 * @param {Neuron} [before]
 */
export function sidesOf(now, extent, drawing, before) {
  const place = (/** @type {number[]} */ [x, y]) => `${drawing.px(x).toFixed(2)} ${drawing.py(y).toFixed(2)}`;
  const way = (/** @type {number[][]} */ places) => `M${places.map(place).join('L')}`;
  const {corners, line} = half(now, extent);
  const [left, right, bottom, top] = extent;
  const all = [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
  ];
  const old = before ? half(before, extent).line : [];
  const decides = now.w[0] !== 0 || now.w[1] !== 0 || now.b !== 0;
  return [
    decides && svg('path', {class: 'side-0', d: `${way(all)}Z`}),
    corners.length > 0 && svg('path', {class: 'side-1', d: `${way(corners)}Z`}),
    old.length === 2 && svg('path', {class: 'border before', d: way(old)}),
    line.length === 2 && svg('path', {class: 'border', d: way(line)}),
  ].filter((each) => each !== false);
}
