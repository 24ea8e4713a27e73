// Points of two classes in the plane: discs and squares, so that they differ without their colour too.

import {svg} from '../dom.js';

/**
 * @param {import('./plane.js').Plane} plane
 * @param {number[]} point x, y and class
 * @param {boolean} [apart] whether it is kept from training: an outline
 */
export function mark(plane, [x, y, type], apart = false) {
  const kind = `point-${type}${apart ? ' apart' : ''}`;
  return type === 1
    ? svg('circle', {class: kind, cx: plane.px(x), cy: plane.py(y), r: 3.6})
    : svg('rect', {class: kind, x: plane.px(x) - 3.2, y: plane.py(y) - 3.2, width: 6.4, height: 6.4});
}
