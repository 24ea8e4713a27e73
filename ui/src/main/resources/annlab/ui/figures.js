// Which claim a drawing of a run belongs to, so that the chapter can show it there.

import * as api from './api.js';
import {el} from './dom.js';

/** @import {Figure} from 'openapi' */

/** By experiment and drawing. What is not here stands with its section. @type {Record<string, Record<string, string>>} */
export const CLAIMS = {
  'mcculloch-pitts': {
    'logic-identity.svg': 'A1-identity',
    'logic-and.svg': 'A1-and',
    'logic-or.svg': 'A1-or',
    'logic-and-not.svg': 'A1-and-not',
    'logic-not.svg': 'A1-not',
    'logic-xor.svg': 'A2-xor',
    'logic-full-adder.svg': 'A2-full-adder',
  },
  'threshold-logic-unit': {'threshold-logic-unit.svg': 'A3-weighted-sum'},
  'iris-perceptron': {'iris-perceptron-boundary.svg': 'A5-accuracy'},
  'perceptron-learning': {'perceptron-boundaries.svg': 'A10-line'},
  'linear-classifiers': {'linear-classifiers.svg': 'A18-gap'},
  'exclusive-or': {'exclusive-or-network.svg': 'A15-hand-set', 'exclusive-or-regions.svg': 'A13-best-line'},
  activations: {'activation-functions.svg': 'B14-figure'},
  backpropagation: {'multilayer-perceptron.svg': 'B1-parameters'},
  convergence: {'convergence.svg': 'B17-tanh', 'gradient-by-depth.svg': 'B19-sigmoid'},
  symmetry: {'symmetry.svg': 'B7-one-neuron'},
  'universal-approximation': {'universal-approximation.svg': 'B16-trained'},
  'regression-outputs': {'bounding-boxes.svg': 'C1-box'},
  'regression-losses': {'losses-under-outliers.svg': 'C12-outliers'},
  'california-mlp-regressor': {
    'california-mlp-loss.svg': 'C6-loss-curve',
    'california-mlp-predictions.svg': 'C7-validation-rmse',
  },
  'classification-outputs': {'mail-labels.svg': 'D2-combinations'},
  'iris-mlp-classifier': {'iris-mlp-loss.svg': 'D5-loss-5'},
  'fashion-mnist': {
    'first-image.svg': 'E5-first-image',
    'images.svg': 'E5-grid',
    'learning-curves.svg': 'G8-learning-curves',
    'half-epoch-shift.svg': 'G9-figure',
    'predictions.svg': 'G16-figure',
  },
  'fashion-mnist-keras-seed': {
    'published-curve.svg': 'G5-curve-val-accuracy',
    'published-difference.svg': 'G5-curve-loss',
  },
  'fashion-mnist-seeds': {'seeds.svg': 'G5-spread'},
  generalization: {'gaps.svg': 'F14-little-data'},
  'sequential-api': {'model.svg': 'F8-figure'},
  'california-sequential': {'loss-curves.svg': 'H3-first-loss'},
  'california-sgd': {'loss-curves.svg': 'H6-loss'},
};

/** @param {Figure} figure @returns {string | undefined} the claim that it belongs to */
export const claimOf = (figure) => CLAIMS[figure.experiment]?.[figure.name];

/** @param {Figure} one */
export function drawing(one) {
  return el(
    'figure',
    {class: 'drawing'},
    el(
      'div',
      {class: 'paper scroll', tabindex: 0, role: 'group', 'aria-label': 'Figure'},
      el('img', {src: api.artifactAddress(one.run, one.name), alt: one.caption, loading: 'lazy'}),
    ),
    el(
      'figcaption',
      {class: 'small'},
      one.caption,
      ' ',
      el('a', {href: `/runs/${encodeURIComponent(one.run)}`}, 'the run'),
    ),
  );
}
