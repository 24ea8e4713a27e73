// How numbers, times and states are written for people.

/** @type {Record<string, {icon: string, word: string}>} */
const STATES = {
  queued: {icon: '◷', word: 'queued'},
  running: {icon: '▶', word: 'running'},
  finished: {icon: '✓', word: 'finished'},
  failed: {icon: '✗', word: 'failed'},
  interrupted: {icon: '■', word: 'interrupted'},
  stopped: {icon: '◌', word: 'stopped early'},
  deleted: {icon: '–', word: 'deleted'},
};

/** As annlab.lab.Judgement has them, by test. @type {Record<string, {icon: string, word: string}>} */
const JUDGEMENTS = {
  PASS: {icon: '✓', word: 'pass'},
  FAIL: {icon: '✗', word: 'fail'},
  SHOWN: {icon: '○', word: 'shown'},
  NOT_RUN: {icon: '–', word: 'not run'},
};

/** From here on every double is an integer, and none has use for its digits. */
const MAX_DIGITS = 1e15;

/** @param {string} status */
export function state(status) {
  return STATES[status] ?? {icon: '?', word: status};
}

/** What may become of a claim, in the order of lists. */
export const JUDGED = Object.keys(JUDGEMENTS);

/** @param {string} judgement */
export function judgement(judgement) {
  return JUDGEMENTS[judgement] ?? {icon: '?', word: judgement};
}

/**
 * A figure with as many digits as a reader can use.
 *
 * @param {number | undefined} value
 * @returns {string} an en dash where there is no figure
 */
export function figure(value) {
  if (value === undefined || !Number.isFinite(value)) {
    return '–';
  }
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < MAX_DIGITS) {
    return value.toLocaleString('en');
  }
  return size >= 1e-4 && size < 1e6 ? String(Number(value.toPrecision(size < 1 ? 4 : 6))) : value.toExponential(3);
}

/**
 * A number that is compared with another: with seven digits where it has them.
 *
 * @param {number | undefined} value
 */
export function precise(value) {
  if (value === undefined || !Number.isFinite(value)) {
    return '–';
  }
  return Number.isInteger(value) && Math.abs(value) < MAX_DIGITS
    ? value.toLocaleString('en')
    : String(Number(value.toPrecision(7)));
}

/**
 * A share as a percentage.
 *
 * @param {number} share 0 to 1
 */
export function percent(share) {
  const hundredths = share * 100;
  return `${hundredths >= 99.95 || hundredths < 0.05 ? hundredths.toFixed(0) : hundredths.toFixed(1)} %`;
}

/**
 * A point in time in the reader's own zone.
 *
 * @param {string | undefined} iso
 */
export function moment(iso) {
  if (iso === undefined) {
    return '–';
  }
  const time = new Date(iso);
  return time.toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/**
 * A length of time.
 *
 * @param {number} seconds
 */
export function duration(seconds) {
  if (seconds < 9.95) {
    return `${seconds.toFixed(1)} s`;
  }
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes === 0
    ? `${whole} s`
    : minutes < 60
      ? `${minutes} min ${whole % 60} s`
      : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/**
 * Keras' name of a series in words: val_accuracy becomes "validation accuracy".
 *
 * @param {string} name
 */
export function seriesName(name) {
  return name.startsWith('val_')
    ? `validation ${name.slice(4).replaceAll('_', ' ')}`
    : `training ${name.replaceAll('_', ' ')}`;
}

/** The step that an epoch has come to, in words. @param {import('openapi').EpochProgress} progress */
export const stepOf = ({step, steps}) => `step ${figure(step)} of ${figure(steps)}`;

/**
 * A text cut to a length.
 *
 * @param {string} text
 * @param {number} most characters, at least 1
 */
export const cut = (text, most) => (text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1)).trimEnd()}…`);

/** Options of Keras' objects that say enough without their names. */
const NAMELESS = new Set(['units', 'activation', 'rate', 'learning_rate']);

/**
 * A setting's value as short as it can be told: of Keras' objects, as JSON or as text of it, their names and options.
 * `[{"Flatten": {}}, {"Dense": {"units": 10, "activation": "relu"}}]` becomes "Flatten, Dense 10 relu".
 *
 * @param {unknown} value
 * @returns {string}
 */
export function brief(value) {
  if (typeof value === 'string' && /^[[{]/.test(value)) {
    try {
      return brief(JSON.parse(value));
    } catch {
      return value; // a text that only begins like JSON
    }
  }
  if (Array.isArray(value)) {
    return value.map(brief).join(', ');
  }
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  const entries = Object.entries(value);
  const [name, options] = entries[0] ?? [];
  if (entries.length !== 1 || typeof options !== 'object' || options === null || Array.isArray(options)) {
    return JSON.stringify(value);
  }
  const told = Object.entries(options).map(([option, each]) =>
    each === true
      ? option.replaceAll('_', ' ')
      : NAMELESS.has(option)
        ? brief(each)
        : `${option.replaceAll('_', ' ')} ${brief(each)}`,
  );
  return [name, ...told].join(' ');
}

/**
 * A name of a setting or figure in words.
 *
 * @param {string} name snake_case or camelCase
 */
export function words(name) {
  return name
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}
