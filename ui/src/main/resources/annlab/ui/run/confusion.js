// Which classes a model takes for which.

import {el} from '../dom.js';

/**
 * The table of counts; a cell leads to its pictures.
 *
 * @param {string} csv the run's confusion.csv: first line and first column are names
 * @param {((label: number, predicted: number) => void) | undefined} choose
 */
export function confusion(csv, choose) {
  const [head, ...lines] = csv
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const names = head.slice(1);
  const rows = lines.map((line) => line.slice(1).map(Number));
  return el(
    'div',
    {class: 'scroll tall card', tabindex: 0, role: 'region', 'aria-label': 'Confusion matrix'},
    el(
      'table',
      {class: 'confusion'},
      el(
        'caption',
        {class: 'quiet small'},
        'Rows: the true class. Columns: the predicted class. The darker, the larger the share of the row.',
      ),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          el('td', {}),
          names.map((name) => el('th', {scope: 'col'}, el('span', {}, name))),
        ),
      ),
      el(
        'tbody',
        {},
        rows.map((row, own) => {
          const total = row.reduce((sum, count) => sum + count, 0);
          return el(
            'tr',
            {},
            el('th', {scope: 'row'}, names[own]),
            row.map((count, predicted) =>
              el(
                'td',
                {class: shade(count, total, own === predicted)},
                choose && count > 0
                  ? el(
                      'button',
                      {
                        type: 'button',
                        onclick: () => choose(own, predicted),
                        'aria-label': `${count} of class ${names[own]} taken for ${names[predicted]}: show them`,
                      },
                      count,
                    )
                  : count === 0
                    ? '·'
                    : count,
              ),
            ),
          );
        }),
      ),
    ),
  );
}

/** @param {number} count @param {number} total @param {boolean} right */
function shade(count, total, right) {
  const share = total === 0 ? 0 : count / total;
  const step = share === 0 ? 0 : share < 0.02 ? 1 : share < 0.08 ? 2 : share < 0.3 ? 3 : 4;
  return `${right ? 'right' : 'wrong'} step-${step}`;
}
