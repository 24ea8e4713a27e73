// How a claim and its verdict are shown, wherever they are shown.

import {el, svg} from './dom.js';
import {JUDGED, figure, judgement, percent, precise} from './format.js';

/** @import {Claim, LedgerClaim} from 'openapi' */

const WIDTH = 120;
const HEIGHT = 16;
// The band takes the middle half, so that a miss by one tolerance is still in the picture.
const REACH = 2;
const EDGE = 6;

/** @param {string} status @param {number} [count] */
export function verdictBadge(status, count) {
  const {icon, word} = judgement(status);
  return el(
    'span',
    {class: `badge ${status}`},
    el('span', {'aria-hidden': 'true'}, icon),
    count === undefined ? ` ${word}` : ` ${count} ${word}`,
  );
}

/** @param {LedgerClaim} claim */
export function staleTag(claim) {
  return (
    claim.stale &&
    el('span', {class: 'tag', title: 'The code has changed since the run that gave this number'}, 'stale')
  );
}

/** @param {LedgerClaim} claim its lines of Java, with where they stand */
export function listing(claim) {
  return (
    claim.listing && [
      el(
        'pre',
        {class: 'listing', tabindex: 0, role: 'region', 'aria-label': `Java of claim ${claim.id}`},
        el('code', {}, claim.listing.text.trimEnd()),
      ),
      el('p', {class: 'quiet small'}, `${claim.listing.file}, line ${claim.listing.line}`),
    ]
  );
}

/** @param {Claim} claim */
export function kindTag(claim) {
  return claim.kind !== 'claim' && el('span', {class: 'tag'}, claim.kind);
}

/**
 * What the terminal and the report write in a column of the table of verdicts.
 *
 * @param {Claim | LedgerClaim} claim
 * @param {keyof Claim['words']} column
 */
export function inWords(claim, column) {
  return claim.words[column] ?? '–';
}

/**
 * Our number on the band that passes: the chapter's value is the line, ours the dot. A dot that
 * is an arrow lies beyond the picture.
 *
 * @param {Claim} claim
 * @returns {Element | null} null where the target is no band or nothing was measured
 */
export function toleranceBar(claim) {
  const band = bandOf(claim);
  if (!band || claim.measured === undefined) {
    return null;
  }
  const offset = (claim.measured - band.middle) / band.half;
  const inside = Math.abs(offset) <= 1;
  const room = WIDTH / 2 - EDGE;
  const x = WIDTH / 2 + (Math.max(-REACH, Math.min(REACH, offset)) / REACH) * room;
  const words =
    `${precise(claim.measured)} is ${inside ? 'within' : 'outside'} ` +
    `${precise(band.middle - band.half)} to ${precise(band.middle + band.half)}`;
  return svg(
    'svg',
    {class: 'bar', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': words},
    svg('title', {}, words),
    svg('path', {class: 'axis', d: `M0 ${HEIGHT / 2}H${WIDTH}`}),
    svg('rect', {
      class: 'band',
      x: WIDTH / 2 - room / REACH,
      y: 2,
      width: (2 * room) / REACH,
      height: HEIGHT - 4,
      rx: 2,
    }),
    band.line && svg('path', {class: 'mid', d: `M${WIDTH / 2} 0V${HEIGHT}`}),
    Math.abs(offset) > REACH
      ? svg('path', {class: 'miss', d: `M${x + (offset > 0 ? 5 : -5)} ${HEIGHT / 2}l${offset > 0 ? -9 : 9} 4.5v-9z`})
      : svg('circle', {class: inside ? 'hit' : 'miss', cx: x, cy: HEIGHT / 2, r: 4}),
  );
}

/**
 * How much of the tolerance a number uses, in words.
 *
 * @param {Pick<Claim, 'used'>} claim
 * @returns {string | undefined} undefined where there is no tolerance or nothing was measured
 */
export const usedWords = ({used}) =>
  used === undefined ? undefined : used < 0.001 && used > 0 ? 'under 0.1 %' : percent(used);

const STRIP = {width: 260, height: 34, edge: 8};

/**
 * A dot for each seed on the band that passes; the chapter's number is the line.
 *
 * @param {LedgerClaim} claim
 * @returns {Element | null} null where no seeds were run
 */
export function seedDots(claim) {
  const {seeds, band: spread} = claim;
  if (!seeds || seeds.length < 2) {
    return null;
  }
  const band = bandOf(claim);
  if (!band && spread?.sd === 0) {
    return null; // a property that holds for every seed has nothing to spread
  }
  const all = [
    ...seeds.map(({measured}) => measured),
    ...(band ? [band.middle - band.half, band.middle + band.half] : []),
  ];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const {width, height, edge} = STRIP;
  const px = (/** @type {number} */ value) => edge + ((value - low) / (high - low || 1)) * (width - 2 * edge);
  const words =
    `${seeds.length} seeds: ` + seeds.map(({seed, measured}) => `${precise(measured)} from seed ${seed}`).join(', ');
  return el(
    'div',
    {class: 'seeds'},
    svg(
      'svg',
      {class: 'strip', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': words},
      svg('path', {class: 'axis', d: `M0 ${height / 2}H${width}`}),
      band &&
        svg('rect', {
          class: 'band',
          x: px(band.middle - band.half),
          y: 4,
          width: px(band.middle + band.half) - px(band.middle - band.half),
          height: height - 8,
          rx: 2,
        }),
      band?.line && svg('path', {class: 'mid', d: `M${px(band.middle)} 2V${height - 2}`}),
      seeds.map(({seed, measured}, i) =>
        svg(
          'circle',
          {
            class: band && Math.abs(measured - band.middle) > band.half ? 'miss' : 'hit',
            cx: px(measured),
            cy: height / 2 + ((i % 3) - 1) * 7,
            r: 4,
          },
          svg('title', {}, `seed ${seed}: ${precise(measured)}`),
        ),
      ),
    ),
    el(
      'p',
      {class: 'quiet small'},
      `${seeds.length} seeds: ${precise(spread?.min)} to ${precise(spread?.max)}, mean ${precise(spread?.mean)}, `,
      `standard deviation ${figure(spread?.sd)}. `,
      seeds.length <= 8 &&
        el('a', {href: `/compare?${new URLSearchParams(seeds.map(({run}) => ['run', run]))}`}, 'Compare these runs'),
    ),
  );
}

/**
 * The interval that passes.
 *
 * @param {Pick<Claim, 'chapter' | 'expected' | 'tolerance' | 'low' | 'high'>} claim
 * @returns {{middle: number, half: number, line: boolean} | undefined} line says that a stated number is the middle
 */
export function bandOf(claim) {
  const number = claim.chapter ?? claim.expected;
  if (number !== undefined && claim.tolerance) {
    return {middle: number, half: claim.tolerance, line: true};
  }
  const {low, high} = claim;
  return low !== undefined && high !== undefined && low < high
    ? {middle: (low + high) / 2, half: (high - low) / 2, line: false}
    : undefined;
}

/**
 * How many verdicts there are of each sort, as a bar and in words.
 *
 * @param {Claim[]} claims
 */
export function tally(claims) {
  const counts = JUDGED.map((status) => ({
    status,
    count: claims.filter((claim) => claim.status === status).length,
  })).filter(({count}) => count > 0);
  const words = counts.map(({status, count}) => `${count} ${judgement(status).word}`).join(', ');
  const bar = el(
    'span',
    {class: 'tally', role: 'img', 'aria-label': words || 'no claims'},
    counts.map(({status, count}) => {
      const part = el('span', {class: status});
      part.style.flexGrow = String(count);
      return part;
    }),
  );
  return {bar, words: words || 'no claims'};
}

/**
 * The address of a claim: its place in the chapter.
 *
 * @param {Claim} claim
 */
export const claimAddress = (claim) => `/chapter/${encodeURIComponent(claim.section)}#${encodeURIComponent(claim.id)}`;
