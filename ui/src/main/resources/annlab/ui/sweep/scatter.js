// The metric over one thing that was varied, a point for each trial.

import {svg} from '../dom.js';
import {figure} from '../format.js';
import {CHARACTER, label} from './label.js';
import {placeOf, placeOn} from './trials.js';

/** @import {Trial} from 'openapi' */
/** @import {Axis} from './trials.js' */

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [480, 280, 64, 20, 24, 44];

/** The height of a word's row, where words are too long to stand side by side. */
const ROW = 40;

/**
 * @param {string} called what they are: trials, runs
 * @param {Axis} across what was varied
 * @param {Axis} up the metric
 * @param {Trial[]} trials
 * @param {(trial: Trial) => boolean} inside whether a trial is within the filters
 * @param {string | undefined} best the best trial's id
 */
export function scatter(called, across, up, trials, inside, best) {
  const words = across.words ?? [];
  if (Math.max(0, ...words.map(({length}) => length)) * CHARACTER * words.length > WIDTH - LEFT - RIGHT) {
    return strips(called, across, up, trials, inside, best);
  }
  /** @param {number} place */
  const x = (place) => LEFT + 8 + place * (WIDTH - LEFT - RIGHT - 16);
  /** @param {number} place */
  const y = (place) => HEIGHT - BOTTOM - 8 - place * (HEIGHT - TOP - BOTTOM - 16);
  const marks = across.words
    ? across.words.map((word) => ({place: placeOf(across, word) ?? 0, text: word}))
    : [
        {place: 0, text: figure(across.numbers?.low)},
        {place: 1, text: figure(across.numbers?.high)},
      ];
  return svg(
    'svg',
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      class: 'scatter',
      role: 'img',
      'aria-label': `${up.name} over ${across.name}, a point for each of ${trials.length} ${called}; the table below has the same numbers`,
    },
    svg('path', {class: 'frame', d: `M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}`}),
    svg('text', {x: LEFT, y: TOP - 8, class: 'name'}, up.name),
    svg(
      'text',
      {x: WIDTH - RIGHT, y: HEIGHT - 6, 'text-anchor': 'end', class: 'name'},
      `${across.name}${across.log ? ', logarithmic' : ''}`,
    ),
    [0, 1].map((place) =>
      svg(
        'text',
        {x: LEFT - 6, y: y(place) + 4, 'text-anchor': 'end'},
        figure(place === 0 ? up.numbers?.low : up.numbers?.high),
      ),
    ),
    marks.map(({place, text}) => svg('text', {x: x(place), y: HEIGHT - BOTTOM + 16, 'text-anchor': 'middle'}, text)),
    pointsOf(across, up, trials, inside, best, (over, value) => [x(over), y(value)]),
  );
}

/**
 * A row for each word, with the metric along it.
 *
 * @param {string} called
 * @param {Axis} across
 * @param {Axis} up
 * @param {Trial[]} trials
 * @param {(trial: Trial) => boolean} inside
 * @param {string | undefined} best
 */
function strips(called, across, up, trials, inside, best) {
  const words = across.words ?? [];
  const height = ROW * words.length + BOTTOM;
  /** @param {number} place */
  const x = (place) => 12 + place * (WIDTH - 24);
  /** @param {number} place 0 for the first word, which is on top */
  const y = (place) => ROW * place * (words.length - 1) + ROW - 12;
  return svg(
    'svg',
    {
      viewBox: `0 0 ${WIDTH} ${height}`,
      class: 'scatter',
      role: 'img',
      'aria-label': `${up.name} for each ${across.name}, a point for each of ${trials.length} ${called}; the table below has the same numbers`,
    },
    words.flatMap((word) => {
      const row = y(placeOf(across, word) ?? 0);
      return [label({x: 8, y: row - 12}, word, WIDTH - 16), svg('path', {class: 'frame', d: `M8 ${row}H${WIDTH - 8}`})];
    }),
    svg('text', {x: 8, y: height - 24}, figure(up.numbers?.low)),
    svg('text', {x: WIDTH - 8, y: height - 24, 'text-anchor': 'end'}, figure(up.numbers?.high)),
    svg('text', {x: WIDTH - 8, y: height - 6, 'text-anchor': 'end', class: 'name'}, up.name),
    pointsOf(across, up, trials, inside, best, (over, value) => [x(value), y(over)]),
  );
}

/**
 * @param {Axis} across
 * @param {Axis} up
 * @param {Trial[]} trials
 * @param {(trial: Trial) => boolean} inside
 * @param {string | undefined} best
 * @param {(across: number, up: number) => [number, number]} at where a point with these places lies
 */
function pointsOf(across, up, trials, inside, best, at) {
  return trials.map((trial) => {
    const [over, value] = [placeOn(across, trial), placeOn(up, trial)];
    if (over === undefined || value === undefined) {
      return false;
    }
    const [cx, cy] = at(over, value);
    return svg(
      'circle',
      {
        cx,
        cy,
        r: trial.id === best ? 7 : 4.5,
        class: `trial${inside(trial) ? '' : ' outside'}${trial.id === best ? ' best' : ''}`,
      },
      svg('title', {}, `${across.name} ${across.value(trial)}: ${figure(trial.value)}`),
    );
  });
}
