// What people call a run, and say of it.

import * as api from '../api.js';
import {el, fill} from '../dom.js';

/** @import {Run} from 'openapi' */

/**
 * Its name and note, and a form to change them.
 *
 * @param {Run} run
 * @param {(labels: {name?: string, note?: string}) => void} changed told of what the run has now
 */
export function labels(run, changed) {
  const name = el('input', {id: 'run-name', maxLength: 80, value: run.name ?? '', autocomplete: 'off'});
  const note = el('textarea', {id: 'run-note', maxLength: 2000, rows: 3, value: run.note ?? ''});
  const said = el('span', {class: 'quiet', role: 'status'});
  const shown = el('p', {class: 'note', hidden: !run.note}, run.note ?? '');

  async function save(/** @type {Event} */ event) {
    event.preventDefault();
    fill(said, 'Saving…');
    try {
      const now = await api.label(run.id, {name: name.value, note: note.value});
      shown.textContent = now.note ?? '';
      shown.hidden = !now.note;
      fill(said, 'Saved.');
      changed(now);
    } catch (error) {
      fill(said, error instanceof Error ? error.message : String(error));
    }
  }

  return el(
    'div',
    {class: 'labels'},
    shown,
    el(
      'details',
      {},
      el('summary', {}, 'Name and note'),
      el(
        'form',
        {onsubmit: save},
        el('label', {for: 'run-name'}, 'Name'),
        name,
        el('label', {for: 'run-note'}, 'Note'),
        note,
        el('div', {class: 'actions'}, el('button', {type: 'submit'}, 'Save'), said),
      ),
    ),
  );
}
