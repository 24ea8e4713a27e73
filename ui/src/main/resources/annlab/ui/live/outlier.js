// Lines of least squared, absolute and Huber loss, one point of which is dragged away.

import * as api from '../api.js';
import {el, fill, svg} from '../dom.js';
import {figure} from '../format.js';
import {plainTable} from '../laboratory/fields.js';
import {knob, within} from '../laboratory/knob.js';
import {latest} from '../laboratory/latest.js';
import {path, plane} from '../laboratory/plane.js';
import {card, keyed} from './live.js';

const LOWEST = -6;
const HIGHEST = 10;
const DASHES = [undefined, '9 4', '2 4'];
/** The point that is dragged, from 0. */
const OUTLIER = 8;

/** @type {import('./live.js').Make} */
export async function make(link) {
  let {points, fits, reach} = await api.losses();
  const first = points[OUTLIER];
  const drawing = plane(
    [0, reach],
    [LOWEST, HIGHEST],
    'Ten points with three lines. Drag the ninth up or down, or move it by the arrow keys.',
    'group',
    {height: 260},
  );
  const lines = svg('g', {});
  const table = el('div', {'aria-live': 'polite'});
  const ask = latest(async () => {
    ({points, fits} = await api.losses(points));
    draw();
  });
  const outlier = knob(drawing, 'The outlier', {low: LOWEST, high: HIGHEST, step: 0.5, leap: 2}, (_, y) =>
    move(within(y, LOWEST, HIGHEST)),
  );

  /** @param {number} y */
  function move(y) {
    points = points.map((point, i) => (i === OUTLIER ? [first[0], y] : point));
    outlier.place(first[0], y);
    if (link) {
      link.href = `/losses?points=${points.map((pair) => pair.join(',')).join(';')}`;
    }
    ask();
  }

  function draw() {
    fill(
      lines,
      fits.map((fit, i) =>
        svg('path', {
          class: `curve stroke--run-${i}`,
          'stroke-dasharray': DASHES[i],
          d: path(drawing, [0, reach], [fit.intercept, fit.intercept + fit.slope * reach]),
        }),
      ),
    );
    fill(
      table,
      plainTable(
        'How far each line has moved',
        ['line of least', 'moved'],
        fits.map((fit, i) => [
          keyed(fit.label, i, DASHES[i]),
          el('span', {'data-moved': fit.id}, figure(Number(fit.moved.toFixed(3)))),
        ]),
      ),
    );
  }
  drawing.content.append(
    lines,
    ...points
      .filter((_, i) => i !== OUTLIER)
      .map(([x, y]) => svg('circle', {class: 'other', cx: drawing.px(x), cy: drawing.py(y), r: 4})),
  );
  drawing.node.append(outlier.node);
  outlier.place(first[0], first[1]);
  draw();
  return card(
    'One outlier, three losses',
    drawing.node,
    table,
    el(
      'p',
      {class: 'actions'},
      el('button', {type: 'button', onclick: () => move(-4)}, 'Pull it down to −4'),
      el('button', {type: 'button', onclick: () => move(first[1])}, 'Put it back'),
    ),
  );
}
