// Labelled fields of the laboratories.

import {el} from '../dom.js';

/**
 * @param {string} id
 * @param {string} label
 * @param {[string | number, string][]} options values with what they are called
 * @param {string | number} value
 * @param {(value: string) => void} changed
 */
export function choice(id, label, options, value, changed) {
  const select = el(
    'select',
    {
      id,
      onchange: () => changed(select.value),
    },
    options.map(([each, name]) => el('option', {value: each, selected: String(each) === String(value)}, name)),
  );
  return el('div', {}, el('label', {for: id}, label), select);
}

/**
 * A number. What is typed counts as soon as it is a number in its range.
 *
 * @param {string} id
 * @param {string} label
 * @param {{min?: number, max?: number, step?: number | 'any'}} range
 * @param {number} value
 * @param {(value: number) => void} changed
 */
export function number(id, label, range, value, changed) {
  const input = el('input', {
    id,
    type: 'number',
    step: range.step ?? 1,
    min: range.min,
    max: range.max,
    value,
    onchange: () => {
      if (input.value !== '' && input.checkValidity()) {
        changed(Number(input.value));
      } else {
        input.reportValidity();
      }
    },
  });
  return el('div', {}, el('label', {for: id}, label), input);
}

/**
 * A table of numbers that can be opened.
 *
 * @param {string} title
 * @param {string[]} head
 * @param {(string | number | Node)[][]} rows the first of each is its name
 */
export function dataTable(title, head, rows) {
  return el('details', {class: 'data-table'}, el('summary', {}, title), plainTable(title, head, rows));
}

/** @param {string} title @param {string[]} head @param {(string | number | Node)[][]} rows */
export function plainTable(title, head, rows) {
  return el(
    'div',
    {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': title},
    el(
      'table',
      {class: 'numbers'},
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          head.map((name) => el('th', {scope: 'col'}, name)),
        ),
      ),
      el(
        'tbody',
        {},
        rows.map(([name, ...cells]) =>
          el(
            'tr',
            {},
            el('th', {scope: 'row'}, name),
            cells.map((cell) => el('td', {}, cell)),
          ),
        ),
      ),
    ),
  );
}

/** A button that keeps the focus when it has nothing to do. @param {HTMLElement} button @param {boolean} disabled */
export const setDisabled = (button, disabled) => button.setAttribute('aria-disabled', String(disabled));
