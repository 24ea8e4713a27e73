// Draw or upload a picture of 28 by 28 and see what the newest model of Fashion MNIST, or one of the reader's own, makes of it.

import * as api from '../api.js';
import {el, fill} from '../dom.js';
import {figure, moment, percent} from '../format.js';
import {foreignModel} from '../laboratory/foreign.js';
import {calm, warn} from '../notice.js';
import {canvas as pictureOf, pixelsOf} from '../picture.js';
import {runButton} from '../start.js';

/** @import {Foreign} from '../laboratory/foreign.js' */
/** @import {Pictures} from 'openapi' */

const SIDE = 28;
const PAUSE_MS = 120;
/** Of a model with more outputs the largest are shown. */
const MAX_BARS = 10;
/** @type {Record<string, [number, number]>} */
const KEYS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
/** Ink of the pen around its middle. */
const PEN = [
  [90, 170, 90],
  [170, 255, 170],
  [90, 170, 90],
];

/** @param {HTMLElement} main */
export async function show(main) {
  document.title = 'Draw · annlab';
  const model = await api.drawing();
  /** @type {Foreign | undefined} */
  let foreign;
  /** Dark ink on a white ground, as a byte a pixel: 0 is ground. */
  const pixels = new Uint8Array(SIDE * SIDE);
  const cursor = {x: 14, y: 14};
  const board = el('canvas', {
    width: SIDE,
    height: SIDE,
    class: 'board',
    tabindex: 0,
    role: 'img',
    'aria-label':
      'Drawing board of 28 by 28 pixels. Draw with the pointer, or move by the arrow keys and draw with the space bar.',
  });
  const verdict = el('div', {id: 'verdict', 'aria-live': 'polite'});
  const judge = el('p', {class: 'quiet small'});
  let turn = 0;

  function paint() {
    const context = board.getContext('2d');
    if (!context) {
      return;
    }
    const image = context.createImageData(SIDE, SIDE);
    pixels.forEach((value, i) => image.data.set([255 - value, 255 - value, 255 - value, 255], i * 4));
    if (document.activeElement === board && board.dataset.keys) {
      image.data.set([0, 114, 178, 255], (cursor.y * SIDE + cursor.x) * 4);
    }
    context.putImageData(image, 0, 0);
  }

  /** @param {number} x @param {number} y */
  function ink(x, y) {
    PEN.forEach((row, dy) =>
      row.forEach((value, dx) => {
        const [column, line] = [x + dx - 1, y + dy - 1];
        if (column >= 0 && column < SIDE && line >= 0 && line < SIDE) {
          pixels[line * SIDE + column] = Math.max(pixels[line * SIDE + column], value);
        }
      }),
    );
    changed();
  }

  function changed() {
    paint();
    ask();
  }

  function ask() {
    const now = ++turn;
    setTimeout(() => now === turn && judged(now), PAUSE_MS);
  }

  function say() {
    fill(
      judge,
      foreign
        ? `The model of ${foreign.model.name}, which you have uploaded.`
        : model.run && [
            'The model of ',
            el('a', {href: `/runs/${encodeURIComponent(model.run)}`}, `the run of ${moment(model.startedAt)}`),
            model.quick && ', a quick run that has seen few pictures',
            '. It knows clothes only, and will call anything one of its ten.',
          ],
    );
  }

  /** @param {number} now */
  async function judged(now) {
    if (!model.run && !foreign) {
      fill(verdict, untrained());
      return;
    }
    if (pixels.every((value) => value === 0)) {
      fill(verdict, el('p', {class: 'empty'}, 'Nothing is drawn yet.'));
      return;
    }
    try {
      const {outputs} = await api.judge(
        btoa(String.fromCharCode(...pixels)),
        foreign && {model: foreign.model.id, brightest: foreign.brightest},
      );
      if (now === turn) {
        calm();
        const names = !foreign || foreign.clothes ? model.classNames : outputs.map((_, i) => String(i));
        fill(verdict, bars(outputs, names));
      }
    } catch (error) {
      fill(verdict);
      warn(error instanceof Error ? error.message : String(error));
    }
  }

  let drawing = false;
  /** @param {PointerEvent} event */
  const touch = (event) => {
    const box = board.getBoundingClientRect();
    ink(
      Math.floor(((event.clientX - box.left) / box.width) * SIDE),
      Math.floor(((event.clientY - box.top) / box.height) * SIDE),
    );
  };
  board.addEventListener('pointerdown', (event) => {
    drawing = true;
    delete board.dataset.keys;
    board.setPointerCapture(event.pointerId);
    touch(event);
  });
  board.addEventListener('pointermove', (event) => drawing && touch(event));
  board.addEventListener('pointerup', () => {
    drawing = false;
  });
  board.addEventListener('blur', paint);
  board.addEventListener('keydown', (event) => {
    const direction = KEYS[event.key];
    if (!direction && event.key !== ' ') {
      return;
    }
    event.preventDefault();
    board.dataset.keys = 'yes';
    if (direction) {
      cursor.x = Math.min(SIDE - 1, Math.max(0, cursor.x + direction[0]));
      cursor.y = Math.min(SIDE - 1, Math.max(0, cursor.y + direction[1]));
    }
    if (event.key === ' ' || event.shiftKey) {
      ink(cursor.x, cursor.y);
    }
    paint();
  });

  /** @param {Event} event */
  async function take(event) {
    const file = /** @type {HTMLInputElement} */ (event.target).files?.[0];
    if (file) {
      try {
        pixels.set(await shrunk(file));
        changed();
      } catch {
        warn(`${file.name} is no picture that this browser can read; choose a PNG or JPEG.`);
      }
    }
  }

  fill(
    main,
    head(),
    el(
      'div',
      {class: 'laboratory'},
      el(
        'div',
        {class: 'card'},
        board,
        el(
          'div',
          {class: 'actions'},
          el(
            'button',
            {
              type: 'button',
              onclick: () => {
                pixels.fill(0);
                changed();
              },
            },
            'Clear',
          ),
        ),
        el(
          'p',
          {class: 'quiet small'},
          'By keyboard: arrow keys move the pen, the space bar draws, Shift with an arrow key draws a line.',
        ),
        el(
          'p',
          {},
          el('label', {for: 'picture'}, 'Or a picture of your own '),
          el('input', {type: 'file', id: 'picture', accept: 'image/*', onchange: take}),
        ),
      ),
      el(
        'div',
        {class: 'column'},
        el('div', {class: 'card'}, el('h2', {}, 'What the model says'), verdict, judge),
        foreignModel(model.uploadBytes, model.classNames, (given) => {
          foreign = given;
          say();
          ask();
        }),
      ),
    ),
    el(
      'section',
      {'aria-labelledby': 'examples'},
      el('h2', {id: 'examples'}, 'Or one of the test set'),
      await examples((given) => {
        pixels.set(given);
        changed();
      }),
    ),
  );
  paint();
  say();
  judged(++turn);
}

function untrained() {
  return el(
    'div',
    {class: 'empty'},
    el(
      'p',
      {},
      'No run has kept a model of Fashion MNIST yet. Train one, here or on the command line, and come back when it has ' +
        'finished: ',
      el('code', {}, './annlab run fashion-mnist'),
      '. Or upload one of your own.',
    ),
    runButton('fashion-mnist', 'Train', 'Train a model of Fashion MNIST'),
  );
}

function head() {
  return el(
    'div',
    {},
    el('h1', {}, 'Draw'),
    el(
      'p',
      {class: 'lead'},
      'A piece of clothing, 28 by 28 pixels: what does the network of section 1.3.2 take it for, or one of your own?',
    ),
  );
}

/** @param {number[]} outputs of the last layer @param {string[]} names */
function bars(outputs, names) {
  const order = outputs.map((_, i) => i);
  const best = order.reduce((a, b) => (outputs[b] > outputs[a] ? b : a), 0);
  const shown = outputs.length > MAX_BARS ? order.sort((a, b) => outputs[b] - outputs[a]).slice(0, MAX_BARS) : order;
  const shares = outputs.every((value) => value >= 0 && value <= 1);
  const least = shares ? 0 : Math.min(...outputs);
  const range = shares ? 1 : Math.max(...outputs) - least || 1;
  const text = shares ? percent : figure;
  return el(
    'div',
    {},
    el('p', {}, el('strong', {id: 'best'}, names[best]), ` ${text(outputs[best])}`),
    el(
      'dl',
      {class: 'bars', 'aria-label': shares ? 'Probability of each class' : 'Output for each class'},
      shown.flatMap((i) => [
        el('dt', {}, names[i]),
        el(
          'dd',
          {},
          el('progress', {
            max: 1,
            value: (outputs[i] - least) / range,
            class: i === best ? 'chosen' : undefined,
            'aria-hidden': 'true',
          }),
          el('span', {class: 'value', 'data-probability': outputs[i]}, text(outputs[i])),
        ),
      ]),
    ),
  );
}

/** @param {(pixels: Uint8Array) => void} taken */
async function examples(taken) {
  const set = (await api.dataSets()).find((one) => one.id === 'fashion-mnist');
  if (!set?.files.every((file) => file.status === 'verified')) {
    return el(
      'p',
      {class: 'quiet'},
      'The test pictures are not on this machine; see ',
      el('code', {}, './annlab data fashion-mnist'),
      '.',
    );
  }
  const samples = /** @type {Pictures} */ (await api.samples('fashion-mnist'));
  return el(
    'ul',
    {class: 'thumbs tight'},
    samples.images.slice(0, 20).map((image) => {
      const pixels = pixelsOf(image.pixels);
      const name = samples.classNames[image.label];
      return el(
        'li',
        {},
        el(
          'button',
          {type: 'button', class: 'thumb', 'aria-label': `Take this picture: ${name}`, onclick: () => taken(pixels)},
          pictureOf(pixels, name),
        ),
      );
    }),
  );
}

/** A picture as 28 by 28 grey bytes, dark on light or light on dark alike. @param {File} file */
async function shrunk(file) {
  const bitmap = await createImageBitmap(file);
  const small = el('canvas', {width: SIDE, height: SIDE});
  const context = /** @type {CanvasRenderingContext2D} */ (small.getContext('2d', {willReadFrequently: true}));
  context.fillStyle = '#fff';
  context.fillRect(0, 0, SIDE, SIDE);
  const scale = Math.min(SIDE / bitmap.width, SIDE / bitmap.height);
  context.drawImage(
    bitmap,
    (SIDE - bitmap.width * scale) / 2,
    (SIDE - bitmap.height * scale) / 2,
    bitmap.width * scale,
    bitmap.height * scale,
  );
  const {data} = context.getImageData(0, 0, SIDE, SIDE);
  const grey = Uint8Array.from({length: SIDE * SIDE}, (_, i) =>
    Math.round(0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2]),
  );
  const corners = (grey[0] + grey[SIDE - 1] + grey[SIDE * SIDE - 1] + grey[SIDE * (SIDE - 1)]) / 4;
  // The model knows ink on an empty ground.
  return grey.map((value) => (corners > 127 ? 255 - value : value));
}
