// The building blocks of logic, to be switched on and off.

import {el, fill, svg} from '../dom.js';
import {GATES, output} from './gates.js';
import {card} from './live.js';

/** @import {Gate} from './gates.js' */

const PLACES = {A: {x: 34, y: 40}, B: {x: 34, y: 110}, out: {x: 150, y: 75}};
const RADIUS = 16;
/** Between lines of a source that is connected twice. */
const APART = 5;

/** @type {import('./live.js').Make} */
export function make() {
  const inputs = {A: true, B: false};
  const place = el('div', {class: 'gates'});
  /** @param {'A' | 'B'} name */
  const toggle = (name) => {
    const button = el(
      'button',
      {
        type: 'button',
        'aria-pressed': String(inputs[name]),
        onclick: () => {
          inputs[name] = !inputs[name];
          button.setAttribute('aria-pressed', String(inputs[name]));
          fill(button, words(name));
          draw();
        },
      },
      words(name),
    );
    return button;
  };
  /** @param {'A' | 'B'} name */
  const words = (name) => `${name} is ${inputs[name] ? 'on' : 'off'}`;
  const draw = () =>
    fill(
      place,
      GATES.map((gate) => picture(gate, inputs)),
    );
  draw();
  return card(
    'Four neurons: switch the inputs and see who fires',
    el('p', {class: 'actions'}, toggle('A'), toggle('B')),
    el('div', {'aria-live': 'polite'}, place),
  );
}

/** @param {Gate} gate @param {{A: boolean, B: boolean}} inputs */
function picture(gate, inputs) {
  const {sum, fires} = output(gate, inputs);
  const sources = /** @type {('A' | 'B')[]} */ (['A', 'B']).filter((name) =>
    gate.edges.some(({from}) => from === name),
  );
  return el(
    'figure',
    {class: 'gate'},
    svg(
      'svg',
      {viewBox: '10 14 164 122', 'aria-hidden': 'true'},
      gate.edges.map((edge) => lines(edge, inputs[edge.from])).flat(),
      sources.map((name) => neuron(PLACES[name], name, inputs[name])),
      neuron(PLACES.out, String(sum), fires),
    ),
    el(
      'figcaption',
      {},
      el('strong', {}, gate.name),
      el('span', {class: 'quiet small'}, ` ${gate.words}: ${sum} ${sum === 1 ? 'arrives' : 'arrive'}, `),
      fires ? 'fires' : 'silent',
    ),
  );
}

/** A line for each connection; one that inhibits is broken and ends in a bar. @param {Gate['edges'][number]} edge @param {boolean} on */
function lines({from, weight}, on) {
  const start = PLACES[from];
  const end = PLACES.out;
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  const [dx, dy] = [(end.x - start.x) / length, (end.y - start.y) / length];
  const count = Math.abs(weight);
  return Array.from({length: count}, (_, i) => {
    const aside = (i - (count - 1) / 2) * APART * 2;
    const [x1, y1] = [start.x + dx * RADIUS - dy * aside, start.y + dy * RADIUS + dx * aside];
    const [x2, y2] = [end.x - dx * (RADIUS + 4) - dy * aside, end.y - dy * (RADIUS + 4) + dx * aside];
    const bar = weight < 0 ? `M${x2 - dy * 7} ${y2 + dx * 7}L${x2 + dy * 7} ${y2 - dx * 7}` : '';
    return svg('path', {
      class: `edge${on ? ' on' : ''}${weight < 0 ? ' inhibits' : ''}`,
      d: `M${x1} ${y1}L${x2} ${y2}${bar}`,
    });
  });
}

/** @param {{x: number, y: number}} place @param {string} text @param {boolean} on */
function neuron({x, y}, text, on) {
  return svg(
    'g',
    {class: `neuron${on ? ' on' : ''}`},
    svg('circle', {cx: x, cy: y, r: RADIUS}),
    svg('text', {x, y: y + 5, 'text-anchor': 'middle'}, text),
  );
}
