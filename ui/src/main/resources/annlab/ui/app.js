// Picks the view for the address. Every address is a page of its own: the browser's back, reload
// and bookmarks work as they always do.

import {el, fill} from './dom.js';
import {Refused, chapter} from './api.js';
import {onReturn} from './laboratory/address.js';
import {catalogue, navigate, pageAt} from './navigation.js';
import {warn} from './notice.js';

/** @typedef {(main: HTMLElement, ...names: string[]) => unknown} View */

/** The pages that the chapter's text leads to, to try something. */
const TRIED = ['playground', 'backprop', 'losses', 'activations', 'draw', 'data'];

const main = /** @type {HTMLElement} */ (document.getElementById('main'));

/** @type {import('./navigation.js').Catalogue | undefined} */
let groups;

async function pages() {
  const all = await catalogue();
  navigate(/** @type {Element} */ (document.querySelector('header.site nav')), all, location.pathname);
  return all;
}

async function open() {
  try {
    groups ??= await pages();
    const page = pageAt(groups, location.pathname);
    if (page) {
      /** @type {{show: View}} */
      const {show} = await import(`./views/${page.view}.js`);
      // before the page is drawn, which would be moved down by it
      const back = TRIED.includes(page.view) ? await wayBack() : undefined;
      await show(main, ...page.names);
      if (back) {
        main.prepend(back);
      }
    } else {
      missing('There is no page at this address.');
    }
  } catch (error) {
    if (error instanceof Refused && error.status === 404) {
      missing(error.message);
    } else {
      fill(
        main,
        el('h1', {}, 'This page could not be shown'),
        el('p', {}, el('button', {type: 'button', onclick: () => location.reload()}, 'Try again')),
      );
      warn(error instanceof Error ? error.message : String(error));
    }
  }
}

/** From a laboratory to the sections whose text leads to it. @returns {Promise<HTMLElement | undefined>} */
async function wayBack() {
  // only these pages need them
  const [sections, {placeOf}, {anchorOf}] = await Promise.all([
    chapter(),
    import('./markdown.js'),
    import('./live/live.js'),
  ]);
  const places = sections.flatMap(({number, title, text}) => {
    const place = placeOf(text, location, anchorOf);
    return place ? [{...place, number, title}] : [];
  });
  const exact = places.filter((place) => place.exact);
  return places.length === 0
    ? undefined
    : el(
        'p',
        {class: 'crumbs'},
        'In the chapter: ',
        // the section that the reader came from, if its very link led here
        ...[...exact, ...places.filter((place) => !place.exact)].flatMap(({number, title, anchor}, i) => [
          i > 0 && ', ',
          el('a', {href: `/chapter/${number}${anchor && `#${anchor}`}`}, `${number} ${title}`),
        ]),
      );
}

/** Who comes back to a page finds the place that he left: the browser looks for it before the page is drawn. */
function backToPlace() {
  const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
  const place = sessionStorage.getItem(`place:${location.href}`);
  if (navigation?.type === 'back_forward' && place !== null) {
    scrollTo(0, Number(place));
  }
}

/** Paper has nothing to click on: what is folded is printed too, and folded again. */
function unfoldToPrint() {
  /** @type {HTMLDetailsElement[]} */
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = [...main.querySelectorAll('details')].filter((each) => !each.open);
    folded.forEach((each) => (each.open = true));
  });
  addEventListener('afterprint', () => folded.forEach((each) => (each.open = false)));
}

/** @param {string} reason */
function missing(reason) {
  document.title = 'Not found · annlab';
  fill(
    main,
    el('h1', {}, 'Not found'),
    el('p', {}, reason),
    el(
      'p',
      {},
      el('a', {href: '/'}, 'To the first page'),
      ' · ',
      el('a', {href: '/runs'}, 'All runs'),
      ' · ',
      el('a', {href: '/chapter'}, 'The chapter'),
    ),
  );
}

/** The same page with other choices, one after the other: who was in a field stays in it. */
function reopen() {
  opening = opening.then(async () => {
    const {id} = document.activeElement ?? {};
    await open();
    if (id) {
      document.getElementById(id)?.focus({preventScroll: true});
    }
  });
}

addEventListener('pagehide', () => sessionStorage.setItem(`place:${location.href}`, String(scrollY)));
unfoldToPrint();
onReturn(reopen);
let opening = open().then(backToPlace);
