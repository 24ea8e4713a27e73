// The metric over one thing that was varied, a point for each trial.

import {svg} from '../dom.js';
import {figure} from '../format.js';
import {placeOf, placeOn} from './trials.js';

/** @import {Trial} from 'openapi' */
/** @import {Axis} from './trials.js' */

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [480, 280, 64, 20, 24, 44];

/**
 * @param {string} called what they are: trials, runs
 * @param {Axis} across what was varied
 * @param {Axis} up the metric
 * @param {Trial[]} trials
 * @param {(trial: Trial) => boolean} inside whether a trial is within the filters
 * @param {string | undefined} best the best trial's id
 */
export function scatter(called, across, up, trials, inside, best) {
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
    trials.map((trial) => {
      const [h, v] = [placeOn(across, trial), placeOn(up, trial)];
      return (
        h !== undefined &&
        v !== undefined &&
        svg(
          'circle',
          {
            cx: x(h),
            cy: y(v),
            r: trial.id === best ? 7 : 4.5,
            class: `trial${inside(trial) ? '' : ' outside'}${trial.id === best ? ' best' : ''}`,
          },
          svg('title', {}, `${across.name} ${across.value(trial)}: ${figure(trial.value)}`),
        )
      );
    }),
  );
}
