// Points of two classes in the plane: discs and squares, so that they differ without their colour too.

import {svg} from '../dom.js';

/**
 * @param {import('./plane.js').Plane} plane
 * @param {number[]} point x, y and class
 * @param {boolean} [apart] whether it is kept from training: an outline
 * @param {number} [size] times the size among many points
 */
export function mark(plane, [x, y, type], apart = false, size = 1) {
  const half = 3.2 * size;
  const kind = `point-${type}${apart ? ' apart' : ''}`;
  return type === 1
    ? svg('circle', {class: kind, cx: plane.px(x), cy: plane.py(y), r: 3.6 * size})
    : svg('rect', {class: kind, x: plane.px(x) - half, y: plane.py(y) - half, width: 2 * half, height: 2 * half});
}
