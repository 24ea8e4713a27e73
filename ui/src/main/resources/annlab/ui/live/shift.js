// The published learning curves, whose training curve is moved by up to an epoch.

import * as api from '../api.js';
import {el, fill, svg} from '../dom.js';
import {figure, percent} from '../format.js';
import {dataTable} from '../laboratory/fields.js';
import {path, plane} from '../laboratory/plane.js';
import {Slider, card} from './live.js';
import {EARLY, distance} from './shifted.js';

/** The early epochs, of which the text speaks. */
const SHOWN = 12;

/** @type {import('./live.js').Make} */
export async function make() {
  const {source, loss, valLoss} = await api.learningCurves();
  const training = loss.slice(0, SHOWN);
  const validation = valLoss.slice(0, SHOWN);
  const epochs = training.map((_, i) => i + 1);
  const place = el('div', {});
  const apart = el('dd', {class: 'apart'});
  const slider = new Slider(
    'shift-by',
    'Training curve, to the left by',
    {min: 0, max: 1, step: 0.1, value: 0},
    (by) => `${figure(by)} ${by === 1 ? 'epoch' : 'epochs'}`,
    draw,
  );

  function draw() {
    const by = slider.value;
    const drawing = plane(
      [0, SHOWN],
      [Math.min(...validation, ...training) - 0.03, Math.max(...training) + 0.03],
      `Training and validation loss over ${SHOWN} epochs, the training curve moved to the left by ${figure(by)} epochs`,
      'img',
      {height: 240},
    );
    drawing.content.append(
      svg('path', {
        class: 'curve stroke--curve-training',
        d: path(
          drawing,
          epochs.map((epoch) => epoch - by),
          training,
        ),
      }),
      svg('path', {
        class: 'curve stroke--curve-validation',
        'stroke-dasharray': '9 4',
        d: path(drawing, epochs, validation),
      }),
    );
    fill(place, drawing.node);
    const now = distance(training, validation, by);
    apart.textContent = `${figure(Number(now.toFixed(4)))} (${percent(now / distance(training, validation, 0))})`;
  }
  draw();
  return card(
    'Loss of the published training',
    slider.node,
    place,
    el('p', {class: 'quiet small'}, `Solid: training. Dashed: validation. Across: epochs. ${source}.`),
    el('dl', {class: 'pairs', 'aria-live': 'polite'}, el('dt', {}, `distance, epochs 1–${EARLY}`), apart),
    dataTable(
      'Table of the losses',
      ['epoch', 'training', 'validation'],
      epochs.map((epoch, i) => [epoch, figure(training[i]), figure(validation[i])]),
    ),
  );
}
