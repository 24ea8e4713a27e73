import assert from 'node:assert/strict';
import {test} from 'node:test';
import {asTrials, outcomesOf} from '../../main/resources/annlab/ui/compare/settings.js';
import {axesOf} from '../../main/resources/annlab/ui/sweep/trials.js';

/** @param {Record<string, any>} fields @returns {import('openapi').RunSummary} */
const run = (fields) =>
  /** @type {any} */ ({
    id: 'r',
    title: 'Flowers',
    status: 'finished',
    quick: false,
    startedAt: '2026-11-22T10:00:00.000Z',
    parameters: {},
    metrics: {},
    last: {},
    best: {},
    ...fields,
  });

test('of the settings those count in which runs differ, numbers as numbers', () => {
  const runs = [
    run({id: 'a', parameters: {seed: 1, rate: '0.02', rows: 0, loss: 'mse', '/fit/batch_size': '32'}}),
    run({id: 'b', parameters: {seed: 1, rate: '0.05', rows: 500, loss: 'mse', '/fit/batch_size': '64'}}),
    run({id: 'c', parameters: {seed: 1, rate: '0.05', rows: 0, loss: 'mse'}, backend: 'cpu'}),
  ];
  const trials = asTrials(runs, undefined);
  assert.deepEqual(
    trials.map(({parameters}) => parameters),
    [
      {rows: 'all', rate: 0.02, '/fit/batch_size': 32},
      {rows: 500, rate: 0.05, '/fit/batch_size': 64},
      {rows: 'all', backend: 'cpu', rate: 0.05},
    ],
  );
  assert.ok(trials.every((trial) => !('value' in trial)));
  const axes = axesOf(trials, undefined);
  assert.deepEqual(axes.map(({name}) => name).sort(), ['backend', 'batch size', 'rate', 'rows']);
  assert.deepEqual(axes.find(({name}) => name === 'rows')?.words, ['500', 'all']);
  assert.deepEqual(axes.find(({name}) => name === 'rate')?.numbers, {low: 0.02, high: 0.05});
});

test('runs of several experiments differ in that, and equal ones in nothing', () => {
  assert.deepEqual(
    asTrials([run({}), run({title: 'Houses', quick: true})], undefined).map(({parameters}) => parameters),
    [
      {experiment: 'Flowers', size: 'full'},
      {experiment: 'Houses', size: 'quick'},
    ],
  );
  assert.deepEqual(asTrials([run({}), run({id: 's'})], undefined)[0].parameters, {});
});

test('what runs are compared by: the best epoch, the last, final figures, time; what none has is left out', () => {
  const runs = [
    run({id: 'a', last: {loss: 2, accuracy: 0.5}, best: {loss: 1, accuracy: 0.6}, metrics: {test_accuracy: 0.4}}),
    run({id: 'b', last: {loss: 3, val_loss: 4}, best: {loss: 3, val_loss: 4}, finishedAt: '2026-11-22T10:01:30.000Z'}),
  ];
  const outcomes = outcomesOf(runs);
  assert.deepEqual(
    outcomes.map(({name}) => name),
    [
      'validation loss, best epoch',
      'training loss, best epoch',
      'training loss, last epoch',
      'training accuracy, best epoch',
      'training accuracy, last epoch',
      'validation loss, last epoch',
      'test accuracy',
      'seconds in all',
    ],
  );
  assert.deepEqual(
    outcomes.filter(({larger}) => larger).map(({name}) => name),
    ['training accuracy, best epoch', 'training accuracy, last epoch', 'test accuracy'],
  );
  assert.deepEqual(
    asTrials(runs, outcomes[0]).map(({value}) => value),
    [undefined, 4],
  );
  assert.deepEqual(
    asTrials(runs, outcomes[7]).map(({value}) => value),
    [undefined, 90],
  );
  assert.deepEqual(outcomesOf([run({})]), []);
});
