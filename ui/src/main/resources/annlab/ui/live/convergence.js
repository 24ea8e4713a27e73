// The perceptron's rule on tables that a line separates, and on exclusive or.

import {el, fill, svg} from '../dom.js';
import {choice} from '../laboratory/fields.js';
import {plane} from '../laboratory/plane.js';
import {mark} from '../laboratory/points.js';
import {sidesOf} from '../laboratory/sides.js';
import {Slider, card} from './live.js';
import {TABLES, perceptron, training} from './rule.js';

const EPOCHS = 20;
const EXTENT = [-0.4, 1.4, -0.4, 1.4];
/** Four points, so they may be large. */
const LARGE = 2.2;
/** @type {[string, string][]} */
const NAMES = [
  ['and', 'and'],
  ['or', 'or'],
  ['xor', 'exclusive or'],
];

/** @type {import('./live.js').Make} */
export function make(link) {
  let name = 'xor';
  let trained = learn();
  const drawing = plane([EXTENT[0], EXTENT[1]], [EXTENT[2], EXTENT[3]], 'The four rows and the line', 'img', {
    height: 300,
  });
  const sides = svg('g', {});
  const points = svg('g', {});
  drawing.content.append(sides, points);
  const bars = el('div', {});
  const word = el('p', {class: 'outcome', 'aria-live': 'polite'});
  const slider = new Slider(
    'convergence-epoch',
    'Epoch',
    {min: 0, max: EPOCHS, step: 1, value: EPOCHS},
    (epoch) => (epoch === 0 ? 'none yet' : String(epoch)),
    draw,
  );
  const select = choice('convergence-table', 'To learn', NAMES, name, (value) => {
    name = value;
    trained = learn();
    slider.input.max = String(trained.mistakes.length);
    slider.value = trained.mistakes.length;
    if (link) {
      link.href = `/playground?set=${name}&model=perceptron${name === 'and' ? '&rate=1' : ''}`;
      link.hidden = name === 'or';
    }
    drawTable();
  });

  function learn() {
    return training(perceptron, {w: [0, 0], b: 0}, TABLES[name], EPOCHS);
  }

  function drawTable() {
    fill(points, ...TABLES[name].map((row) => mark(drawing, row, false, LARGE)));
    draw();
  }

  function draw() {
    const {steps, mistakes} = trained;
    const epoch = slider.value;
    const unit = epoch === 0 ? {w: [0, 0], b: 0} : steps[epoch * 4 - 1].after;
    fill(sides, ...sidesOf(/** @type {import('../laboratory/neuron.js').Neuron} */ (unit), EXTENT, drawing));
    fill(bars, barsOf(mistakes, epoch));
    word.textContent = sentence(mistakes, epoch);
  }
  drawTable();
  return card(
    'Mistakes in each epoch',
    el('div', {class: 'choices'}, el('fieldset', {}, el('legend', {class: 'hidden'}, 'Training'), select, slider.node)),
    el('div', {class: 'beside'}, el('div', {}, drawing.node), el('div', {}, bars, word)),
  );
}

/** @param {number[]} mistakes @param {number} now */
function barsOf(mistakes, now) {
  const small = plane([0.5, EPOCHS + 0.5], [0, 4.2], `Mistakes in each epoch: ${mistakes.join(', ')}`, 'img', {
    height: 190,
    integers: true,
  });
  small.content.append(
    ...mistakes.map((count, i) =>
      svg('rect', {
        class: i + 1 === now ? 'mistake-bar bar-now' : 'mistake-bar',
        x: small.px(i + 0.6),
        y: small.py(count),
        width: small.px(i + 1.4) - small.px(i + 0.6),
        height: small.py(0) - small.py(count),
      }),
    ),
  );
  return small.node;
}

/** @param {number[]} mistakes @param {number} epoch */
function sentence(mistakes, epoch) {
  if (epoch === 0) {
    return 'All weights are 0. Move the epoch.';
  }
  const count = mistakes[epoch - 1];
  const words = `Epoch ${epoch}: ${count === 0 ? 'no mistake' : `${count} ${count === 1 ? 'mistake' : 'mistakes'} in four rows`}`;
  if (count === 0) {
    return `${words}. The rule has found a line, and changes nothing any more.`;
  }
  return epoch === EPOCHS ? `${words}, as in the epochs before. No line is right, so it never ends.` : `${words}.`;
}
