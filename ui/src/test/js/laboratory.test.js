import assert from 'node:assert/strict';
import {test} from 'node:test';
import {choices, query} from '../../main/resources/annlab/ui/laboratory/address.js';
import {thinned} from '../../main/resources/annlab/ui/laboratory/film.js';
import {roomFor, ticks} from '../../main/resources/annlab/ui/laboratory/plane.js';
import {
  DEFAULTS,
  forFile,
  hidden,
  network,
  perceptron,
} from '../../main/resources/annlab/ui/laboratory/specification.js';

const PLACE = {function: 'sigmoid', z: 1};

test('an address gives what was chosen, numbers as numbers', () => {
  assert.deepEqual(choices(PLACE, '?function=tanh&z=-0.5'), {function: 'tanh', z: -0.5});
});

test('what an address does not give, or gives no number for, is as by default', () => {
  assert.deepEqual(choices(PLACE, '?z=much&other=1'), PLACE);
});

test('an address leaves out what is as by default, and is read back', () => {
  assert.equal(query(PLACE, PLACE), '');
  const chosen = {...DEFAULTS, layers: '8, 4', rate: 0.5};
  assert.equal(query(chosen, DEFAULTS), 'layers=8%2C+4&rate=0.5');
  assert.deepEqual(choices(DEFAULTS, `?${query(chosen, DEFAULTS)}`), chosen);
});

test('an axis has room for its longest label', () => {
  assert.equal(roomFor(['0', '1']), 42);
  assert.equal(roomFor([]), 42);
  assert.ok(roomFor(['0.0003']) > 50);
  assert.ok(roomFor(['-1.000e-7']) > roomFor(['0.0003']));
});

test('ticks are round numbers within the range', () => {
  assert.deepEqual(ticks([0, 10]), [0, 2, 4, 6, 8, 10]);
  assert.deepEqual(ticks([-1, 1]), [-1, -0.5, 0, 0.5, 1]);
  assert.deepEqual(ticks([0, 0.3]), [0, 0.1, 0.2, 0.3]);
  assert.deepEqual(ticks([-6, 14]), [-5, 0, 5, 10]);
});

test('a film is thinned evenly and keeps its last frame', () => {
  const frames = Array.from({length: 10}, (_, i) => i);
  assert.deepEqual(thinned(frames, 60), frames);
  assert.deepEqual(thinned(frames, 4), [0, 3, 6, 9]);
  assert.deepEqual(thinned(frames, 3), [0, 4, 8, 9]);
  assert.deepEqual(thinned([], 3), []);
});

test('hidden layers are read from their text', () => {
  assert.deepEqual(hidden({...DEFAULTS, layers: ' 8, 4,2 '}), [8, 4, 2]);
  assert.deepEqual(hidden({...DEFAULTS, layers: ''}), []);
});

test('the choices are a network as annlab fit reads it', () => {
  assert.deepEqual(network({...DEFAULTS, layers: '3', penalty: 'l2', strength: 0.01, seed: 7}), {
    data: {name: 'moons', rows: 200, noise: 0.1, seed: 1},
    sequential: [
      {Dense: {units: 3, activation: 'tanh', kernel_regularizer: {L2: {l2: 0.01}}}},
      {Dense: {units: 1, activation: 'sigmoid', kernel_regularizer: {L2: {l2: 0.01}}}},
    ],
    compile: {loss: 'binary_crossentropy', optimizer: {Adam: {learning_rate: 0.02}}, metrics: ['accuracy']},
    fit: {epochs: 150, batch_size: 32},
    seed: 7,
  });
});

test('measured data are standardized and lose no column', () => {
  const {data, sequential} = network({...DEFAULTS, set: 'iris', layers: ''});
  assert.deepEqual(data, {name: 'iris', columns: [2, 3], positive: 1});
  assert.deepEqual(sequential[0], {Normalization: {}});
});

test('a specification for a file names the table instead of the upload', () => {
  const spec = perceptron({...DEFAULTS, set: 'upload', upload: 'abc', target: 'kind'});
  assert.deepEqual(forFile(spec, 'mine.csv').data, {csv: 'mine.csv', target: 'kind', columns: [2, 3], positive: 1});
  const drawn = perceptron(DEFAULTS);
  assert.equal(forFile(drawn, 'mine.csv'), drawn);
});
