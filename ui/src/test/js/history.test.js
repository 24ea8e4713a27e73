import assert from 'node:assert/strict';
import {test} from 'node:test';
import {grown, secondsLeft, standing} from '../../main/resources/annlab/ui/run/history.js';

test('an epoch is put behind those before it', () => {
  assert.deepEqual(grown({loss: [3]}, 1, {loss: 2}), {loss: [3, 2]});
  assert.deepEqual(grown({}, 0, {loss: 3, val_loss: 4}), {loss: [3], val_loss: [4]});
});

test('an epoch without a finite number is a gap, and those after it keep their places', () => {
  const diverged = grown({loss: [3], accuracy: [0.5]}, 1, {accuracy: 0.6});
  assert.deepEqual(grown(diverged, 2, {loss: 1, accuracy: 0.7}), {loss: [3, null, 1], accuracy: [0.5, 0.6, 0.7]});
  assert.deepEqual(grown({}, 2, {loss: 1}), {loss: [null, null, 1]});
});

test('an epoch that comes twice counts once', () => {
  assert.deepEqual(grown({loss: [3, 2]}, 1, {loss: 2}), {loss: [3, 2]});
});

test('the history that is given stays as it is', () => {
  const before = {loss: [3]};
  grown(before, 1, {loss: 2});
  assert.deepEqual(before, {loss: [3]});
});

test('the time left follows the latest epochs, and a first one that was slow does not count', () => {
  assert.equal(secondsLeft([], 30), undefined);
  assert.equal(secondsLeft([3], 30), 87);
  assert.equal(secondsLeft([3, 1, 1], 30), 27);
  assert.equal(secondsLeft([9, 1, 3, 1, 3], 30), 50);
  assert.equal(secondsLeft([9, 9, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 30), 18);
  assert.equal(secondsLeft([1, 1], 2), undefined);
  assert.equal(secondsLeft([1, 1, 1], 0), undefined);
});

/** @param {number} epoch @param {number} step @param {number} seconds */
const at = (epoch, step, seconds) => ({epoch, step, steps: 1719, seconds});

test('steps of the epoch under way shorten the time left, and tell it before the first epoch has ended', () => {
  assert.equal(secondsLeft([], 30, {epoch: 0, step: 10, steps: 40, seconds: 2}), 8 * 29 + 6);
  assert.equal(secondsLeft([4], 2, {epoch: 1, step: 10, steps: 40, seconds: 9}), 3);
  assert.equal(secondsLeft([4, 2, 2], 5, {epoch: 3, step: 20, steps: 40, seconds: 1}), 3);
  assert.equal(secondsLeft([4, 2], 3, {epoch: 2, step: 40, steps: 40, seconds: 1}), undefined);
  assert.equal(secondsLeft([4, 2], 0, {epoch: 2, step: 4, steps: 40, seconds: 1}), undefined);
});

test('a training stands at an epoch that is done, or in one with its steps', () => {
  assert.equal(standing(2, 30), 'epoch 2 of 30');
  assert.equal(standing(2, 30, at(2, 812, 1.5)), 'epoch 3 of 30, step 812 of 1,719');
  assert.equal(standing(0, 1, at(0, 1719, 9)), 'epoch 1 of 1, step 1,719 of 1,719');
});
