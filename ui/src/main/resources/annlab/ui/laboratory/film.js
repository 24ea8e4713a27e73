// A film of a training: the plane with its points, and what the model says of every place in it, frame by frame.

import {el, fill, svg} from '../dom.js';
import {figure, percent} from '../format.js';
import {pixelsOf} from '../picture.js';
import {dataTable, setDisabled} from './fields.js';
import {path, plane} from './plane.js';
import {mark} from './points.js';

/**
 * @typedef {{epoch: number, loss?: number, accuracy: number, picture: string, kept?: boolean}} Frame
 * @typedef {{size: number, extent: number[], points: number[][]}} Scene
 * @typedef {object} Film
 * @property {HTMLElement} node
 * @property {(frame: Frame) => unknown} add
 * @property {() => Frame[]} frames
 * @property {(text: string) => void} say
 * @property {() => void} begin a training begins
 * @property {() => void} done it has ended
 */

const MOST_POINTS = 60;

/**
 * @param {string} title
 * @param {Scene} scene
 * @returns {Film}
 */
export function film(title, scene) {
  /** @type {Frame[]} */
  const frames = [];
  let at = -1;
  let playing = 0;
  let follows = true;
  const [left, right, bottom, top] = scene.extent;
  const drawing = plane([left, right], [bottom, top], `${title}: points of two classes`);
  const picture = el('canvas', {width: scene.size, height: scene.size, 'aria-hidden': 'true'});
  drawing.content.append(...scene.points.map((point) => mark(drawing, point)));
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
  const word = el('p', {class: 'quiet', role: 'status'});
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
    if (at >= frames.length - 1) {
      go(0);
    }
    play.textContent = 'Pause';
    playing = window.setInterval(() => (at >= frames.length - 1 ? pause() : go(at + 1)), 60);
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
    const small = plane(
      [0, known[known.length - 1].epoch],
      [0, Math.max(...values, 1e-6) * 1.05],
      `Loss over epochs, last ${figure(values.at(-1))}`,
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
    fill(
      curve,
      el('h3', {}, 'Loss over epochs'),
      small.node,
      dataTable(
        `Table of ${title}`,
        ['epoch', 'loss', 'accuracy'],
        thinned(frames, MOST_POINTS).map((frame) => [frame.epoch, figure(frame.loss), percent(frame.accuracy)]),
      ),
    );
  }

  const node = el(
    'figure',
    {class: 'card film'},
    el('figcaption', {}, title),
    // The plane lies over the picture: its style sheet knows where its edges are.
    el('div', {class: 'screen'}, picture, drawing.node),
    el('div', {class: 'actions', role: 'group', 'aria-label': `Film: ${title}`}, back, play, forward, slider),
    el(
      'dl',
      {class: 'pairs'},
      el('dt', {}, 'epoch'),
      epoch,
      el('dt', {}, 'loss'),
      loss,
      el('dt', {}, 'points that are right'),
      accuracy,
    ),
    word,
    curve,
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
      if (follows && !playing) {
        go(frames.length - 1);
      } else {
        go(Math.min(at, frames.length - 1));
      }
    },
    say(text) {
      word.textContent = text;
    },
    begin() {},
    done: drawCurve,
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
