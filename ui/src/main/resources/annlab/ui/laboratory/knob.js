// A point of a plane that is dragged by mouse or finger, or moved by the arrow keys.

import {svg} from '../dom.js';
import {figure} from '../format.js';

/** @type {Record<string, [number, number]>} */
const KEYS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1]};

/**
 * @param {import('./plane.js').Plane} drawing
 * @param {string} label
 * @param {{low: number, high: number, step: number, leap: number}} reach the range of y, and how far an arrow key moves the point, alone
 *   and with Shift
 * @param {(x: number, y: number) => void} moved asks for a new place; whoever agrees calls place
 */
export function knob(drawing, label, {low, high, step, leap}, moved) {
  const at = {x: 0, y: 0};
  const node = svg('circle', {
    class: 'knob',
    r: 8,
    tabindex: 0,
    role: 'slider',
    'aria-label': label,
    'aria-valuemin': low,
    'aria-valuemax': high,
  });
  node.addEventListener('keydown', (event) => {
    const direction = KEYS[event.key];
    if (direction) {
      event.preventDefault();
      const by = event.shiftKey ? leap : step;
      moved(at.x + direction[0] * by, at.y + direction[1] * by);
    }
  });
  node.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    node.setPointerCapture(event.pointerId);
    node.focus();
  });
  // a finger on a knob drags it; beside it, it scrolls the page (touch-action does not hold for a part of a drawing)
  node.addEventListener('touchstart', (event) => event.preventDefault(), {passive: false});
  node.addEventListener('pointermove', (event) => {
    if (node.hasPointerCapture(event.pointerId)) {
      const {x, y} = drawing.at(event);
      moved(x, y);
    }
  });
  return {
    node,
    /** @param {number} x @param {number} y */
    place(x, y) {
      Object.assign(at, {x, y});
      node.setAttribute('cx', String(drawing.px(x)));
      node.setAttribute('cy', String(drawing.py(y)));
      node.setAttribute('aria-valuenow', String(y));
      node.setAttribute('aria-valuetext', `x ${figure(x)}, y ${figure(y)}`);
    },
  };
}

/** @param {number} value @param {number} low @param {number} high */
export const within = (value, low, high) => Number(Math.min(high, Math.max(low, value)).toFixed(3));
