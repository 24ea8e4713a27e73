// A model of the reader's own: its upload, what is in it, and how it does on the test set.

import * as api from '../api.js';
import {el, fill} from '../dom.js';
import {percent} from '../format.js';
import {calm, warn} from '../notice.js';
import {choice, plainTable} from './fields.js';

/** @import {UploadedModel} from 'openapi' */
/** @typedef {{model: UploadedModel, brightest: number, clothes: boolean}} Foreign what judges, and how its numbers are read */

/** What base 64 adds to a file, beside its name. */
const WRAPPING = 200;

/** @param {number} number */
const grouped = (number) => number.toLocaleString('en');

/**
 * The card in which a model is chosen.
 *
 * @param {number} uploadBytes at most
 * @param {string[]} classNames of Fashion MNIST
 * @param {(foreign: Foreign | undefined) => void} chosen another model is to judge; undefined for that of the run
 */
export function foreignModel(uploadBytes, classNames, chosen) {
  const found = el('div', {id: 'foreign', role: 'status'});
  const file = el('input', {
    type: 'file',
    id: 'model',
    accept: '.keras,.h5,.hdf5,.zip',
    'aria-describedby': 'model-formats',
    onchange: () => take(),
  });

  async function take() {
    const given = file.files?.[0];
    if (!given) {
      return;
    }
    const bytes = Math.ceil(given.size / 3) * 4 + given.name.length + WRAPPING;
    if (bytes > uploadBytes) {
      warn(`${given.name} takes ${grouped(bytes)} bytes to upload; at most ${grouped(uploadBytes)} are allowed.`);
      return;
    }
    fill(found, el('p', {class: 'quiet'}, `${given.name} is being read…`));
    try {
      const model = await api.uploadModel(given.name, await base64(given));
      calm();
      show({model, brightest: 1, clothes: model.outputs === classNames.length});
    } catch (error) {
      fill(found);
      chosen(undefined);
      warn(error instanceof Error ? error.message : String(error));
    }
  }

  /** @param {Foreign} foreign */
  function show(foreign) {
    const {model} = foreign;
    const score = el('p', {id: 'score', role: 'status'});
    const judges = model.pictures && model.outputs > 0;
    fill(
      found,
      el('h3', {}, model.name),
      judges
        ? el('p', {class: 'quiet small'}, 'It classifies the drawing now.')
        : el(
            'p',
            {class: 'quiet'},
            `It takes rows of shape ${shape(model.inputShape)}, not the 784 numbers of a picture, so it cannot judge a drawing.`,
          ),
      plainTable(
        `Layers of ${model.name}`,
        ['layer', 'output', 'parameters'],
        [
          ['input', shape(model.inputShape), ''],
          ...model.layers.map((layer) => [
            `${layer.name} (${layer.class})`,
            shape(layer.outputShape),
            grouped(layer.parameters),
          ]),
          ['all', '', grouped(model.parameters)],
        ],
      ),
      judges &&
        el(
          'div',
          {class: 'choices'},
          el(
            'fieldset',
            {},
            el('legend', {class: 'small'}, 'How it reads a picture'),
            choice(
              'brightest',
              'Ink is',
              [
                [1, '1, ground 0'],
                [255, '255, ground 0'],
              ],
              foreign.brightest,
              (value) => {
                foreign.brightest = Number(value);
                fill(score);
                chosen(foreign);
              },
            ),
            model.outputs === classNames.length &&
              choice(
                'names',
                'Its classes are',
                [
                  ['clothes', 'clothes'],
                  ['digits', 'digits'],
                ],
                'clothes',
                (value) => {
                  foreign.clothes = value === 'clothes';
                  chosen(foreign);
                },
              ),
          ),
        ),
      el(
        'div',
        {class: 'actions'},
        judges &&
          model.outputs === classNames.length &&
          el('button', {type: 'button', onclick: () => evaluate(foreign, score)}, 'Evaluate on the test set'),
        el(
          'button',
          {
            type: 'button',
            onclick: () => {
              file.value = '';
              fill(found);
              chosen(undefined);
              file.focus();
            },
          },
          'Put it away',
        ),
      ),
      score,
    );
    chosen(judges ? foreign : undefined);
  }

  return el(
    'section',
    {class: 'card', 'aria-labelledby': 'own-model'},
    el('h2', {id: 'own-model'}, 'A model of your own'),
    el('p', {}, el('label', {for: 'model'}, 'A file of Keras or annlab '), file),
    el(
      'p',
      {class: 'quiet small', id: 'model-formats'},
      '.keras of Keras 3, .h5 of a whole model of Keras 2 or 3, or annlab’s own .zip. The file stays on this machine, and nothing in it is run. ONNX is written here, not read.',
    ),
    found,
  );
}

/** @param {Foreign} foreign @param {HTMLElement} score */
async function evaluate(foreign, score) {
  fill(score, 'The test set is being classified…');
  try {
    const {accuracy, rows} = await api.evaluateModel(foreign.model.id, foreign.brightest);
    calm();
    fill(score, el('strong', {}, percent(accuracy)), ` of ${grouped(rows)} pictures of the test set are right.`);
  } catch (error) {
    fill(score);
    warn(error instanceof Error ? error.message : String(error));
  }
}

/** @param {number[]} sizes */
function shape(sizes) {
  return sizes.join(' × ');
}

/** @param {File} file @returns {Promise<string>} */
function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(new Error(`${file.name} cannot be read.`));
    reader.readAsDataURL(file);
  });
}
