// What the reader chose, in the page's address: a link leads to the same picture.

/**
 * Choices with their defaults; numbers stay numbers.
 *
 * @template {Record<string, string | number>} T
 * @param {T} defaults
 * @param {string} [search] the address behind its question mark
 * @returns {T} what the address does not give, or gives no number for, is as by default
 */
export function choices(defaults, search = location.search) {
  const given = new URLSearchParams(search);
  /** @type {Record<string, string | number>} */
  const chosen = {...defaults};
  for (const [name, value] of Object.entries(defaults)) {
    const text = given.get(name);
    if (text !== null && (typeof value !== 'number' || Number.isFinite(Number(text)))) {
      chosen[name] = typeof value === 'number' ? Number(text) : text;
    }
  }
  return /** @type {T} */ (chosen);
}

/**
 * Choices as an address has them; those at their defaults are left out.
 *
 * @param {Record<string, string | number>} chosen
 * @param {Record<string, string | number>} defaults
 */
export function query(chosen, defaults) {
  return new URLSearchParams(
    Object.entries(chosen)
      .filter(([name, value]) => value !== defaults[name])
      .map(([name, value]) => [name, String(value)]),
  ).toString();
}

/** Marks entries of the browser's history that lead to other choices on the same page. */
const CHOICES = {choices: true};

/** What was moved last: a slider, a point that is dragged. */
let moving = '';

/**
 * Writes choices into the address, so that Back leads to those before. All moves of one slider, or of one point, are one
 * step back.
 *
 * @param {Record<string, string | number>} chosen
 * @param {Record<string, string | number>} defaults
 * @param {string} [moved] what is moved, if this is one move of many
 */
export function remember(chosen, defaults, moved = '') {
  put(query(chosen, defaults), moved);
}

/**
 * The same for an address that a page writes itself.
 *
 * @param {string} text behind its question mark
 * @param {string} [moved]
 */
export function put(text, moved = '') {
  const goesOn = moved !== '' && moved === moving;
  moving = moved;
  if (`?${text}` === location.search || (text === '' && location.search === '')) {
    return;
  }
  if (!goesOn) {
    history.replaceState(CHOICES, '', location.href);
    history.pushState(CHOICES, '', text ? `?${text}` : location.pathname);
    return;
  }
  history.replaceState(CHOICES, '', text ? `?${text}` : location.pathname);
}

/**
 * Adds to the address what is no choice of the reader's; Back leads where it did.
 *
 * @param {Record<string, string | number>} chosen
 * @param {Record<string, string | number>} defaults
 */
export function complete(chosen, defaults) {
  const text = query(chosen, defaults);
  history.replaceState(CHOICES, '', text ? `?${text}` : location.pathname);
}

/** Draws a page anew when Back or Forward leads to other choices on it. @param {() => void} draw */
export function onReturn(draw) {
  addEventListener('popstate', (event) => {
    // an anchor makes entries too, without this mark
    if (event.state?.choices) {
      moving = '';
      draw();
    }
  });
}
