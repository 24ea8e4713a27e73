// A perceptron that is seen to learn: point by point, with its line, its weights and its arithmetic.

import {el, fill, svg} from '../dom.js';
import {percent} from '../format.js';
import {dataTable, setDisabled} from './fields.js';
import {still} from './motion.js';
import {accuracy, formulas, mistakesUntil, neuron, signed, stops, verdict, visit} from './neuron.js';
import {plane} from './plane.js';
import {mark} from './points.js';
import {sidesOf} from './sides.js';

/** @import {PerceptronSteps} from 'openapi' */
/** @import {Film, Frame, Scene} from './film.js' */

const MAX_STOPS = 240;
const MAX_BARS = 120;
const SPEEDS = /** @type {[number, string][]} */ ([
  [600, 'slow'],
  [120, 'middle'],
  [25, 'fast'],
]);

let films = 0;

/**
 * @param {string} title
 * @param {Scene} scene
 * @param {PerceptronSteps} steps
 * @param {number} rate
 * @returns {Film}
 */
export function perceptronFilm(title, scene, steps, rate) {
  const id = `perceptron-${films++}`;
  /** @type {Frame[]} */
  const frames = [];
  const end = steps.visits.length;
  const [left, right, bottom, top] = scene.extent;
  const drawing = plane([left, right], [bottom, top], title);
  const sides = svg('g', {});
  const ring = svg('circle', {class: 'ring', r: 9, visibility: 'hidden'});
  const apart = scene.test ?? [];
  drawing.content.append(
    sides,
    ...scene.points.map((point) => mark(drawing, point)),
    ...apart.map((point) => mark(drawing, point, true)),
    ring,
  );
  let at = 0;
  let playing = 0;
  /** @type {number[]} */
  let route = [];
  const slider = el('input', {
    type: 'range',
    min: 0,
    max: end,
    value: 0,
    'aria-label': `Step of the training: ${title}`,
    oninput: () => {
      pause();
      go(Number(slider.value));
    },
  });
  /** @param {string} label @param {string} sign @param {() => void} act */
  const button = (label, sign, act) =>
    el('button', {type: 'button', 'aria-label': `${label}: ${title}`, title: label, onclick: act}, sign);
  const step = (/** @type {number} */ to) => {
    pause();
    go(to);
  };
  const back = button('One point back', '◂', () => step(at - 1));
  const forward = button('One point forward', '▸', () => step(at + 1));
  const next = button('To the next mistake', 'Next mistake', () => {
    const found = steps.visits.findIndex(([, , , wrong], i) => i >= at && wrong === 1);
    step(found < 0 ? end : found + 1);
  });
  const play = button('Play', 'Play', () => (playing ? pause() : start()));
  const speed = el(
    'select',
    {id: `${id}-speed`},
    SPEEDS.map(([ms, name], i) => el('option', {value: ms, selected: i === 2}, name)),
  );
  const epoch = el('dd', {class: 'epoch'});
  const weights = el('dd', {class: 'weights'});
  const count = el('dd', {class: 'mistakes'});
  const right_ = el('dd', {class: 'accuracy'});
  const tested = el('dd', {class: 'test-accuracy'});
  const worked = el('div', {class: 'worked', 'aria-live': 'polite'});
  const word = el('p', {class: 'quiet', role: 'status'});
  const outcome = el('p', {class: 'verdict', hidden: true}, verdict(steps));
  const bars = el('div');

  function start() {
    if (at >= end) {
      go(0);
    }
    if (still()) {
      go(end);
      return;
    }
    play.textContent = 'Pause';
    route = Number(speed.value) > 100 ? [] : stops(steps, MAX_STOPS);
    const tick = () => {
      go(route.find((stop) => stop > at) ?? at + 1);
      playing = at < end ? window.setTimeout(tick, Number(speed.value)) : 0;
      if (!playing) {
        pause();
      }
    };
    playing = window.setTimeout(tick, Number(speed.value));
  }

  function pause() {
    clearTimeout(playing);
    playing = 0;
    play.textContent = 'Play';
  }

  /** @param {number} to how many points were looked at */
  function go(to) {
    at = Math.max(0, Math.min(end, to));
    const now = neuron(steps, at);
    const seen = at > 0 ? visit(steps, at - 1) : undefined;
    fill(sides, ...sidesOf(now, scene.extent, drawing, seen?.wrong ? seen.before : undefined));
    const share = accuracy(now, scene.points);
    const mistakes = mistakesUntil(steps, at);
    if (seen) {
      const [x, y] = scene.points[seen.row];
      ring.setAttribute('cx', String(drawing.px(x)));
      ring.setAttribute('cy', String(drawing.py(y)));
      ring.setAttribute('class', seen.wrong ? 'ring wrong' : 'ring');
    }
    ring.setAttribute('visibility', seen ? 'visible' : 'hidden');
    epoch.textContent = seen ? String(seen.epoch) : '–';
    weights.textContent = `w₁ = ${signed(now.w[0])}, w₂ = ${signed(now.w[1])}, b = ${signed(now.b)}`;
    count.textContent = String(mistakes);
    right_.textContent = percent(share);
    tested.textContent = apart.length > 0 ? percent(accuracy(now, apart)) : '';
    fill(worked, ...arithmetic(seen));
    slider.value = String(at);
    slider.setAttribute(
      'aria-valuetext',
      seen ? `point ${at} of ${end}, epoch ${seen.epoch}, ${seen.wrong ? 'wrong' : 'right'}` : 'before the first point',
    );
    setDisabled(back, at === 0);
    setDisabled(forward, at === end);
    setDisabled(next, at === end);
    outcome.hidden = at < end;
    drawing.node.setAttribute(
      'aria-label',
      `${title} after ${at} of ${end} points, ${mistakes} of them mistakes: ${percent(share)} of all points are right`,
    );
    [...bars.querySelectorAll('.bar-now')].forEach((bar) => bar.classList.remove('bar-now'));
    bars.querySelector(`[data-epoch="${seen?.epoch}"]`)?.classList.add('bar-now');
  }

  /** @param {ReturnType<typeof visit> | undefined} seen */
  function arithmetic(seen) {
    if (!seen) {
      return [
        el(
          'p',
          {class: 'quiet'},
          'All weights are 0. Step forward: the first point is looked at, and z = w₁x₁ + w₂x₂ + b.',
        ),
      ];
    }
    const {point, sum, answer, changes} = formulas(seen, scene.points[seen.row], rate);
    return [
      el('p', {}, point),
      el('p', {class: 'equation'}, sum),
      el('p', {class: seen.wrong ? 'differs' : 'agrees'}, answer),
      ...changes.map((change) => el('p', {class: 'equation'}, change)),
    ];
  }

  fill(bars, ...mistakeBars(title, steps.mistakes));
  const node = el(
    'figure',
    {class: 'card film perceptron'},
    el('figcaption', {}, title),
    el(
      'div',
      {class: 'beside'},
      el(
        'div',
        {},
        drawing.node,
        el('div', {class: 'actions', role: 'group', 'aria-label': `Training: ${title}`}, back, play, forward, slider),
        el(
          'div',
          {class: 'actions'},
          next,
          el('span', {class: 'keyed'}, el('label', {for: `${id}-speed`, class: 'quiet small'}, 'Speed'), speed),
        ),
      ),
      el(
        'div',
        {},
        el(
          'dl',
          {class: 'pairs'},
          el('dt', {}, 'epoch'),
          epoch,
          el('dt', {}, 'weights'),
          weights,
          el('dt', {}, 'mistakes so far'),
          count,
          el('dt', {}, 'points that are right'),
          right_,
          apart.length > 0 && [el('dt', {}, 'test points that are right'), tested],
        ),
        worked,
        outcome,
        word,
        bars,
      ),
    ),
  );
  go(0);
  return {
    node,
    frames: () => frames,
    add: (frame) => frames.push(frame),
    say(text) {
      word.textContent = text;
    },
    begin() {
      go(0);
      start();
    },
    done() {},
  };
}

/** @param {string} title @param {number[]} mistakes of each epoch */
function mistakeBars(title, mistakes) {
  const shown = mistakes.slice(0, MAX_BARS);
  const small = plane(
    [0.5, shown.length + 0.5],
    [0, Math.max(1, ...shown) * 1.05],
    `Mistakes in each epoch, ${shown[0]} in the first, ${shown.at(-1)} in the last`,
    'img',
    {height: 150, integers: true},
  );
  small.content.append(
    ...shown.map((count, i) =>
      svg('rect', {
        class: 'mistake-bar',
        'data-epoch': i + 1,
        x: small.px(i + 0.55),
        y: small.py(count),
        width: Math.max(1, small.px(i + 1.45) - small.px(i + 0.55)),
        height: small.py(0) - small.py(count),
      }),
    ),
  );
  return [
    el(
      'h3',
      {},
      shown.length < mistakes.length ? `Mistakes in each of the first ${MAX_BARS} epochs` : 'Mistakes in each epoch',
    ),
    small.node,
    dataTable(
      `Table of ${title}`,
      ['epoch', 'mistakes'],
      mistakes.map((count, i) => [i + 1, count]),
    ),
  ];
}
