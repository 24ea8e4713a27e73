// A section of the chapter in our own words, with its claims, their numbers and where these come from.

import * as api from '../api.js';
import {el, fill} from '../dom.js';
import {drawing} from '../figures.js';
import {moment, precise} from '../format.js';
import {blocks} from '../markdown.js';
import {formula, prose} from '../math.js';
import {live} from '../live/live.js';
import {runButton} from '../start.js';
import {
  inWords,
  kindTag,
  listing,
  seedDots,
  staleTag,
  tally,
  toleranceBar,
  usedWords,
  verdictBadge,
} from '../verdict.js';

/** @import {Figure, LedgerClaim, Section} from 'openapi' */

const FONTS_MS = 400;

/** @param {HTMLElement} main @param {string} [number] */
export async function show(main, number) {
  const sections = await api.chapter();
  if (number === undefined) {
    await showContents(main, sections);
    return;
  }
  const found = sections.find((one) => one.number === number);
  if (!found) {
    throw new api.Refused(404, `The chapter has no section ${number}.`);
  }
  document.title = `${found.number} ${found.title} · annlab`;
  const [claims, figures, text] = await Promise.all([
    api.claims(),
    api.figures(),
    Promise.all(blocks(found.text).map(draw)),
    fontsOfFormulas(),
  ]);
  const own = claims.filter((claim) => claim.section === number);
  /** @param {string} id */
  const ofClaim = (id) => figures.filter((one) => one.claim === id);
  const shown = new Set(own.flatMap((claim) => ofClaim(claim.id)));
  fill(
    main,
    el(
      'div',
      {class: 'reader'},
      contents(sections, claims, number),
      el(
        'article',
        {},
        el('p', {class: 'quiet small eyebrow'}, `Section ${found.number}`),
        el('h1', {}, found.title),
        el('div', {class: 'prose'}, text),
        gallery(figures.filter((figure) => figure.section === number && !shown.has(figure))),
        own.length > 0 &&
          el(
            'section',
            {'aria-labelledby': 'claims'},
            el('h2', {id: 'claims'}, 'Claims'),
            el(
              'p',
              {class: 'quiet'},
              `${tally(own).words}. The band is what passes, its line the chapter’s number, the dot ours. ` +
                'A tolerance is annlab’s own and stands with its reason.',
            ),
            byExperiment(own, ofClaim),
          ),
        neighbours(sections, number),
      ),
    ),
  );
  goToAnchor();
  addEventListener('hashchange', goToAnchor);
}

/** Lines break otherwise once they are there, and everything below would move. */
const fontsOfFormulas = () =>
  Promise.race([
    Promise.all(
      ['16px KaTeX_Main', 'bold 16px KaTeX_Main', 'italic 16px KaTeX_Math'].map((font) => document.fonts.load(font)),
    ),
    new Promise((done) => setTimeout(done, FONTS_MS)),
  ]).catch(() => undefined);

/** @param {HTMLElement} main @param {Section[]} sections */
async function showContents(main, sections) {
  document.title = 'The chapter · annlab';
  const claims = await api.claims();
  fill(
    main,
    el('h1', {}, 'The chapter'),
    el(
      'p',
      {class: 'lead'},
      'Introduction to artificial neural networks, section by section: the ideas in short, and every statement with its number.',
    ),
    el(
      'ol',
      {class: 'sections cards'},
      sections.map((one) => {
        const {bar, words} = tally(claims.filter((claim) => claim.section === one.number));
        return el(
          'li',
          {class: 'card'},
          el(
            'a',
            {class: 'title', href: `/chapter/${one.number}`},
            el('span', {class: 'number'}, one.number),
            one.title,
          ),
          el('p', {class: 'quiet'}, one.summary),
          el('div', {class: 'standing'}, bar, el('span', {class: 'quiet small', 'aria-hidden': 'true'}, words)),
        );
      }),
    ),
  );
}

/** @param {Section[]} sections @param {LedgerClaim[]} claims @param {string} open */
function contents(sections, claims, open) {
  return el(
    'nav',
    {class: 'contents', 'aria-label': 'Sections'},
    el(
      'ol',
      {},
      sections.map((one) =>
        el(
          'li',
          {},
          el(
            'a',
            {href: `/chapter/${one.number}`, 'aria-current': one.number === open && 'page'},
            el('span', {class: 'number'}, one.number),
            one.title,
          ),
          tally(claims.filter((claim) => claim.section === one.number)).bar,
        ),
      ),
    ),
  );
}

/** @param {import('../markdown.js').Block} block @returns {HTMLElement | Promise<HTMLElement>} */
function draw(block) {
  if ('paragraph' in block) {
    return el('p', {}, prose(block.paragraph));
  }
  if ('heading' in block) {
    return el('h2', {id: block.id}, block.heading);
  }
  if ('figure' in block) {
    return live(block.figure, block.link);
  }
  return 'formula' in block
    ? formula(block.formula)
    : el(
        'ul',
        {},
        block.list.map((item) => el('li', {}, prose(item))),
      );
}

/** @param {Figure[]} figures those that belong to no single claim */
function gallery(figures) {
  return (
    figures.length > 0 &&
    el(
      'section',
      {'aria-labelledby': 'figures'},
      el('h2', {id: 'figures'}, 'Figures from our runs'),
      el(
        'div',
        {class: 'figures'},
        figures.map((one) => drawing(one)),
      ),
    )
  );
}

/** @param {LedgerClaim[]} claims @param {(id: string) => Figure[]} figuresOf */
function byExperiment(claims, figuresOf) {
  const groups = new Map(claims.map((claim) => [claim.experiment, /** @type {LedgerClaim[]} */ ([])]));
  claims.forEach((claim) => groups.get(claim.experiment)?.push(claim));
  // The letters and numbers of ids follow the chapter's text.
  const first = (/** @type {LedgerClaim[]} */ own) =>
    own.map(({id}) => id).reduce((least, id) => (inOrder(id, least) < 0 ? id : least));
  const ordered = [...groups].sort(([, a], [, b]) => inOrder(first(a), first(b)));
  return ordered.map(([experiment, own]) =>
    el(
      'section',
      {class: 'experiment'},
      el(
        'header',
        {},
        el('h3', {}, own[0].experimentTitle),
        runButton(experiment, 'Run this', `Run ${own[0].experimentTitle}`),
      ),
      el(
        'div',
        {class: 'claim-list'},
        own.map((claim) => card(claim, figuresOf(claim.id))),
      ),
    ),
  );
}

/** @param {string} a @param {string} b */
const inOrder = (a, b) => a.localeCompare(b, 'en', {numeric: true});

/** @param {LedgerClaim} claim @param {Figure[]} figures */
function card(claim, figures) {
  return el(
    'article',
    {class: 'claim', id: claim.id, tabindex: -1},
    el(
      'div',
      {class: 'claim-head'},
      verdictBadge(claim.status),
      el(
        'p',
        {class: 'statement'},
        claim.statement,
        ' ',
        kindTag(claim),
        staleTag(claim),
        ' ',
        el('code', {class: 'claim-id'}, claim.id),
      ),
      el(
        'a',
        {class: 'anchor', href: `#${encodeURIComponent(claim.id)}`, 'aria-label': `Link to claim ${claim.id}`},
        '#',
      ),
    ),
    el(
      'div',
      {class: 'claim-numbers'},
      claim.measured !== undefined && number('ours', inWords(claim, 'ours')),
      claim.words.chapter && number('chapter', inWords(claim, 'chapter')),
      claim.words.tolerance && number(claim.words.chapter ? 'tolerance' : 'passes', inWords(claim, 'tolerance')),
      toleranceBar(claim),
      claim.used !== undefined && number('used', `${usedWords(claim)} of the tolerance`),
    ),
    seedDots(claim),
    figures.map((one) => drawing(one)),
    el(
      'details',
      {},
      el('summary', {}, 'Why, how and where from', el('span', {class: 'hidden'}, `: claim ${claim.id}`)),
      el('p', {}, claim.reason),
      claim.note && el('p', {class: 'quiet'}, claim.note),
      listing(claim),
      el('dl', {class: 'pairs'}, source(claim)),
      el('p', {class: 'small'}, 'The same from a terminal: ', el('code', {}, claim.command)),
    ),
  );
}

/** @param {string} name @param {string} text */
function number(name, text) {
  return el('span', {class: 'figure'}, el('span', {class: 'quiet small'}, name), ' ', el('strong', {}, text));
}

/** @param {LedgerClaim} claim */
function source(claim) {
  /** @type {[string, import('../dom.js').Child][]} */
  const pairs = [['claim', claim.id]];
  if (claim.run) {
    pairs.push(
      ['run', el('a', {href: `/runs/${encodeURIComponent(claim.run)}`}, claim.run)],
      ['when', moment(claim.startedAt)],
      ['commit', claim.commit ? claim.commit.slice(0, 12) + (claim.modified ? ' (modified)' : '') : 'unknown'],
      ['seed', precise(claim.seed)],
      ['backend', claim.backend ?? 'unknown'],
    );
  } else {
    pairs.push(['run', 'none yet in full']);
  }
  return pairs.map(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]).flat();
}

/** @param {Section[]} sections @param {string} number */
function neighbours(sections, number) {
  const at = sections.findIndex((one) => one.number === number);
  const before = sections[at - 1];
  const after = sections[at + 1];
  return el(
    'nav',
    {class: 'neighbours', 'aria-label': 'Neighbouring sections'},
    before
      ? el('a', {href: `/chapter/${before.number}`, rel: 'prev'}, `← ${before.number} ${before.title}`)
      : el('span', {}),
    after && el('a', {href: `/chapter/${after.number}`, rel: 'next'}, `${after.number} ${after.title} →`),
  );
}

/** The page is drawn after the browser looked for its anchor: a claim's id, or the row it begins with. */
function goToAnchor() {
  const name = decodeURIComponent(location.hash.slice(1));
  if (!name) {
    return;
  }
  const target =
    document.getElementById(name) ??
    [...document.querySelectorAll('.claim')].find((claim) => claim.id.startsWith(`${name}-`));
  if (target instanceof HTMLElement) {
    target.querySelector('details')?.setAttribute('open', '');
    target.scrollIntoView();
    target.focus({preventScroll: true});
  }
}
