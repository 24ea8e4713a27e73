import assert from 'node:assert/strict';
import {test} from 'node:test';
import {GATES, output} from '../../main/resources/annlab/ui/live/gates.js';

test('each neuron fires where its formula is true', () => {
  /** @type {Record<string, (a: boolean, b: boolean) => boolean>} */
  const formulas = {
    A: (a) => a,
    'A ∧ B': (a, b) => a && b,
    'A ∨ B': (a, b) => a || b,
    'A ∧ ¬B': (a, b) => a && !b,
  };
  assert.deepEqual(
    GATES.map(({name}) => name),
    Object.keys(formulas),
  );
  for (const gate of GATES) {
    for (const A of [false, true]) {
      for (const B of [false, true]) {
        assert.equal(output(gate, {A, B}).fires, formulas[gate.name](A, B), `${gate.name} of ${A}, ${B}`);
      }
    }
  }
});
