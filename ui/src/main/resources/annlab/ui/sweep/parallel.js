// Trials as lines over parallel axes. A drag along an axis of numbers keeps the trials within; a click on a word, those with it.

import {svg} from '../dom.js';
import {figure} from '../format.js';
import {label} from './label.js';
import {numberAt, placeOf, placeOn} from './trials.js';

/** @import {Trial} from 'openapi' */
/** @import {Axis, Filter} from './trials.js' */

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [960, 340, 70, 90, 46, 24];
/** A drag shorter than this share of an axis is a click, which takes the filter away. */
const SHORTEST = 0.02;

/** @param {number} i @param {number} count */
const across = (i, count) => LEFT + (count < 2 ? 0 : ((WIDTH - LEFT - RIGHT) * i) / (count - 1));
/** @param {number} place */
const up = (place) => HEIGHT - BOTTOM - place * (HEIGHT - TOP - BOTTOM);

/**
 * @param {string} called what they are: trials, runs
 * @param {Axis[]} axes
 * @param {Trial[]} trials from the worst to the best, which then lie above
 * @param {(trial: Trial) => boolean} inside whether a trial is within the filters
 * @param {string | undefined} best the best trial's id
 * @param {Map<string, Filter>} filters by an axis' title
 * @param {(title: string, filter: Filter | undefined) => void} choose
 */
export function parallel(called, axes, trials, inside, best, filters, choose) {
  const picture = svg(
    'svg',
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      class: 'parallel',
      role: 'img',
      'aria-label': `${trials.length} ${called} as lines over ${axes.map(({name}) => name).join(', ')}; the table below has the same numbers`,
    },
    [...trials]
      .sort((a, b) => Number(inside(a)) - Number(inside(b)) || Number(a.id === best) - Number(b.id === best))
      .map((trial) =>
        svg('path', {
          d: pathOf(trial, axes),
          class: `trial${inside(trial) ? '' : ' outside'}${trial.id === best ? ' best' : ''}`,
        }),
      ),
    axes.map((axis, i) => axisOf(axis, across(i, axes.length), roomOf(i, axes.length), filters.get(axis.title))),
  );
  axes.forEach((axis, i) => listen(picture, axis, across(i, axes.length), filters.get(axis.title), choose));
  return picture;
}

/** Broken where a value is missing. @param {Trial} trial @param {Axis[]} axes */
function pathOf(trial, axes) {
  let pen = 'M';
  return axes
    .map((axis, i) => {
      const place = placeOn(axis, trial);
      if (place === undefined) {
        pen = 'M';
        return '';
      }
      const step = `${pen}${across(i, axes.length).toFixed(1)} ${up(place).toFixed(1)}`;
      pen = 'L';
      return step;
    })
    .join('');
}

/** What lies between an axis and the next, or the picture's end. @param {number} i @param {number} count */
const roomOf = (i, count) => (i === count - 1 ? WIDTH : across(i + 1, count)) - across(i, count) - 12;

/** @param {Axis} axis @param {number} x @param {number} room for a word @param {Filter | undefined} filter */
function axisOf(axis, x, room, filter) {
  const [low, high] = [filter?.from, filter?.to].map((value) => value !== undefined && within(axis, value));
  return svg(
    'g',
    {class: 'axis'},
    svg('title', {}, axis.title),
    svg('line', {x1: x, x2: x, y1: up(0), y2: up(1)}),
    svg('text', {x, y: TOP - 26, 'text-anchor': 'middle', class: 'name'}, axis.name),
    axis.words
      ? axis.words.map((word) =>
          label(
            {x: x + 6, y: up(placeOf(axis, word) ?? 0) + 4, class: filter?.only === word ? 'chosen' : undefined},
            word,
            room,
          ),
        )
      : [
          svg('text', {x: x + 6, y: up(0) + 4}, figure(axis.numbers?.low)),
          svg('text', {x: x + 6, y: up(1) + 4}, figure(axis.numbers?.high)),
        ],
    (typeof low === 'number' || typeof high === 'number') &&
      brushOf(x, typeof low === 'number' ? low : 0, typeof high === 'number' ? high : 1),
  );
}

/** What is chosen of an axis, from a place to another. @param {number} x @param {number} low @param {number} high */
const brushOf = (x, low, high) =>
  svg('rect', {class: 'brush', x: x - 7, width: 14, y: up(high), height: Math.max(2, up(low) - up(high))});

/** Within the axis. @param {Axis} axis @param {number} value */
const within = (axis, value) => Math.min(1, Math.max(0, placeOf(axis, value) ?? 0));

/**
 * @param {SVGSVGElement} picture
 * @param {Axis} axis
 * @param {number} x
 * @param {Filter | undefined} filter
 * @param {(title: string, filter: Filter | undefined) => void} choose
 */
function listen(picture, axis, x, filter, choose) {
  const hold = svg('rect', {class: 'hold', x: x - 16, y: TOP - 12, width: 32, height: HEIGHT - TOP - BOTTOM + 24});
  picture.append(hold);
  /** @param {PointerEvent} event */
  const placeAt = (event) => {
    const box = picture.getBoundingClientRect();
    const y = ((event.clientY - box.top) / box.height) * HEIGHT;
    return Math.min(1, Math.max(0, (HEIGHT - BOTTOM - y) / (HEIGHT - TOP - BOTTOM)));
  };
  let begin = 0;
  /** @type {SVGRectElement | undefined} */
  let drawn;
  hold.addEventListener('pointerdown', (event) => {
    begin = placeAt(event);
    hold.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  hold.addEventListener('pointermove', (event) => {
    if (hold.hasPointerCapture(event.pointerId) && !axis.words) {
      const end = placeAt(event);
      drawn?.remove();
      drawn = brushOf(x, Math.min(begin, end), Math.max(begin, end));
      picture.insertBefore(drawn, hold);
    }
  });
  hold.addEventListener('pointerup', (event) => {
    const end = placeAt(event);
    if (axis.words) {
      const word = axis.words[Math.round(end * (axis.words.length - 1))];
      choose(axis.title, filter?.only === word ? undefined : {only: word});
    } else if (Math.abs(end - begin) < SHORTEST) {
      choose(axis.title, undefined);
    } else {
      const [from, to] = [Math.min(begin, end), Math.max(begin, end)].map((place) => numberAt(axis, place));
      choose(axis.title, {from: Number(from.toPrecision(3)), to: Number(to.toPrecision(3))});
    }
  });
}
