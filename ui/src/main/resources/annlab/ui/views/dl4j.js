// Where plain Deeplearning4j gives another number than Keras, scikit-learn or NumPy, and what to do about it.

import * as api from '../api.js';
import {el, fill} from '../dom.js';
import {precise} from '../format.js';
import {claimAddress, listing, verdictBadge} from '../verdict.js';

/** @import {Differences, LedgerClaim} from 'openapi' */
/** @typedef {Differences['topics'][number]['differences'][number]} Difference */

/** @param {HTMLElement} main */
export async function show(main) {
  document.title = 'From Keras · annlab';
  const [{library, topics}, claims] = await Promise.all([api.differences(), api.claims()]);
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const count = topics.reduce((sum, topic) => sum + topic.differences.length, 0);
  fill(
    main,
    el('h1', {}, 'From Keras to plain Deeplearning4j'),
    el(
      'p',
      {class: 'lead'},
      `${count} places where the same words give another number in ${library}. Each is measured on the library itself, ` +
        'and so is what to do instead: it gives the other library’s number.',
    ),
    el(
      'nav',
      {'aria-label': 'Topics'},
      el(
        'p',
        {},
        topics.flatMap((topic, i) => [i > 0 && ' · ', el('a', {href: `#${topic.id}`}, topic.title)]),
      ),
    ),
    topics.map((topic) =>
      el(
        'section',
        {'aria-labelledby': topic.id},
        el('h2', {id: topic.id}, topic.title),
        el(
          'div',
          {class: 'claim-list'},
          topic.differences.map((difference) => card(difference, byId)),
        ),
      ),
    ),
  );
}

/** @param {Difference} difference @param {Map<string, LedgerClaim>} claims */
function card(difference, claims) {
  const plain = claims.get(difference.claim);
  const remedy = claims.get(difference.remedyClaim);
  const {reference} = difference;
  return el(
    'article',
    {class: 'claim difference', id: difference.id},
    el('h3', {}, difference.statement),
    el(
      'div',
      {class: 'sides'},
      side(reference.library, reference.code, reference.value, undefined),
      side('plain DL4J', difference.plain.code, difference.plain.value, plain),
      side('instead', difference.instead, reference.value, remedy),
    ),
    el(
      'details',
      {},
      el('summary', {}, 'Java'),
      plain && listing(plain),
      remedy && remedy.listing?.text !== plain?.listing?.text && listing(remedy),
    ),
  );
}

/**
 * What one writes somewhere, and the number that it gives: as measured here, or as known until it is.
 *
 * @param {string} where
 * @param {string} code
 * @param {number} known
 * @param {LedgerClaim} [claim]
 */
function side(where, code, known, claim) {
  return el(
    'div',
    {},
    el('p', {class: 'quiet small'}, where),
    el('p', {}, code),
    el(
      'p',
      {},
      el('strong', {}, precise(claim?.measured ?? known)),
      ' ',
      claim && el('a', {href: claimAddress(claim)}, verdictBadge(claim.status)),
    ),
  );
}
