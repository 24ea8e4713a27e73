import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {complete, onReturn, put, remember} from '../../main/resources/annlab/ui/laboratory/address.js';

const DEFAULTS = {function: 'sigmoid', z: 1, runs: ''};

/** A browser's history, as far as the page's address has one. @type {{state: any, search: string}[]} */
let entries = [];
/** @type {(event: {state: any}) => void} */
let popstate = () => {};

beforeEach(() => {
  entries = [{state: null, search: ''}];
  const searchOf = (/** @type {string} */ address) =>
    address.includes('?') ? address.slice(address.indexOf('?')) : '';
  Object.assign(globalThis, {
    location: {
      pathname: '/activations',
      get search() {
        return entries[entries.length - 1].search;
      },
      get href() {
        return `http://a/activations${this.search}`;
      },
    },
    history: {
      pushState: (/** @type {any} */ state, /** @type {string} */ _, /** @type {string} */ address) =>
        entries.push({state, search: searchOf(address)}),
      replaceState: (/** @type {any} */ state, /** @type {string} */ _, /** @type {string} */ address) => {
        entries[entries.length - 1] = {state, search: searchOf(address)};
      },
    },
    addEventListener: (/** @type {string} */ _, /** @type {typeof popstate} */ listener) => (popstate = listener),
  });
  put(''); // what was moved before is over
});

const addresses = () => entries.map(({search}) => search);

test('each choice is one step back, and each is marked', () => {
  remember({...DEFAULTS, function: 'tanh'}, DEFAULTS);
  remember({...DEFAULTS, function: 'relu'}, DEFAULTS);
  remember({...DEFAULTS, function: 'relu'}, DEFAULTS);
  remember(DEFAULTS, DEFAULTS);
  assert.deepEqual(addresses(), ['', '?function=tanh', '?function=relu', '']);
  assert.ok(entries.every(({state}) => state?.choices));
});

test('all moves of one thing are one step back', () => {
  remember({...DEFAULTS, z: 2}, DEFAULTS, 'z');
  remember({...DEFAULTS, z: 3}, DEFAULTS, 'z');
  remember({...DEFAULTS, z: 3, function: 'tanh'}, DEFAULTS);
  remember({...DEFAULTS, z: 4, function: 'tanh'}, DEFAULTS, 'z');
  assert.deepEqual(addresses(), ['', '?z=3', '?function=tanh&z=3', '?function=tanh&z=4']);
  put('points=1', 'point 1');
  put('points=2', 'point 1');
  put('points=3', 'point 2');
  assert.deepEqual(addresses().slice(-3), ['?function=tanh&z=4', '?points=2', '?points=3']);
});

test('what is added without a choice is no step', () => {
  remember({...DEFAULTS, z: 2}, DEFAULTS);
  complete({...DEFAULTS, z: 2, runs: 'r'}, DEFAULTS);
  assert.deepEqual(addresses(), ['', '?z=2&runs=r']);
});

test('a page is drawn anew where other choices are, and not at an anchor', () => {
  let drawn = 0;
  onReturn(() => drawn++);
  popstate({state: null});
  assert.equal(drawn, 0);
  remember({...DEFAULTS, z: 2}, DEFAULTS, 'z');
  popstate(entries[0]);
  assert.equal(drawn, 1);
  // after the way back a slider's moves are a step of their own
  remember({...DEFAULTS, z: 3}, DEFAULTS, 'z');
  assert.deepEqual(addresses(), ['', '?z=2', '?z=3']);
});
