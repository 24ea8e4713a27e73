// Starts a run and goes to its page.

import * as api from './api.js';
import {el} from './dom.js';

/**
 * @param {string} experiment
 * @param {string} label
 * @param {string} [spoken] what a screen reader says, where the label alone does not tell
 */
export function runButton(experiment, label, spoken) {
  const failure = el('span', {class: 'warning', role: 'alert', hidden: true});
  const button = el(
    'button',
    {
      type: 'button',
      'aria-label': spoken,
      onclick: async () => {
        button.disabled = true;
        try {
          const {id} = await api.start({experiment, quick: false});
          location.assign(`/runs/${encodeURIComponent(id)}`);
        } catch (error) {
          failure.textContent = error instanceof Error ? error.message : String(error);
          failure.hidden = false;
          button.disabled = false;
        }
      },
    },
    label,
  );
  return el('span', {class: 'run-button'}, button, failure);
}
