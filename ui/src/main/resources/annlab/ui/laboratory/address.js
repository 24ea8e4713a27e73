// What the reader chose, in the page's address: a link leads to the same picture.

/**
 * Choices with their defaults; numbers stay numbers.
 *
 * @template {Record<string, string | number>} T
 * @param {T} defaults
 * @returns {T}
 */
export function choices(defaults) {
  const given = new URLSearchParams(location.search);
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
 * Writes choices into the address; those at their defaults are left out.
 *
 * @param {Record<string, string | number>} chosen
 * @param {Record<string, string | number>} defaults
 */
export function remember(chosen, defaults) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(chosen)) {
    if (value !== defaults[name]) {
      query.set(name, String(value));
    }
  }
  const text = query.toString();
  history.replaceState(null, '', text ? `?${text}` : location.pathname);
}
