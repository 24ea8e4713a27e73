// Where the chapter is wrong, what is right, and the check that shows it; then what later versions have changed.

import * as api from '../api.js';
import {el, fill} from '../dom.js';
import {claimAddress, listing, inWords, toleranceBar, verdictBadge} from '../verdict.js';

/** @import {Change, LedgerClaim} from 'openapi' */

/** @param {HTMLElement} main */
export async function show(main) {
  document.title = 'Errata · annlab';
  const changes = await api.changes();
  const claims = await api.claimsOf(
    'erratum',
    changes.flatMap((change) => change.checks),
  );
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const outdated = new Set(changes.flatMap((change) => change.checks));
  const errata = claims.filter((claim) => claim.kind === 'erratum' && !outdated.has(claim.id));
  fill(
    main,
    el('h1', {}, 'Errata'),
    el(
      'p',
      {class: 'lead'},
      'Places where the chapter is wrong. Each states what is right; it passes when its check proves so.',
    ),
    changes.length > 0 && el('p', {}, el('a', {href: '#today'}, `What has changed since: ${changes.length} lines`)),
    errata.length === 0
      ? el('p', {class: 'empty'}, 'No erratum is known to this installation.')
      : el(
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
        ),
    changes.length > 0 && [
      el('h2', {id: 'today'}, 'What has changed since'),
      el(
        'p',
        {},
        'What was right when the chapter was written and is otherwise under Keras 3.15.1 and scikit-learn 1.9.1: no ' +
          'error of the chapter unless a line says so. Where annlab can check it, the check stands below it.',
      ),
      el(
        'div',
        {class: 'claim-list'},
        changes.map((change) => card(change, byId)),
      ),
    ],
  );
}

/** @param {Change} change @param {Map<string, LedgerClaim>} claims */
function card(change, claims) {
  const checks = change.checks.flatMap((id) => claims.get(id) ?? []);
  return el(
    'article',
    {class: 'claim difference change'},
    el('h3', {}, code(change.subject)),
    el(
      'div',
      {class: 'sides'},
      side('what a reader sees', change.effect),
      side('since', change.since),
      change.instead && side('what to write', change.instead),
    ),
    checks.length > 0 && [
      el(
        'p',
        {class: 'small'},
        checks.flatMap((claim, i) => [
          i > 0 && ' · ',
          el('a', {href: claimAddress(claim)}, claim.id),
          ' ',
          verdictBadge(claim.status),
        ]),
      ),
      el(
        'details',
        {},
        el('summary', {}, 'Java'),
        checks.map((claim) => el('div', {}, listing(claim))),
      ),
    ],
  );
}

/** @param {string} name @param {string} text */
function side(name, text) {
  return el('div', {}, el('p', {class: 'quiet small'}, name), el('p', {}, code(text)));
}

/** @param {string} text parts of it between backquotes are code */
function code(text) {
  return text.split('`').map((part, i) => (i % 2 === 1 ? el('code', {}, part) : part));
}
