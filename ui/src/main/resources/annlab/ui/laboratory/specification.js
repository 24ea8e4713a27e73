// What the reader chose on the playground, as specifications of annlab fit.

/** What can be chosen, as the address has it, with its defaults. @typedef {typeof DEFAULTS} Choices */
export const DEFAULTS = {
  set: 'moons',
  rows: 200,
  noise: 0.1,
  dataSeed: 1,
  test: 0,
  xColumn: 2,
  yColumn: 3,
  positive: 1,
  upload: '',
  target: '',
  layers: '8,4',
  activation: 'tanh',
  loss: 'binary_crossentropy',
  optimizer: 'Adam',
  rate: 0.02,
  penalty: 'none',
  strength: 0.001,
  batch: 32,
  epochs: 150,
  seed: 1,
  model: 'both',
};

/** Losses as they are called on the page. @type {[string, string][]} */
export const LOSSES = [
  ['binary_crossentropy', 'cross-entropy'],
  ['mse', 'squared error'],
  ['mae', 'absolute error'],
  ['huber', 'Huber loss'],
];

export const DRAWN = ['xor', 'circles', 'moons', 'spiral', 'linear', 'and'];

/** What a set of points needs to be what it is called. @type {Record<string, Partial<Choices>>} */
const OWN = {linear: {noise: 0}, and: {rows: 4, noise: 0}};

/** What is chosen of a set if nothing is said. @param {string} set @returns {Choices} */
export const defaultsOf = (set) => ({...DEFAULTS, ...OWN[set]});

/**
 * Another set of points: what was as the old set has it becomes as the new one has it.
 *
 * @param {Choices} chosen
 * @param {string} set
 * @returns {Choices}
 */
export function withSet(chosen, set) {
  const [old, own] = [defaultsOf(chosen.set), defaultsOf(set)];
  return {
    ...chosen,
    set,
    rows: chosen.rows === old.rows ? own.rows : chosen.rows,
    noise: chosen.noise === old.noise ? own.noise : chosen.noise,
  };
}

/** The fields that change nothing for what is chosen, by their ids. @param {Choices} chosen */
export function idle(chosen) {
  return [
    ...(chosen.model === 'perceptron' ? ['layers', 'activation', 'loss', 'penalty', 'optimizer', 'batch'] : []),
    ...(chosen.model === 'perceptron' || chosen.penalty === 'none' ? ['strength'] : []),
  ];
}

/**
 * The rows, as annlab fit reads them.
 *
 * @param {Choices} chosen
 * @returns {Record<string, any>}
 */
function data(chosen) {
  if (DRAWN.includes(chosen.set)) {
    return {name: chosen.set, rows: chosen.rows, noise: chosen.noise, seed: chosen.dataSeed};
  }
  const part = {columns: [chosen.xColumn, chosen.yColumn], positive: chosen.positive};
  return chosen.set === 'upload'
    ? {upload: chosen.upload, target: chosen.target, ...part}
    : {name: chosen.set, ...part};
}

/** The points that are kept from training, a share of all. @param {Choices} chosen */
const split = (chosen) =>
  chosen.test > 0 ? {split: {test_size: chosen.test / 100, random_state: chosen.dataSeed}} : {};

/** @param {Choices} chosen @returns {number[]} neurons of each hidden layer */
export const hidden = (chosen) =>
  chosen.layers
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map(Number);

/** @param {Choices} chosen */
export function network(chosen) {
  const penalty =
    chosen.penalty === 'none'
      ? {}
      : {kernel_regularizer: {[chosen.penalty === 'l1' ? 'L1' : 'L2']: {[chosen.penalty]: chosen.strength}}};
  const standardized = DRAWN.includes(chosen.set) ? [] : [{Normalization: {}}];
  return {
    data: data(chosen),
    ...split(chosen),
    sequential: [
      ...standardized,
      ...hidden(chosen).map((units) => ({Dense: {units, activation: chosen.activation, ...penalty}})),
      {Dense: {units: 1, activation: 'sigmoid', ...penalty}},
    ],
    compile: {loss: chosen.loss, optimizer: {[chosen.optimizer]: {learning_rate: chosen.rate}}, metrics: ['accuracy']},
    fit: {epochs: chosen.epochs, batch_size: chosen.batch},
    seed: chosen.seed,
  };
}

/** @param {Choices} chosen */
export function perceptron(chosen) {
  return {
    data: data(chosen),
    ...split(chosen),
    estimator: 'Perceptron',
    parameters: {max_iter: chosen.epochs, tol: null, eta0: chosen.rate, random_state: chosen.seed},
  };
}

/**
 * What was chosen for specifications that a page has made, so that a run leads back to it.
 *
 * @param {any} spec
 * @returns {Choices}
 */
export function choicesOf(spec) {
  const {name, rows, noise, seed, columns, positive, upload, target} = spec.data;
  const set = name ?? 'upload';
  const given = {
    set,
    rows,
    noise,
    dataSeed: seed,
    xColumn: columns?.[0],
    yColumn: columns?.[1],
    positive,
    upload,
    target,
    test: spec.split && Math.round(100 * spec.split.test_size),
    ...(spec.sequential ? ofNetwork(spec) : ofPerceptron(spec.parameters)),
  };
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return {...defaultsOf(set), ...Object.fromEntries(known)};
}

/** @param {any} spec */
function ofNetwork({sequential, compile, fit, seed}) {
  const dense = sequential.map((/** @type {any} */ layer) => layer.Dense).filter(Boolean);
  const inner = dense.slice(0, -1);
  const [[optimizer, {learning_rate: rate}]] = Object.entries(compile.optimizer);
  const [kind, options] = Object.entries(dense[0].kernel_regularizer ?? {none: {}})[0];
  return {
    layers: inner.map((/** @type {any} */ layer) => layer.units).join(','),
    activation: inner[0]?.activation,
    loss: compile.loss,
    optimizer,
    rate,
    penalty: kind.toLowerCase(),
    strength: Object.values(options)[0],
    batch: fit.batch_size,
    epochs: fit.epochs,
    seed,
    model: 'network',
  };
}

/** @param {any} parameters */
const ofPerceptron = ({max_iter: epochs, eta0: rate, random_state: seed}) => ({
  epochs,
  rate,
  seed,
  model: 'perceptron',
});

/**
 * The same for a file beside the table that was uploaded.
 *
 * @param {Record<string, any>} spec
 * @param {string} name the table's
 */
export function forFile(spec, name) {
  if (!spec.data.upload) {
    return spec;
  }
  const {upload, ...rest} = spec.data;
  return {...spec, data: {csv: name, ...rest}};
}
