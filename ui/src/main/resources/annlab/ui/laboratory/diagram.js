// A network's neurons, each with what it says all over the plane, and the weights between them.

import {el, fill, svg} from '../dom.js';
import {figure} from '../format.js';
import {pixelsOf} from '../picture.js';
import {dataTable} from './fields.js';

const WIDTH = 460;
const HEIGHT = 250;
const SIDE = 30;
const THICKEST = 5;

/** @typedef {{x: number, y: number}} Place */

/**
 * Where neurons stand, in columns from the left: inputs, hidden layers, output.
 *
 * @param {number[]} counts neurons of each column
 * @returns {Place[][]}
 */
export function places(counts) {
  return counts.map((count, column) =>
    Array.from({length: count}, (_, i) => ({
      x: (WIDTH * (column + 0.5)) / counts.length,
      y: (HEIGHT * (i + 0.5)) / count,
    })),
  );
}

/**
 * The lines between neurons.
 *
 * @param {(number | null)[][][]} weights of each layer: for each neuron those of what comes from below, then the bias
 * @returns {{layer: number, from: number, to: number, weight: number, share: number}[]} share of the largest weight
 */
export function edges(weights) {
  const all = weights.flatMap((neurons, layer) =>
    neurons.flatMap((incoming, to) =>
      incoming.slice(0, -1).map((weight, from) => ({layer, from, to, weight: weight ?? Number.NaN})),
    ),
  );
  const largest = Math.max(...all.map(({weight}) => Math.abs(weight)).filter(Number.isFinite), 1e-12);
  return all.map((edge) => ({...edge, share: Number.isFinite(edge.weight) ? Math.abs(edge.weight) / largest : 0}));
}

/** @param {number} value 0 to 255, 128 is an output of 0 */
export function colourOf(value) {
  const share = Math.min(1, Math.abs(value - 128) / 127);
  const full = value > 128 ? [0, 114, 178] : [213, 94, 0];
  return full.map((part) => Math.round(250 + (part - 250) * share));
}

/**
 * @param {string} title
 * @returns {{node: HTMLElement, show: (frame: {neurons?: string[][], weights?: (number | null)[][][]}) => void}}
 */
export function diagram(title) {
  const lines = svg('g', {});
  const labels = svg('g', {'aria-hidden': 'true'});
  const picture = svg('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', class: 'wires'}, lines, labels);
  const stage = el('div', {class: 'diagram'}, picture);
  const table = el('div');
  const node = el('div', {hidden: true}, el('h3', {}, 'Neurons and weights'), stage, table);
  /** @type {HTMLCanvasElement[][]} */
  let screens = [];
  let shape = '';

  /** @param {string[][]} neurons */
  function build(neurons) {
    stage.querySelectorAll('canvas').forEach((old) => old.remove());
    const all = places([2, ...neurons.map((layer) => layer.length), 1]);
    screens = neurons.map((layer, i) =>
      layer.map((_, j) => {
        const {x, y} = all[i + 1][j];
        const screen = el('canvas', {
          width: 16,
          height: 16,
          'aria-hidden': 'true',
          title: `neuron ${j + 1} of layer ${i + 1}`,
        });
        screen.style.left = `${(100 * (x - SIDE / 2)) / WIDTH}%`;
        screen.style.top = `${(100 * (y - SIDE / 2)) / HEIGHT}%`;
        screen.style.width = `${(100 * SIDE) / WIDTH}%`;
        stage.append(screen);
        return screen;
      }),
    );
    fill(
      labels,
      all[0]
        .map(({x, y}, i) => [
          svg('circle', {class: 'input', cx: x, cy: y, r: SIDE / 2}),
          svg('text', {x, y: y + 5, 'text-anchor': 'middle'}, i === 0 ? 'x₁' : 'x₂'),
        ])
        .flat(),
      all[all.length - 1]
        .map(({x, y}) => [
          svg('circle', {class: 'input', cx: x, cy: y, r: SIDE / 2}),
          svg('text', {x, y: y + 5, 'text-anchor': 'middle'}, 'ŷ'),
        ])
        .flat(),
    );
    return all;
  }

  /** @type {Place[][]} */
  let at = [];
  return {
    node,
    show({neurons, weights}) {
      node.hidden = !neurons || !weights;
      if (!neurons || !weights) {
        return;
      }
      const now = neurons.map((layer) => layer.length).join('-');
      if (now !== shape) {
        shape = now;
        at = build(neurons);
      }
      const between = edges(weights);
      fill(
        lines,
        between.map(({layer, from, to, weight, share}) => {
          const [start, end] = [at[layer][from], at[layer + 1][to]];
          const line = svg(
            'line',
            {class: weight < 0 ? 'wire negative' : 'wire', x1: start.x, y1: start.y, x2: end.x, y2: end.y},
            svg('title', {}, `weight ${figure(weight)}`),
          );
          line.setAttribute('stroke-width', String(0.3 + THICKEST * share));
          return line;
        }),
      );
      picture.setAttribute(
        'aria-label',
        `${title}: ${between.length} weights from ${figure(Math.min(...between.map(({weight}) => weight)))} to ` +
          `${figure(Math.max(...between.map(({weight}) => weight)))}`,
      );
      neurons.forEach((layer, i) => layer.forEach((text, j) => paint(screens[i][j], pixelsOf(text))));
      const open = table.querySelector('details')?.open ?? false;
      fill(table, weightTable(title, weights));
      const details = table.querySelector('details');
      if (details) {
        details.open = open;
      }
    },
  };
}

/** @param {string} title @param {(number | null)[][][]} weights */
function weightTable(title, weights) {
  return dataTable(
    `Weights of ${title}`,
    ['neuron', 'weights from the layer below', 'bias'],
    weights.flatMap((neurons, layer) =>
      neurons.map((incoming, i) => [
        `layer ${layer + 1}, neuron ${i + 1}`,
        incoming
          .slice(0, -1)
          .map((weight) => figure(weight ?? undefined))
          .join(', '),
        figure(incoming.at(-1) ?? undefined),
      ]),
    ),
  );
}

/** @param {HTMLCanvasElement} canvas @param {Uint8Array} values */
function paint(canvas, values) {
  const context = canvas.getContext('2d');
  if (!context) {
    return;
  }
  const image = context.createImageData(canvas.width, canvas.height);
  values.forEach((value, i) => image.data.set([...colourOf(value), 255], i * 4));
  context.putImageData(image, 0, 0);
}
