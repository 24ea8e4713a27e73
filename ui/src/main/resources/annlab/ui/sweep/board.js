// Settings against results: fields, parallel lines and points over what differs, brushed together.

import {el, fill} from '../dom.js';
import {figure} from '../format.js';
import {setDisabled} from '../laboratory/fields.js';
import {parallel} from './parallel.js';
import {scatter} from './scatter.js';
import {axesOf, fits, ranked} from './trials.js';

/** @import {Trial} from 'openapi' */
/** @import {Axis, Filter} from './trials.js' */

/**
 * @typedef {{trials: Trial[], metric?: string, least: boolean, best?: string}} Results what is drawn: the metric by which
 *   they are compared, whether less of it is better, and the best one's id
 * @typedef {{within: Trial[], axes: Axis[], varied: Axis[]}} Chosen those within the filters, and the axes with and without
 *   the metric
 */

/**
 * @param {string} called what they are: trials, runs
 * @param {(chosen: Chosen) => void} drawn shows the rest after each change
 */
export function board(called, drawn) {
  /** @type {Results} */
  let now = {trials: [], least: true};
  /** @type {Map<string, Filter>} */
  const filters = new Map();
  const fields = el('form', {
    class: 'axes card',
    'aria-label': `Which ${called}`,
    onsubmit: (/** @type {Event} */ event) => event.preventDefault(),
  });
  const count = el('p', {class: 'quiet', role: 'status'});
  const lines = el('div', {
    class: 'across card',
    tabindex: 0,
    role: 'region',
    'aria-label': `${called[0].toUpperCase()}${called.slice(1)} over what was varied`,
  });
  const points = el('div', {});
  const across = el('select', {id: 'across', onchange: draw});

  /** @param {string} title @param {Filter | undefined} filter */
  function choose(title, filter) {
    filter === undefined ? filters.delete(title) : filters.set(title, filter);
    draw();
  }

  // what arrives while somebody drags along an axis waits until he lets go: the picture that he holds stays
  let [held, late] = [false, false];
  lines.addEventListener('pointerdown', ({target}) => {
    held = target instanceof Element && target.matches('.hold');
  });
  for (const end of ['pointerup', 'pointercancel']) {
    lines.addEventListener(end, () => {
      held = false;
      if (late) {
        draw();
      }
    });
  }

  function draw() {
    late = held;
    if (held) {
      return;
    }
    const {trials, metric, least, best} = now;
    const axes = axesOf(trials, metric);
    const varied = metric === undefined ? axes : axes.slice(0, -1);
    const inside = (/** @type {Trial} */ trial) => fits(trial, axes, filters);
    const within = trials.filter(inside);
    drawFields(axes);
    fill(count, `${within.length} of ${trials.length} ${called}`);
    fill(lines, parallel(called, axes, ranked(trials, !least), inside, best, filters, choose));
    const kept = across.value;
    fill(
      across,
      varied.map(({name, title}) => el('option', {value: title, selected: title === kept}, name)),
    );
    const chosen = varied.find(({title}) => title === across.value);
    const up = axes.at(-1);
    fill(
      points,
      chosen && up && metric !== undefined
        ? scatter(called, chosen, up, trials, inside, best)
        : el('p', {class: 'empty'}, varied.length === 0 ? 'They differ in nothing.' : 'None of them has ended yet.'),
    );
    drawn({within, axes, varied});
  }

  /** @type {{of: string, fields: ReturnType<typeof fieldOf>[]}} */
  let shown = {of: '', fields: []};
  const clear = el(
    'button',
    {
      type: 'button',
      onclick: () => {
        filters.clear();
        draw();
      },
    },
    `All ${called}`,
  );

  /** A field for each axis, for what a drag does. They change in place, so that nobody who is in one loses it. @param {Axis[]} axes */
  function drawFields(axes) {
    const of = JSON.stringify(axes.map(({title, words: any}) => [title, any !== undefined]));
    if (of !== shown.of) {
      const focused = document.activeElement?.id;
      shown = {of, fields: axes.map((axis, i) => fieldOf(axis, `axis-${i}`))};
      fill(
        fields,
        shown.fields.map(({node}) => node),
        clear,
      );
      if (focused?.startsWith('axis-')) {
        document.getElementById(focused)?.focus();
      }
    }
    shown.fields.forEach(({update}, i) => update(axes[i], filters.get(axes[i].title)));
    setDisabled(clear, filters.size === 0);
  }

  /**
   * @param {Axis} axis
   * @param {string} name
   * @returns {{node: HTMLElement, update: (axis: Axis, filter: Filter | undefined) => void}}
   */
  function fieldOf(axis, name) {
    if (axis.words) {
      let known = '';
      const select = el('select', {
        id: name,
        onchange: () => choose(axis.title, select.value === '' ? undefined : {only: select.value}),
      });
      return {
        node: el('span', {title: axis.title}, el('label', {for: name}, axis.name), select),
        update({words: all = []}, filter) {
          if (known !== all.join('\n')) {
            known = all.join('\n');
            fill(
              select,
              el('option', {value: ''}, 'any'),
              all.map((word) => el('option', {value: word}, word)),
            );
          }
          select.value = filter?.only ?? '';
        },
      };
    }
    const ends = ['from', 'to'].map((end, i) => {
      const input = el('input', {
        type: 'number',
        step: 'any',
        class: 'short',
        id: i === 0 ? name : `${name}-to`,
        'aria-label': `${axis.name}, ${end}`,
        onchange: () => {
          const [low, high] = ends.map(({input: each}) => (each.value === '' ? undefined : Number(each.value)));
          choose(axis.title, low === undefined && high === undefined ? undefined : {from: low, to: high});
        },
      });
      return {input, text: ''};
    });
    return {
      node: el(
        'span',
        {title: axis.title},
        el('label', {for: name}, axis.name),
        el('span', {class: 'once'}, ends[0].input, ' to ', ends[1].input),
      ),
      update({numbers}, filter) {
        [filter?.from, filter?.to].forEach((value, i) => {
          const end = ends[i];
          const text = value === undefined ? '' : String(value);
          end.input.placeholder = figure(i === 0 ? numbers?.low : numbers?.high);
          // what is being typed stays until it counts
          if (document.activeElement !== end.input || text !== end.text) {
            end.input.value = end.text = text;
          }
        });
      },
    };
  }

  return {
    /** What was varied, to be chosen from. */
    varied: [fields, count, lines],
    /** The metric over one of them. */
    over: [el('p', {}, el('label', {for: 'across'}, 'Over'), ' ', across), points],
    /** @param {Results} results */
    show(results) {
      now = results;
      draw();
    },
  };
}
