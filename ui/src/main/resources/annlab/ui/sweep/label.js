// A word in a picture of trials.

import {svg} from '../dom.js';
import {cut} from '../format.js';

/** Units of the picture that a character takes at most. */
export const CHARACTER = 6.6;

/**
 * A word cut to its room; whole where the pointer rests on it.
 *
 * @param {Record<string, string | number | undefined>} attributes of the text
 * @param {string} word
 * @param {number} room units of the picture
 */
export function label(attributes, word, room) {
  const most = Math.floor(room / CHARACTER);
  return svg('text', attributes, cut(word, most), word.length > most && svg('title', {}, word));
}
