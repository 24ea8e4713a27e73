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

/**
 * Writes choices into the address.
 *
 * @param {Record<string, string | number>} chosen
 * @param {Record<string, string | number>} defaults
 */
export function remember(chosen, defaults) {
  const text = query(chosen, defaults);
  history.replaceState(null, '', text ? `?${text}` : location.pathname);
}
