import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  bestEpoch,
  gaps,
  heights,
  largerIsBetter,
  longTable,
  quantities,
  smoothed,
  zoomRange,
  endsOf,
  placesOf,
} from '../../main/resources/annlab/ui/series.js';

test('what is no finite number is a gap that nothing takes up', () => {
  assert.deepEqual(gaps([1, null, 2, Number.NaN]), [2, 4]);
  const [first, gap, last] = smoothed([1, null, 3], 0.5);
  assert.deepEqual([first, gap], [1, null]);
  assert.ok(Math.abs(Number(last) - 7 / 3) < 1e-12); // (0.5 * 1 + 3) / 1.5
  assert.equal(bestEpoch([null, 2, 1, null], false), 2);
  assert.equal(bestEpoch([null], true), undefined);
  assert.deepEqual(longTable('loss', 'epoch', [{label: 'A', values: [1, null]}]).slice(1), [
    ['A', 1, 'loss', 1],
    ['A', 2, 'loss', ''],
  ]);
});

test('zeros alone get an axis up to 1, other numbers the one that fits them', () => {
  const fitted = () => /** @type {[number, number]} */ ([-7, 7]);
  assert.deepEqual(heights(0, 0, fitted), [0, 1]);
  assert.deepEqual(heights(0, 2, fitted), [-7, 7]);
  assert.deepEqual(heights(-1, 0, fitted), [-7, 7]);
  assert.deepEqual(heights(3, 3, fitted), [-7, 7]);
});

test('a quantity of training and of validation is one', () => {
  assert.deepEqual(quantities({loss: [], accuracy: [], val_loss: [], val_accuracy: []}), ['loss', 'accuracy']);
});

test('smoothing by no share leaves the numbers as they are', () => {
  assert.deepEqual(smoothed([1, 5, 2], 0), [1, 5, 2]);
});

test('the first point is not pulled to zero, and a constant stays one', () => {
  assert.deepEqual(smoothed([4], 0.9), [4]);
  smoothed([3, 3, 3], 0.8).forEach((value) => assert.ok(Math.abs(Number(value) - 3) < 1e-12));
});

test('the past counts by its share', () => {
  // (0.5 * 1 + 1 * 4) / (0.5 + 1)
  assert.deepEqual(smoothed([1, 4], 0.5), [1, 3]);
});

test('the best epoch is the first of equals, and never one without a number', () => {
  assert.equal(bestEpoch([3, 1, 2, 1], false), 1);
  assert.equal(bestEpoch([0.5, 0.9, 0.9], true), 1);
  assert.equal(bestEpoch([NaN, 2, Infinity], false), 1);
  assert.equal(bestEpoch([NaN], true), undefined);
  assert.ok(largerIsBetter('validation accuracy') && !largerIsBetter('val_loss'));
});

test('a drag chooses whole epochs, from either side, at least two of those there are', () => {
  assert.deepEqual(zoomRange(19.7, 10.2, 30), {from: 10, to: 20});
  assert.deepEqual(zoomRange(-3, 99, 30), {from: 1, to: 30});
  assert.equal(zoomRange(10.1, 10.3, 30), undefined);
});

test('curves are written one number per line', () => {
  assert.deepEqual(longTable('loss', 'epoch', [{label: 'A', values: [2, 1]}]), [
    ['curve', 'epoch', 'quantity', 'value'],
    ['A', 1, 'loss', 2],
    ['A', 2, 'loss', 1],
  ]);
});

test('points stand at epochs, or where their epochs ended in steps and time', () => {
  const ends = endsOf([10, 10, 5], [0.5, 0.25, 0.25]);
  assert.deepEqual(ends, {step: [10, 20, 25], time: [0.5, 0.75, 1]});
  assert.deepEqual(placesOf(3, 0, 'epoch', ends), [1, 2, 3]);
  assert.deepEqual(placesOf(3, 0.5, 'epoch', ends), [0.5, 1.5, 2.5]);
  assert.deepEqual(placesOf(3, 0, 'step', ends), [10, 20, 25]);
  assert.deepEqual(placesOf(3, 0.5, 'step', ends), [5, 15, 22.5]);
  assert.deepEqual(placesOf(2, 0, 'time', ends), [0.5, 0.75]);
  assert.deepEqual(placesOf(2, 0, 'gate', ends), [1, 2]);
});
