// A film of a training: the plane with its points, and what the model says of every place in it, frame by frame.

import {el, fill, svg} from '../dom.js';
import {figure, percent} from '../format.js';
import {pixelsOf} from '../picture.js';
import {diagram} from './diagram.js';
import {dataTable, setDisabled} from './fields.js';
import {still} from './motion.js';
import {path, plane} from './plane.js';
import {mark} from './points.js';

/**
 * @typedef {{epoch: number, loss?: number, accuracy: number, testLoss?: number, testAccuracy?: number, picture: string,
 *   neurons?: string[][], weights?: (number | null)[][][], kept?: boolean}} Frame
 * @typedef {{size: number, extent: number[], points: number[][], test?: number[][]}} Scene
 * @typedef {object} Film
 * @property {HTMLElement} node
 * @property {(frame: Frame) => unknown} add
 * @property {() => Frame[]} frames
 * @property {(text: string) => void} say
 * @property {() => void} begin a training begins
 * @property {() => void} done it has ended
 */

const MAX_POINTS = 60;
const SPEEDS = /** @type {[number, string][]} */ ([
  [400, 'slow'],
  [150, 'middle'],
  [60, 'fast'],
]);
/** While a training is under way its curve is drawn this often. */
const CURVE_MS = 400;
let films = 0;

/**
 * @param {string} title
 * @param {Scene} scene
 * @param {string} [lossName] what is minimized: losses of other names are not to be compared with it
 * @returns {Film}
 */
export function film(title, scene, lossName = 'loss') {
  const id = `film-${films++}`;
  /** @type {Frame[]} */
  const frames = [];
  let at = -1;
  let playing = 0;
  let follows = true;
  let drawnAt = 0;
  const [left, right, bottom, top] = scene.extent;
  const drawing = plane([left, right], [bottom, top], `${title}: points of two classes`);
  const picture = el('canvas', {width: scene.size, height: scene.size, 'aria-hidden': 'true'});
  Object.assign(picture.style, drawing.across);
  const apart = scene.test ?? [];
  drawing.content.append(
    ...scene.points.map((point) => mark(drawing, point)),
    ...apart.map((point) => mark(drawing, point, true)),
  );
  const neurons = diagram(title);
  const slider = el('input', {
    type: 'range',
    min: 0,
    max: 0,
    value: 0,
    'aria-label': `Frame of the film: ${title}`,
    disabled: true,
    oninput: () => {
      follows = false;
      pause();
      go(Number(slider.value));
    },
  });
  const epoch = el('dd', {class: 'epoch'}, '–');
  const loss = el('dd', {class: 'loss'}, '–');
  const accuracy = el('dd', {class: 'accuracy'}, '–');
  const testLoss = el('dd', {class: 'test-loss'}, '–');
  const testAccuracy = el('dd', {class: 'test-accuracy'}, '–');
  const word = el('p', {class: 'quiet', role: 'status'});
  const speed = el(
    'select',
    {
      id: `${id}-speed`,
      onchange: () => {
        if (playing) {
          clearInterval(playing);
          run();
        }
      },
    },
    SPEEDS.map(([ms, name], i) => el('option', {value: ms, selected: i === 2}, name)),
  );
  const curve = el('div');
  /** @param {string} label @param {() => void} act @param {string} [sign] */
  const button = (label, act, sign) =>
    el(
      'button',
      {
        type: 'button',
        'aria-disabled': 'true',
        'aria-label': `${label}: ${title}`,
        title: label,
        onclick: act,
      },
      sign ?? label,
    );
  const back = button(
    'One frame back',
    () => {
      follows = false;
      pause();
      go(at - 1);
    },
    '◂',
  );
  const play = button('Play', () => (playing ? pause() : start()), 'Play');
  const forward = button(
    'One frame forward',
    () => {
      follows = false;
      pause();
      go(at + 1);
    },
    '▸',
  );

  function start() {
    if (frames.length === 0) {
      return;
    }
    if (still()) {
      go(frames.length - 1);
      return;
    }
    if (at >= frames.length - 1) {
      go(0);
    }
    play.textContent = 'Pause';
    run();
  }

  function run() {
    playing = window.setInterval(() => (at >= frames.length - 1 ? pause() : go(at + 1)), Number(speed.value));
  }

  function pause() {
    clearInterval(playing);
    playing = 0;
    play.textContent = 'Play';
  }

  /** @param {number} frame */
  function go(frame) {
    if (frames.length === 0) {
      return;
    }
    at = Math.max(0, Math.min(frames.length - 1, frame));
    const now = frames[at];
    slider.value = String(at);
    slider.setAttribute('aria-valuetext', `after epoch ${now.epoch}`);
    epoch.textContent = String(now.epoch);
    loss.textContent = figure(now.loss);
    accuracy.textContent = percent(now.accuracy);
    testLoss.textContent = figure(now.testLoss);
    testAccuracy.textContent = now.testAccuracy === undefined ? '–' : percent(now.testAccuracy);
    neurons.show(now);
    setDisabled(back, at === 0);
    setDisabled(forward, at === frames.length - 1);
    paint(picture, pixelsOf(now.picture));
    drawing.node.setAttribute(
      'aria-label',
      `${title} after epoch ${now.epoch}: ${percent(now.accuracy)} of the points are right`,
    );
  }

  function drawCurve() {
    const known = frames.filter((frame) => frame.loss !== undefined);
    if (known.length < 2) {
      return;
    }
    const values = known.map((frame) => frame.loss ?? 0);
    const tested = known.filter((frame) => frame.testLoss !== undefined);
    const largest = Math.max(...values, ...tested.map((frame) => frame.testLoss ?? 0), 1e-6);
    const small = plane(
      [0, known[known.length - 1].epoch],
      [0, largest * 1.05],
      `${lossName} over epochs, last ${figure(values.at(-1))}` +
        (tested.length > 0 ? `, on the test points ${figure(tested.at(-1)?.testLoss)}` : ''),
    );
    small.content.append(
      svg('path', {
        class: 'curve stroke--run-0',
        d: path(
          small,
          known.map((frame) => frame.epoch),
          values,
        ),
      }),
    );
    if (tested.length > 1) {
      small.content.append(
        svg('path', {
          class: 'curve tested stroke--run-1',
          d: path(
            small,
            tested.map((frame) => frame.epoch),
            tested.map((frame) => frame.testLoss ?? 0),
          ),
        }),
      );
    }
    fill(
      curve,
      el('h3', {}, tested.length > 1 ? `${lossName}, and dashed on the test points` : `${lossName} over epochs`),
      small.node,
      dataTable(
        `Table of ${title}`,
        ['epoch', lossName, 'accuracy', ...(apart.length > 0 ? ['test loss', 'test accuracy'] : [])],
        thinned(frames, MAX_POINTS).map((frame) => [
          frame.epoch,
          figure(frame.loss),
          percent(frame.accuracy),
          ...(apart.length > 0 ? [figure(frame.testLoss), percent(frame.testAccuracy ?? 0)] : []),
        ]),
      ),
    );
  }

  const node = el(
    'figure',
    {class: 'card film'},
    el('figcaption', {}, title),
    el(
      'div',
      {class: 'beside'},
      el(
        'div',
        {},
        // The plane lies over the picture: its style sheet knows where its edges are.
        el('div', {class: 'screen'}, picture, drawing.node),
        el(
          'div',
          {class: 'actions', role: 'group', 'aria-label': `Film: ${title}`},
          back,
          play,
          forward,
          slider,
          el('span', {class: 'keyed'}, el('label', {for: `${id}-speed`, class: 'quiet small'}, 'Speed'), speed),
        ),
        el(
          'dl',
          {class: 'pairs'},
          el('dt', {}, 'epoch'),
          epoch,
          el('dt', {}, lossName),
          loss,
          el('dt', {}, 'points that are right'),
          accuracy,
          apart.length > 0 && [
            el('dt', {}, `${lossName} on ${apart.length} test points`),
            testLoss,
            el('dt', {}, 'test points that are right'),
            testAccuracy,
          ],
        ),
        word,
      ),
      el('div', {}, neurons.node, curve),
    ),
  );
  return {
    node,
    frames: () => frames,
    add(frame) {
      // A frame between two that are kept makes way for the next one.
      if (frames.at(-1)?.kept === false) {
        frames.pop();
      }
      frames.push(frame);
      slider.max = String(frames.length - 1);
      slider.disabled = false;
      setDisabled(play, false);
      const later = still() && frames.length > 1; // done shows the end
      if (follows && !playing && !later) {
        go(frames.length - 1);
      } else {
        go(Math.min(at, frames.length - 1));
      }
      if (performance.now() - drawnAt > CURVE_MS && !later) {
        drawnAt = performance.now();
        drawCurve();
      }
    },
    say(text) {
      word.textContent = text;
    },
    begin() {},
    done() {
      if (follows && !playing) {
        go(frames.length - 1);
      }
      drawCurve();
    },
  };
}

/**
 * Evenly spaced items of a list, and always its last one.
 *
 * @template T
 * @param {T[]} items
 * @param {number} most of them, the last one not counted
 */
export function thinned(items, most) {
  const stride = Math.max(1, Math.ceil(items.length / most));
  return items.filter((_, i) => i % stride === 0 || i === items.length - 1);
}

/** Orange for class 0, blue for class 1, pale where the model is unsure. @param {HTMLCanvasElement} canvas @param {Uint8Array} values */
function paint(canvas, values) {
  const context = canvas.getContext('2d');
  if (!context) {
    return;
  }
  const image = context.createImageData(canvas.width, canvas.height);
  values.forEach((value, i) => {
    const share = Math.abs(value - 127.5) / 127.5;
    const full = value > 127.5 ? [96, 165, 214] : [232, 158, 96];
    image.data.set([...full.map((part) => Math.round(250 + (part - 250) * (0.12 + 0.88 * share))), 255], i * 4);
  });
  context.putImageData(image, 0, 0);
}
