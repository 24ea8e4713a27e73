// The ledger: every claim with its verdict, to filter, sort, search and take away.

import * as api from '../api.js';
import {el, fill} from '../dom.js';
import {csv, download} from '../download.js';
import {JUDGED, judgement} from '../format.js';
import {heading, sorted} from '../sortable.js';
import {claimAddress, inWords, kindTag, staleTag, tally, toleranceBar, usedWords, verdictBadge} from '../verdict.js';

/** @import {LedgerClaim} from 'openapi' */

/** @typedef {LedgerClaim} Row */

/** @type {import('../sortable.js').Column<Row>[]} */
const COLUMNS = [
  {name: 'Verdict', key: 'status', value: (claim) => judgement(claim.status).word},
  {name: 'Section', key: 'section', value: (claim) => claim.section},
  {name: 'Claim', key: 'id', value: (claim) => claim.id},
  {name: 'Chapter', key: 'chapter', value: (claim) => claim.chapter, number: true},
  {name: 'Ours', key: 'measured', value: (claim) => claim.measured, number: true},
  {name: 'Passes', key: 'tolerance', value: (claim) => claim.tolerance, number: true},
  {name: 'Used', key: 'used', value: (claim) => claim.used, number: true},
];

/** More rows than these are shown when they are asked for. */
const FIRST_ROWS = 50;

const FIELDS = /** @type {(keyof Row)[]} */ ([
  'id',
  'section',
  'kind',
  'statement',
  'chapter',
  'measured',
  'tolerance',
  'low',
  'high',
  'expected',
  'passes',
  'used',
  'status',
  'experiment',
  'run',
  'commit',
  'seed',
  'backend',
  'reason',
]);

/** @param {HTMLElement} main */
export async function show(main) {
  document.title = 'Claims · annlab';
  const [sections, claims] = await Promise.all([api.chapter(), api.claims()]);
  const asked = new URLSearchParams(location.search);
  const order = {key: asked.get('sort') ?? '', down: asked.has('down')};
  const search = el('input', {type: 'search', id: 'search', value: asked.get('q') ?? ''});
  const status = choice('status', asked, [
    ['', 'all'],
    ...JUDGED.map((name) => [name, judgement(name).word]),
    ['stale', 'stale'],
  ]);
  const place = choice('section', asked, [
    ['', 'all'],
    ...sections
      .filter((one) => claims.some((claim) => claim.section === one.number))
      .map((one) => [one.number, `${one.number} ${one.title}`]),
  ]);
  const kind = choice('kind', asked, [
    ['', 'all'],
    ['claim', 'claims'],
    ['erratum', 'errata'],
    ['exhibit', 'exhibits'],
  ]);
  const count = el('p', {class: 'quiet', role: 'status'});
  const table = el('div', {});

  function rows() {
    const words = search.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word);
    const chosen = claims.filter(
      (claim) =>
        (!status.value || (status.value === 'stale' ? claim.stale : claim.status === status.value)) &&
        (!place.value || claim.section === place.value) &&
        (!kind.value || claim.kind === kind.value) &&
        words.every((word) =>
          `${claim.id} ${claim.statement} ${claim.reason} ${claim.experiment}`.toLowerCase().includes(word),
        ),
    );
    return sorted(
      chosen,
      COLUMNS.find((column) => column.key === order.key),
      order.down,
    );
  }

  let all = false;

  /** Section by section, folded on a phone, until something is chosen. */
  function draw() {
    const chosen = rows();
    const plain = location.search === '';
    count.textContent = `${chosen.length} of ${claims.length} claims`;
    fill(
      table,
      chosen.length === 0
        ? el(
            'p',
            {class: 'empty'},
            claims.length === 0
              ? 'This installation has no experiments, so there are no claims.'
              : 'No claim matches. Remove a filter.',
          )
        : plain
          ? bySection(chosen)
          : [
              list(all ? chosen : chosen.slice(0, FIRST_ROWS)),
              !all &&
                chosen.length > FIRST_ROWS &&
                el(
                  'p',
                  {},
                  el(
                    'button',
                    {
                      type: 'button',
                      onclick: () => {
                        all = true;
                        draw();
                        /** @type {HTMLElement | null} */ (table.querySelectorAll('tbody a')[FIRST_ROWS])?.focus();
                      },
                    },
                    `Show all ${chosen.length}`,
                  ),
                ),
            ],
    );
  }

  /** @param {Row[]} chosen */
  function bySection(chosen) {
    const narrow = matchMedia('(max-width: 46rem)').matches;
    return sections
      .map((one) => ({one, own: chosen.filter((claim) => claim.section === one.number)}))
      .filter(({own}) => own.length > 0)
      .map(({one, own}) => {
        const {bar, words} = tally(own);
        return el(
          'details',
          {class: 'fold', open: !narrow},
          el(
            'summary',
            {},
            el('strong', {}, `${one.number} ${one.title}`),
            ' ',
            el('span', {class: 'quiet small'}, words),
            bar,
          ),
          list(own),
        );
      });
  }

  /** @param {Row[]} chosen */
  function list(chosen) {
    return el(
      'table',
      {class: 'list claims'},
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          COLUMNS.map((column) =>
            heading(column, order, (key, down) => {
              Object.assign(order, {key, down});
              changed();
              /** @type {HTMLElement | null} */ (table.querySelector('th[aria-sort] button'))?.focus();
            }),
          ),
        ),
      ),
      el(
        'tbody',
        {},
        chosen.map((claim) => row(claim)),
      ),
    );
  }

  function changed() {
    const query = new URLSearchParams();
    for (const [name, value] of [
      ['q', search.value],
      ['status', status.value],
      ['section', place.value],
      ['kind', kind.value],
      ['sort', order.key],
    ]) {
      if (value) {
        query.set(name, value);
      }
    }
    if (order.down) {
      query.set('down', '');
    }
    history.replaceState(null, '', query.size > 0 ? `?${query}` : location.pathname);
    all = false;
    draw();
  }

  fill(
    main,
    el('h1', {}, 'Claims'),
    el(
      'p',
      {class: 'lead'},
      'Every statement of the chapter that can be measured, with the newest number of a full run.',
    ),
    el(
      'p',
      {class: 'quiet'},
      'What passes is annlab’s own choice, with its reason; the chapter gives numbers only. ',
      el('a', {href: '/claims?sort=used&down='}, 'The tightest first'),
      ': those that use the most of their tolerance.',
    ),
    el(
      'form',
      {
        class: 'filters card',
        role: 'search',
        'aria-label': 'Filter the claims',
        oninput: changed,
        onsubmit: (/** @type {Event} */ event) => event.preventDefault(),
      },
      el('div', {class: 'wide'}, el('label', {for: 'search'}, 'Search'), search),
      field('Verdict', status),
      field('Section', place),
      field('Kind', kind),
    ),
    el(
      'div',
      {class: 'table-head'},
      count,
      el(
        'div',
        {class: 'actions'},
        el(
          'button',
          {
            type: 'button',
            onclick: () =>
              download(
                'claims.csv',
                'text/csv',
                csv([
                  FIELDS,
                  ...rows().map((claim) =>
                    FIELDS.map((name) => /** @type {string | number | undefined} */ (claim[name])),
                  ),
                ]),
              ),
          },
          'Download CSV',
        ),
        el(
          'button',
          {
            type: 'button',
            onclick: () => download('claims.json', 'application/json', `${JSON.stringify(rows(), null, 2)}\n`),
          },
          'Download JSON',
        ),
      ),
    ),
    table,
  );
  draw();
}

/** @param {string} id @param {URLSearchParams} asked @param {string[][]} options */
function choice(id, asked, options) {
  const select = el(
    'select',
    {id},
    options.map(([value, name]) => el('option', {value}, name)),
  );
  select.value = asked.get(id) ?? '';
  if (select.selectedIndex < 0) {
    select.value = '';
  }
  return select;
}

/** @param {string} name @param {HTMLElement} select */
function field(name, select) {
  return el('div', {}, el('label', {for: select.id}, name), select);
}

/** @param {Row} claim */
function row(claim) {
  return el(
    'tr',
    {},
    el('td', {'data-label': 'Verdict'}, verdictBadge(claim.status)),
    el('td', {'data-label': 'Section'}, claim.section),
    el(
      'td',
      {'data-label': 'Claim', class: 'statement'},
      el('span', {}, claim.statement, ' ', kindTag(claim), staleTag(claim)),
      el('br'),
      el('a', {class: 'small', href: claimAddress(claim)}, claim.id),
      el('span', {class: 'quiet small why'}, ` ${claim.reason}`),
    ),
    cell('Chapter', inWords(claim, 'chapter')),
    el('td', {'data-label': 'Ours', class: 'number'}, inWords(claim, 'ours'), toleranceBar(claim)),
    cell('Passes', inWords(claim, 'tolerance')),
    cell('Used', usedWords(claim) ?? '–'),
  );
}

/** @param {string} label @param {string} text */
function cell(label, text) {
  return el('td', {'data-label': label, class: text === '–' ? 'number none' : 'number'}, text);
}
