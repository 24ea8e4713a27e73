// Answers that are asked for more often than they come.

import {calm, warn} from '../notice.js';

/**
 * Asks again only when the answer before is there, and then for what is chosen by that time.
 *
 * @param {() => Promise<void>} ask
 * @returns {() => Promise<void>}
 */
export function latest(ask) {
  let asking = false;
  let again = false;
  return async () => {
    again = true;
    if (asking) {
      return;
    }
    asking = true;
    try {
      while (again) {
        again = false;
        await ask();
      }
      calm();
    } catch (error) {
      warn(error instanceof Error ? error.message : String(error));
    }
    asking = false;
  };
}
