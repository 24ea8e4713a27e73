// The small figures within the chapter's text. Each is a module of its own, fetched by the sections that have it.

import {el, svg} from '../dom.js';

/** @import {Link} from '../markdown.js' */

/**
 * Makes a figure; what it asks the server for is there before it is drawn.
 *
 * @callback Make
 * @param {HTMLAnchorElement} [link] leads to the laboratory; a figure may set the address of what is chosen in it
 * @returns {HTMLElement | Promise<HTMLElement>}
 */

/** @type {Record<string, () => Promise<{make: Make}>>} */
const FIGURES = {
  activation: () => import('./activation.js'),
  convergence: () => import('./convergence.js'),
  layers: () => import('./layers.js'),
  logic: () => import('./logic.js'),
  outlier: () => import('./outlier.js'),
  outputs: () => import('./outputs.js'),
  parameters: () => import('./parameters.js'),
  rules: () => import('./rules.js'),
  shift: () => import('./shift.js'),
  steps: () => import('./steps.js'),
  symmetry: () => import('./symmetry.js'),
  threshold: () => import('./threshold.js'),
  weighted: () => import('./weighted.js'),
};

/** The anchor of a figure. @param {string} name */
export const anchorOf = (name) => `figure-${name}`;

/**
 * A figure of the text. One that cannot be drawn says so, and the text stands.
 *
 * @param {string} name
 * @param {Link} [link]
 * @returns {Promise<HTMLElement>}
 */
export async function live(name, link) {
  const anchor = link && el('a', {class: 'try', href: link.address}, link.text);
  try {
    const {make} = await FIGURES[name]();
    const figure = await make(anchor);
    figure.id = anchorOf(name);
    figure.tabIndex = -1;
    if (anchor) {
      figure.append(el('p', {class: 'small leads'}, anchor));
    }
    return figure;
  } catch (error) {
    return el(
      'p',
      {class: 'warning', id: anchorOf(name)},
      `The figure ${name} cannot be drawn: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** @param {string} caption @param {...import('../dom.js').Children} body */
export const card = (caption, ...body) => el('figure', {class: 'live card'}, el('figcaption', {}, caption), ...body);

/** What a curve looks like, with its name. @param {string} name @param {number} i @param {string} [dash] */
export const keyed = (name, i, dash) =>
  el(
    'span',
    {class: 'keyed'},
    svg(
      'svg',
      {class: 'sample', viewBox: '0 0 28 8', 'aria-hidden': 'true'},
      svg('path', {d: 'M0 4H28', class: `curve stroke--run-${i}`, 'stroke-dasharray': dash}),
    ),
    name,
  );

/** A slider with its label and its value in words. */
export class Slider {
  /**
   * @param {string} id
   * @param {string} label
   * @param {{min: number, max: number, step: number, value: number}} range
   * @param {(value: number) => string} words
   * @param {(value: number) => void} changed
   */
  constructor(id, label, {min, max, step, value}, words, changed) {
    this.words = words;
    this.input = el('input', {
      id,
      type: 'range',
      min,
      max,
      step,
      value,
      oninput: () => {
        this.say();
        changed(this.value);
      },
    });
    this.output = el('output', {for: id});
    this.node = el('div', {class: 'slide'}, el('label', {for: id}, label), this.input, this.output);
    this.say();
  }

  get value() {
    return Number(this.input.value);
  }

  set value(value) {
    this.input.value = String(value);
    this.say();
  }

  say() {
    const text = this.words(this.value);
    this.output.textContent = text;
    this.input.setAttribute('aria-valuetext', text);
  }
}
