import assert from 'node:assert/strict';
import {test} from 'node:test';
import {quantities, smoothed} from '../../main/resources/annlab/ui/series.js';

test('a quantity of training and of validation is one', () => {
  assert.deepEqual(quantities({loss: [], accuracy: [], val_loss: [], val_accuracy: []}), ['loss', 'accuracy']);
});

test('smoothing by no share leaves the numbers as they are', () => {
  assert.deepEqual(smoothed([1, 5, 2], 0), [1, 5, 2]);
});

test('the first point is not pulled to zero, and a constant stays one', () => {
  assert.deepEqual(smoothed([4], 0.9), [4]);
  smoothed([3, 3, 3], 0.8).forEach((value) => assert.ok(Math.abs(value - 3) < 1e-12));
});

test('the past counts by its share', () => {
  // (0.5 * 1 + 1 * 4) / (0.5 + 1)
  assert.deepEqual(smoothed([1, 4], 0.5), [1, 3]);
});
