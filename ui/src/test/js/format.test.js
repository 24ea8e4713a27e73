import assert from 'node:assert/strict';
import {test} from 'node:test';
import {brief, duration, figure, percent, precise, seriesName, words} from '../../main/resources/annlab/ui/format.js';

test('a figure has as many digits as a reader can use', () => {
  assert.equal(figure(undefined), '–');
  assert.equal(figure(NaN), '–');
  assert.equal(figure(Infinity), '–');
  assert.equal(figure(266610), '266,610');
  assert.equal(figure(0.123456), '0.1235');
  assert.equal(figure(12.3456789), '12.3457');
  assert.equal(figure(0.00001234), '1.234e-5');
  assert.equal(figure(1234567.5), '1.235e+6');
});

test('a number that is compared keeps seven digits', () => {
  assert.equal(precise(0.123456789), '0.1234568');
  assert.equal(precise(1719), '1,719');
  assert.equal(precise(undefined), '–');
});

test('a percentage has a decimal but at its ends', () => {
  assert.equal(percent(0.1234), '12.3 %');
  assert.equal(percent(1), '100 %');
  assert.equal(percent(0.9996), '100 %');
  assert.equal(percent(0.9994), '99.9 %');
  assert.equal(percent(0.0004), '0 %');
});

test('a length of time is written in its largest units', () => {
  assert.equal(duration(3.14), '3.1 s');
  assert.equal(duration(9.96), '10 s');
  assert.equal(duration(59.4), '59 s');
  assert.equal(duration(59.7), '1 min 0 s');
  assert.equal(duration(61), '1 min 1 s');
  assert.equal(duration(119.7), '2 min 0 s');
  assert.equal(duration(3 * 3600 + 120), '3 h 2 min');
});

test('the names of Keras and of Java become words', () => {
  assert.equal(seriesName('val_mean_absolute_error'), 'validation mean absolute error');
  assert.equal(seriesName('loss'), 'training loss');
  assert.equal(words('learningRate'), 'learning rate');
  assert.equal(words('batch_size'), 'batch size');
});

test('a number that every digit would run out of its place is written with an exponent', () => {
  assert.equal(figure(8e40), '8.000e+40');
  assert.equal(precise(-7.979738018e31), '-7.979738e+31');
  assert.equal(figure(266610), '266,610');
});

test('objects of Keras are told by their names and options', () => {
  const layers = [
    {Flatten: {}},
    {Dense: {units: 300, activation: 'relu'}},
    {Dropout: {rate: 0.2}},
    {Dense: {units: 10, kernel_initializer: 'he_normal', use_bias: true}},
  ];
  const told = 'Flatten, Dense 300 relu, Dropout 0.2, Dense 10 kernel initializer he_normal use bias';
  assert.equal(brief(layers), told);
  assert.equal(brief(JSON.stringify(layers)), told);
  assert.equal(brief({SGD: {learning_rate: 0.01, momentum: 0.9, nesterov: true}}), 'SGD 0.01 momentum 0.9 nesterov');
  assert.equal(brief('{"Adam":{"learning_rate":3.0E-4}}'), 'Adam 0.0003');
});

test('what is no object of Keras stands as it is', () => {
  for (const value of ['relu', '0.1', '[broken', '{', '']) {
    assert.equal(brief(value), value);
  }
  assert.equal(brief({a: 1, b: {}}), '{"a":1,"b":{}}');
  assert.equal(brief({}), '{}');
  assert.equal(brief([]), '');
  assert.equal(brief(null), 'null');
  assert.equal(brief(false), 'false');
});
