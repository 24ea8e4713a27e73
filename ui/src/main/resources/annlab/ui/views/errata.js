// Where the chapter is wrong, what is right, and the check that shows it.

import * as api from '../api.js';
import {el, fill} from '../dom.js';
import {claimAddress, listing, inWords, toleranceBar, verdictBadge} from '../verdict.js';

/** @param {HTMLElement} main */
export async function show(main) {
  document.title = 'Errata · annlab';
  const errata = (await api.claims()).filter((claim) => claim.kind === 'erratum');
  const [outdated, wrong] = [true, false].map((wanted) =>
    errata.filter((claim) => OUTDATED.test(claim.id) === wanted),
  );
  fill(
    main,
    el('h1', {}, 'Errata'),
    el(
      'p',
      {class: 'lead'},
      'Places where the chapter is wrong. Each states what is right; it passes when its check proves so.',
    ),
    errata.length === 0
      ? el('p', {class: 'empty'}, 'No erratum is known to this installation.')
      : [
          list(wrong),
          outdated.length > 0 && el('h2', {id: 'today'}, 'What has changed since'),
          outdated.length > 0 && el('p', {}, 'Right when it was written, and no longer: Keras 3 and scikit-learn 1.9.'),
          list(outdated),
        ],
  );
}

/** Rows of the coverage list that are about later versions of the libraries. */
const OUTDATED = /^X[79]-/;

function list(errata) {
  return el(
    'div',
    {class: 'claim-list'},
    errata.map((claim) =>
      el(
        'article',
        {class: 'claim'},
        el(
          'div',
          {class: 'claim-head'},
          verdictBadge(claim.status),
          el('p', {class: 'statement'}, claim.statement),
        ),
        el('p', {class: 'quiet'}, claim.reason),
        el(
          'div',
          {class: 'claim-numbers'},
          claim.measured !== undefined &&
            el(
              'span',
              {class: 'figure'},
              el('span', {class: 'quiet small'}, 'the check found'),
              ' ',
              el('strong', {}, inWords(claim, 'ours')),
            ),
          toleranceBar(claim),
        ),
        listing(claim),
        el(
          'p',
          {class: 'small'},
          el('a', {href: claimAddress(claim)}, `Section ${claim.section}, ${claim.id}`),
          claim.run && [
            ' · ',
            el('a', {href: `/runs/${encodeURIComponent(claim.run)}`}, 'the run that checked it'),
          ],
        ),
      ),
    ),
        );
}
