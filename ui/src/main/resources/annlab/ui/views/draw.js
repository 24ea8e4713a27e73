// Draw or upload a picture of 28 by 28 and see what the newest model of Fashion MNIST makes of it.

import * as api from '../api.js';
import {el, fill} from '../dom.js';
import {moment, percent} from '../format.js';
import {calm, warn} from '../notice.js';
import {canvas as pictureOf, pixelsOf} from '../picture.js';
import {runButton} from '../start.js';

/** @import {Pictures} from 'openapi' */

const SIDE = 28;
const PAUSE_MS = 120;
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
  if (!model.run) {
    fill(
      main,
      head(),
      el(
        'div',
        {class: 'empty'},
        el(
          'p',
          {},
          'No run has kept a model of Fashion MNIST yet. Train one, here or on the command line, and come back when it has ' +
            'finished: ',
          el('code', {}, './annlab run fashion-mnist'),
          '.',
        ),
        runButton('fashion-mnist', 'Train', 'Train a model of Fashion MNIST'),
      ),
    );
    return;
  }
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
    const now = ++turn;
    setTimeout(() => now === turn && judge(now), PAUSE_MS);
  }

  /** @param {number} now */
  async function judge(now) {
    if (pixels.every((value) => value === 0)) {
      fill(verdict, el('p', {class: 'empty'}, 'Nothing is drawn yet.'));
      return;
    }
    try {
      const {probabilities} = await api.judge(btoa(String.fromCharCode(...pixels)));
      if (now === turn) {
        calm();
        fill(verdict, bars(probabilities, model.classNames));
      }
    } catch (error) {
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
        {class: 'card'},
        el('h2', {}, 'What the model says'),
        verdict,
        el(
          'p',
          {class: 'quiet small'},
          'The model of ',
          el('a', {href: `/runs/${encodeURIComponent(model.run)}`}, `the run of ${moment(model.startedAt)}`),
          model.quick && ', a quick run that has seen few pictures',
          '. It knows clothes only, and will call anything one of its ten.',
        ),
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
  judge(++turn);
}

function head() {
  return el(
    'div',
    {},
    el('h1', {}, 'Draw'),
    el(
      'p',
      {class: 'lead'},
      'A piece of clothing, 28 by 28 pixels: what does the network of section 1.3.2 take it for?',
    ),
  );
}

/** @param {number[]} probabilities @param {string[]} names */
function bars(probabilities, names) {
  const best = probabilities.indexOf(Math.max(...probabilities));
  return el(
    'div',
    {},
    el('p', {}, el('strong', {id: 'best'}, names[best]), ` ${percent(probabilities[best])}`),
    el(
      'dl',
      {class: 'bars', 'aria-label': 'Probability of each class'},
      names.flatMap((name, i) => [
        el('dt', {}, name),
        el(
          'dd',
          {},
          el('progress', {
            max: 1,
            value: probabilities[i],
            class: i === best ? 'chosen' : undefined,
            'aria-hidden': 'true',
          }),
          el('span', {class: 'value', 'data-probability': probabilities[i]}, percent(probabilities[i])),
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
      'The test pictures are not on this machine; what is missing says ',
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
