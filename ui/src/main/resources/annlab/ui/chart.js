// Learning curves: one chart for each quantity, drawn by uPlot, with a legend that can be used by
// keyboard and a table of the same numbers. All charts of a page that count the same share the part of the axis that is
// shown, and the cursor.

import uPlot from '/ui/vendor/uplot.js';
import {el, fill, svg} from './dom.js';
import {csv, download, save} from './download.js';
import {figure} from './format.js';
import {bestEpoch, gaps, heights, largerIsBetter, longTable, placesOf, present, smoothed, zoomRange} from './series.js';

/**
 * @typedef {{label: string, colour: string, width: number, dash?: number[], values: (number | null)[],
 *   mean?: boolean, behind?: boolean, ends?: import('./series.js').Ends}} Line a curve: one number per epoch, null where
 *   it was not finite; colour is a property of the style sheet; mean says that its numbers are means over the epoch;
 *   behind is for what is only to compare with; ends are the steps and seconds after which its epochs ended
 * @typedef {{smooth: number, logarithmic: boolean, shift: number, by: 'epoch' | 'step' | 'time'}} Look how curves are
 *   drawn: share of the past in each point, 0 to below 1; whether the axis is logarithmic; epochs by which means move
 *   left; what the axis of epochs counts
 */

const HEIGHT = 280;
/** @param {number} low @param {number} high @returns {[number, number]} */
const defaultHeights = (low, high) => /** @type {[number, number]} */ (uPlot.rangeNum(low, high, 0.1, true));
const AXIS_NUMBERS = 22;
const WHOLE_STEPS = [1, 2, 5]
  .flatMap((digit) => [0, 1, 2, 3, 4, 5, 6].map((power) => digit * 10 ** power))
  .sort((a, b) => a - b);
const NOT_FINITE = 'not finite';

/** @param {number | null | undefined} value */
const numberOr = (value) => (value === null ? NOT_FINITE : figure(value));

/** The part of the axis that is shown, by what the axis counts; all of it where there is none. @type {Map<string, {from: number, to: number}>} */
const zooms = new Map();

/** Who draws again when that changes. @type {Set<{unit: string, again: () => void}>} */
const zoomed = new Set();

/** @param {string} unit @param {{from: number, to: number} | undefined} range */
function zoom(unit, range) {
  range ? zooms.set(unit, range) : zooms.delete(unit);
  zoomed.forEach((each) => each.unit === unit && each.again());
}

/** @type {Look} */
export const PLAIN = {smooth: 0, logarithmic: false, shift: 0, by: 'epoch'};

/** What stands at the axis. @type {Record<string, string>} */
const AXES = {time: 'seconds'};

/**
 * One chart.
 *
 * @param {string} title what is drawn
 * @param {number} epochs how long the axis is from the start: the epochs asked for, so that the
 *     curve grows into it; 0 if not known
 * @param {string} [note] a sentence below
 * @param {string} [unit] what the axis counts, from 1
 * @returns {{node: HTMLElement, show: (lines: Line[], look: Look) => void}}
 */
export function chart(title, epochs, note, unit = 'epoch') {
  /** @type {Set<string>} */
  const hidden = new Set();
  const plot = el('div', {class: 'plot', role: 'img'});
  const legend = el('ul', {class: 'legend'});
  const table = el('table', {class: 'numbers'});
  const under = el('output', {class: 'quiet under'});
  const all = el(
    'button',
    {type: 'button', class: 'all', hidden: true, onclick: () => zoom(axis(), undefined)},
    `Show all ${unit}s`,
  );
  /** What the axis counts now. */
  const axis = () => (unit === 'epoch' ? look.by : unit);
  /** Where the points of a line stand. @param {Line} line */
  const places = (line) => placesOf(line.values.length, line.mean ? look.shift : 0, axis(), line.ends);
  let tabled = false;
  /** Thousands of epochs take longer to write than to draw, so the table is written when somebody opens it. */
  const keepTable = () => {
    if (!tabled && numbers.open) {
      tabled = true;
      fillTable(table, lines, unit);
    }
  };
  const file = title.replaceAll(/[^A-Za-z0-9]+/g, '-').toLowerCase();
  const numbers = el(
    'details',
    {ontoggle: () => keepTable()},
    el('summary', {}, `Table of ${title}, and files`),
    el(
      'p',
      {class: 'actions'},
      el(
        'button',
        {
          type: 'button',
          onclick: () => download(`${file}.csv`, 'text/csv', csv(longTable(title, unit, lines))),
        },
        'CSV',
      ),
      el(
        'button',
        {type: 'button', onclick: () => download(`${file}.svg`, 'image/svg+xml', drawing(title, unit, lines))},
        'SVG',
      ),
      el(
        'button',
        {
          type: 'button',
          onclick: () => plot.querySelector('canvas')?.toBlob((blob) => blob && save(`${file}.png`, blob)),
        },
        'PNG',
      ),
    ),
    el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `Table of ${title}`}, table),
  );
  const node = el(
    'figure',
    {class: 'chart'},
    el('figcaption', {}, el('span', {}, title[0].toUpperCase() + title.slice(1)), under, all),
    plot,
    legend,
    note && el('p', {class: 'quiet small'}, note),
    numbers,
  );

  /** @type {uPlot | undefined} */
  let drawn;
  /** @type {Line[]} */
  let lines = [];
  let look = PLAIN;
  let legendOf = '';

  /** @param {number | null | undefined} at the place under the pointer among the points drawn */
  function readOut(at) {
    const place = at === null || at === undefined ? undefined : drawn?.data[0][at];
    under.textContent = place === undefined ? '' : `${AXES[axis()] ?? axis()} ${figure(place)}`;
    [...legend.querySelectorAll('output')].forEach((output, i) => {
      const value = at === null || at === undefined ? undefined : drawn?.data[i + 1][at];
      output.textContent = value === null ? NOT_FINITE : numberOr(value ?? lines[i].values.at(-1));
    });
  }

  /** A ring around the best point of each curve. @param {uPlot} u */
  function markBest(u) {
    lines.forEach((line, i) => {
      const best = line.behind || hidden.has(line.label) ? undefined : bestEpoch(line.values, largerIsBetter(title));
      const x = best === undefined ? undefined : places(line)[best];
      const {min = 0, max = 0} = u.scales.x;
      const y = x === undefined ? undefined : u.data[i + 1][u.data[0].indexOf(x)];
      if (x === undefined || y === null || y === undefined || x < min || x > max || line.values.length < 2) {
        return;
      }
      u.ctx.beginPath();
      u.ctx.setLineDash([]);
      u.ctx.arc(u.valToPos(x, 'x', true), u.valToPos(y, 'y', true), 4 * devicePixelRatio, 0, 2 * Math.PI);
      u.ctx.lineWidth = 1.5 * devicePixelRatio;
      u.ctx.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue(line.colour).trim();
      u.ctx.stroke();
    });
  }

  /** A triangle at the foot of each epoch whose number was not finite. @param {uPlot} u */
  function markGaps(u) {
    lines.forEach((line) => {
      for (const place of hidden.has(line.label) ? [] : gaps(line.values)) {
        const x = u.valToPos(places(line)[place - 1], 'x', true);
        const size = 6 * devicePixelRatio;
        const foot = u.bbox.top + u.bbox.height;
        if (x < u.bbox.left || x > u.bbox.left + u.bbox.width) {
          continue;
        }
        u.ctx.beginPath();
        u.ctx.moveTo(x - size, foot);
        u.ctx.lineTo(x + size, foot);
        u.ctx.lineTo(x, foot - 2 * size);
        u.ctx.closePath();
        u.ctx.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(line.colour).trim();
        u.ctx.fill();
      }
    });
  }

  const me = {
    get unit() {
      return axis();
    },
    again: () => (node.isConnected ? draw() : zoomed.delete(me)),
  };
  zoomed.add(me);

  function drawLegend() {
    const now = lines.map((line) => line.label).join('\n');
    if (now === legendOf) {
      return; // a button that has the focus must stay
    }
    legendOf = now;
    fill(
      legend,
      lines.map((line, i) =>
        el(
          'li',
          {},
          el(
            'button',
            {
              type: 'button',
              'aria-pressed': String(!hidden.has(line.label)),
              title: `Show or hide ${line.label}`,
              onclick: (/** @type {Event} */ event) => {
                const button = /** @type {HTMLElement} */ (event.currentTarget);
                hidden.has(line.label) ? hidden.delete(line.label) : hidden.add(line.label);
                button.setAttribute('aria-pressed', String(!hidden.has(line.label)));
                drawn?.setSeries(i + 1, {show: !hidden.has(line.label)});
              },
            },
            sample(line),
            el('span', {}, line.label),
            el('output', {}, '–'),
          ),
        ),
      ),
    );
  }

  function draw() {
    drawn?.destroy();
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue('--muted').trim();
    const grid = {stroke: style.getPropertyValue('--grid').trim(), width: 1};
    const font = `12px ${style.getPropertyValue('--font').trim()}`;
    const longest = Math.max(0, ...lines.map((line) => line.values.length));
    const counted = axis() === unit; // in whole epochs, and not in seconds or steps
    const last = counted
      ? Math.max(epochs, longest, 2)
      : Math.max(0, ...lines.filter((line) => !hidden.has(line.label)).map((line) => places(line).at(-1) ?? 0));
    const shown = zooms.get(axis());
    all.hidden = shown === undefined;
    drawn = new uPlot(
      {
        width: Math.max(plot.clientWidth, 200),
        height: HEIGHT,
        legend: {show: false},
        cursor: {
          drag: {x: true, y: false, setScale: false},
          points: {size: 7},
          sync: {key: axis(), setSeries: false},
          bind: {
            dblclick: () => () => {
              zoom(axis(), undefined);
              return null;
            },
          },
        },
        scales: {
          x: {
            time: false,
            range: shown ? [shown.from, shown.to] : [counted ? Math.min(1, 1 - look.shift) : 0, last],
          },
          y: look.logarithmic
            ? {distr: 3}
            : {range: (_, low, high) => (low === null ? [null, null] : heights(low, high, defaultHeights))},
        },
        axes: [
          {
            label: AXES[axis()] ?? axis(),
            labelFont: font,
            font,
            stroke: ink,
            grid,
            ticks: grid,
            labelSize: 22,
            size: 34,
            incrs: axis() === 'time' ? undefined : WHOLE_STEPS,
            space: counted ? 44 : 70,
          },
          {
            label: title,
            labelFont: font,
            font,
            stroke: ink,
            grid,
            ticks: grid,
            labelSize: 22,
            size: (/** @type {uPlot} */ u, /** @type {string[] | null} */ values) => roomFor(u, values, font),
            values: (/** @type {uPlot} */ _, /** @type {(number | null)[]} */ ticks) =>
              ticks.map((tick) => (tick === null ? '' : figure(Number(tick.toPrecision(6))))),
          },
        ],
        series: [
          {},
          ...lines.map((line) => ({
            label: line.label,
            show: !hidden.has(line.label),
            stroke: style.getPropertyValue(line.colour).trim(),
            width: line.width,
            dash: line.dash,
            spanGaps: true,
            points: {show: line.values.length < 2, size: 6},
          })),
        ],
        hooks: {
          setCursor: [(/** @type {uPlot} */ u) => readOut(u.cursor.idx)],
          draw: [markBest, markGaps],
          setSelect: [
            (/** @type {uPlot} */ u) => {
              const {left, width} = u.select;
              const [from, to] = [u.posToVal(left, 'x'), u.posToVal(left + width, 'x')];
              const range = counted ? zoomRange(from, to, last) : {from, to};
              if (width > 0 && range) {
                zoom(axis(), range);
              }
            },
          ],
        },
      },
      pointsOf(lines, look, places),
      plot,
    );
    readOut(null);
  }

  new ResizeObserver(() => {
    if (drawn && plot.clientWidth > 0 && drawn.width !== plot.clientWidth) {
      drawn.setSize({width: plot.clientWidth, height: HEIGHT});
    }
  }).observe(plot);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

  return {
    node,
    show(newLines, newLook) {
      lines = newLines;
      look = newLook;
      drawLegend();
      draw();
      plot.setAttribute('aria-label', inWords(title, lines, unit));
      tabled = false;
      keepTable();
    },
  };
}

/** Room for the longest number of an axis, and its title. @param {uPlot} u @param {string[] | null} values @param {string} font */
function roomFor(u, values, font) {
  u.ctx.save();
  u.ctx.font = font.replace('12px', `${12 * devicePixelRatio}px`);
  const widest = Math.max(0, ...(values ?? []).map((text) => u.ctx.measureText(text).width));
  u.ctx.restore();
  return Math.max(34, Math.ceil(widest / devicePixelRatio) + AXIS_NUMBERS);
}

/**
 * Curves as a picture of its own.
 *
 * @param {string} title
 * @param {string} unit
 * @param {Line[]} lines
 * @returns {string} SVG, in the colours of the page as it is now
 */
function drawing(title, unit, lines) {
  const style = getComputedStyle(document.documentElement);
  const [width, height, left, top, bottom] = [720, 360, 80, 30, 40];
  const all = lines.flatMap((line) => line.values.flatMap((value) => value ?? []).filter(Number.isFinite));
  const low = Math.min(...all);
  const high = Math.max(...all);
  const last = Math.max(2, ...lines.map((line) => line.values.length));
  const x = (/** @type {number} */ i) => left + ((width - left - 10) * i) / (last - 1);
  const y = (/** @type {number} */ value) =>
    height - bottom - ((height - bottom - top) * (value - low)) / (high - low || 1);
  const text = {'font-family': 'sans-serif', 'font-size': 12, fill: '#333'};
  const picture = svg(
    'svg',
    {xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height + 18 * lines.length}`, width},
    svg('rect', {width: '100%', height: '100%', fill: '#fff'}),
    svg('text', {...text, x: left, y: 18}, title),
    svg('text', {...text, x: width - 10, y: height - 8, 'text-anchor': 'end'}, `${unit} 1 to ${last}`),
    [low, high].map((value) =>
      svg('text', {...text, x: left - 6, y: y(value) + 4, 'text-anchor': 'end'}, figure(value)),
    ),
    svg('path', {d: `M${left} ${top}V${height - bottom}H${width - 10}`, fill: 'none', stroke: '#999'}),
    lines
      .map((line, i) => [
        svg('path', {
          d: present(line.values)
            .map((at, k, known) => {
              const value = line.values[at];
              return value !== null && Number.isFinite(value)
                ? `${k === 0 || !Number.isFinite(line.values[known[k - 1]]) ? 'M' : 'L'}${x(at).toFixed(2)} ${y(value).toFixed(2)}`
                : '';
            })
            .join(''),
          fill: 'none',
          stroke: style.getPropertyValue(line.colour).trim(),
          'stroke-width': line.width,
          'stroke-dasharray': line.dash?.join(' '),
        }),
        svg(
          'text',
          {...text, x: left, y: height + 18 * i + 6, fill: style.getPropertyValue(line.colour).trim()},
          line.label,
        ),
      ])
      .flat(),
  );
  return new XMLSerializer().serializeToString(picture);
}

/**
 * Places and heights of the points: one column of places for all lines, then one per line.
 *
 * @param {Line[]} lines
 * @param {Look} look
 * @param {(line: Line) => number[]} places
 * @returns {uPlot.AlignedData}
 */
function pointsOf(lines, look, places) {
  if (lines.length === 0) {
    return [[]];
  }
  return uPlot.join(
    lines.map((line) => {
      const values = line.behind ? line.values : smoothed(line.values, look.smooth);
      const known = present(values);
      const at = places(line);
      return [
        known.map((i) => at[i]),
        // A logarithmic axis has no place for zero and below.
        known.map((i) => (look.logarithmic && !(Number(values[i]) > 0) ? null : values[i])),
      ];
    }),
  );
}

/**
 * The controls of how curves look.
 *
 * @param {{shift: boolean, by?: boolean}} offer whether means can be moved, and whether the axis may count steps or time
 * @param {(look: Look) => void} changed
 */
export function lookControls({shift, by}, changed) {
  const look = {...PLAIN};
  const epochs = epochFields();
  const controls = [
    slider(
      'Smoothing',
      'smooth',
      0.95,
      0.05,
      (value) => (value === 0 ? 'off' : value.toFixed(2)),
      (value) => {
        look.smooth = value;
        changed(look);
      },
    ),
    shift &&
      slider(
        'Move training curves left',
        'shift',
        1,
        0.05,
        (value) => (value === 0 ? 'no' : `${value.toFixed(2)} epoch`),
        (value) => {
          look.shift = value;
          changed(look);
        },
      ),
    el(
      'label',
      {class: 'check'},
      el('input', {
        type: 'checkbox',
        onchange: (/** @type {Event} */ event) => {
          look.logarithmic = /** @type {HTMLInputElement} */ (event.currentTarget).checked;
          changed(look);
        },
      }),
      ' Logarithmic',
    ),
    by &&
      el(
        'span',
        {},
        el('label', {for: 'curves-by'}, 'By '),
        el(
          'select',
          {
            id: 'curves-by',
            onchange: (/** @type {Event} */ event) => {
              look.by = /** @type {Look['by']} */ (/** @type {HTMLSelectElement} */ (event.currentTarget).value);
              epochs.hidden = look.by !== 'epoch';
              changed(look);
            },
          },
          ['epoch', 'step', 'time'].map((value) => el('option', {value}, value)),
        ),
      ),
    epochs,
  ];
  return el('div', {class: 'look', role: 'group', 'aria-label': 'How the curves are drawn'}, controls);
}

/** The shown part of the axis by keyboard, for what a drag over a chart does. */
function epochFields() {
  const from = el('input', {type: 'number', min: 1, id: 'epochs-from', class: 'short', placeholder: 'first'});
  const to = el('input', {type: 'number', min: 2, id: 'epochs-to', class: 'short', placeholder: 'last'});
  const changed = () => {
    if ((from.value === '') !== (to.value === '')) {
      return; // the other end is still to come
    }
    zoom(
      'epoch',
      from.value === '' ? undefined : zoomRange(Number(from.value), Number(to.value), Number.MAX_SAFE_INTEGER),
    );
  };
  [from, to].forEach((input) => input.addEventListener('change', changed));
  const me = {
    unit: 'epoch',
    again: () => {
      const range = zooms.get('epoch');
      from.value = range ? String(range.from) : '';
      to.value = range ? String(range.to) : '';
    },
  };
  zoomed.add(me);
  return el(
    'span',
    {class: 'epochs'},
    el('label', {for: 'epochs-from'}, 'Epochs'),
    from,
    el('label', {for: 'epochs-to'}, 'to'),
    to,
  );
}

/**
 * @param {string} name
 * @param {string} id
 * @param {number} max
 * @param {number} step
 * @param {(value: number) => string} inWords
 * @param {(value: number) => void} changed
 */
function slider(name, id, max, step, inWords, changed) {
  const output = el('output', {for: id}, inWords(0));
  return el(
    'div',
    {class: 'slider'},
    el('label', {for: id}, name),
    el('input', {
      type: 'range',
      id,
      min: 0,
      max,
      step,
      value: 0,
      oninput: (/** @type {Event} */ event) => {
        const value = Number(/** @type {HTMLInputElement} */ (event.currentTarget).value);
        output.textContent = inWords(value);
        changed(value);
      },
    }),
    output,
  );
}

/** @param {Line} line a short piece of the line, for the legend */
function sample(line) {
  return svg(
    'svg',
    {class: 'sample', viewBox: '0 0 28 8', 'aria-hidden': 'true'},
    svg('path', {
      d: 'M0 4H28',
      class: `stroke${line.colour}`,
      'stroke-width': line.width + 0.4,
      'stroke-dasharray': line.dash?.join(' '),
    }),
  );
}

/** @param {string} title @param {Line[]} lines @param {string} unit */
function inWords(title, lines, unit) {
  const ends = lines
    .filter((line) => line.values.length > 0)
    .map((line) => {
      const missing = gaps(line.values);
      return (
        `${line.label} ${numberOr(line.values.at(-1))} after ${unit} ${line.values.length}` +
        (missing.length > 0 ? `, not finite at ${unit} ${missing.slice(0, 5).join(', ')}` : '')
      );
    });
  return `Chart of ${title} over ${unit}s. ${ends.length ? ends.join('; ') : `No ${unit} yet`}. The table below has every number.`;
}

/** @param {HTMLElement} table @param {Line[]} lines @param {string} unit */
function fillTable(table, lines, unit) {
  const used = lines.filter((line) => line.values.length > 0);
  const epochs = Math.max(0, ...used.map((line) => line.values.length));
  fill(
    table,
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        el('th', {scope: 'col'}, unit),
        used.map((line) => el('th', {scope: 'col'}, line.label)),
      ),
    ),
    el(
      'tbody',
      {},
      Array.from({length: epochs}, (_, row) => row)
        .filter((row) => used.some((line) => row in line.values))
        .map((row) =>
          el(
            'tr',
            {},
            el('th', {scope: 'row'}, row + 1),
            used.map((line) => el('td', {}, numberOr(line.values[row]))),
          ),
        ),
    ),
  );
}
