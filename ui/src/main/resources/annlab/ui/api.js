// The site's only way to its server: /api/v1.

/**
 * @typedef {{id: string, section: string, kind: string, statement: string, chapter?: number | string,
 *   measured?: number, tolerance?: number, low?: number, high?: number, reason: string, status: string}} Claim
 * @typedef {Claim & {experiment: string, experimentTitle: string, command: string, run?: string, seed?: number,
 *   startedAt?: string, backend?: string, commit?: string, modified?: boolean, stale?: boolean,
 *   note?: string, listing?: {file: string, line: number, text: string}}} LedgerClaim the newest
 *   verdict of a claim, with the run that gave it
 * @typedef {{experiment: string, run: string, name: string, section: string, caption: string}} ChapterFigure
 * @typedef {{id: string, experiment: string, status: string, backend?: string, seed: number,
 *   quick: boolean, startedAt: string, finishedAt?: string, error?: string, stopRequested?: boolean,
 *   parameters: Record<string, string | number>, metrics: Record<string, number>}} RunHead
 * @typedef {RunHead & {epochs: number, passed: number, failed: number, tags?: string[],
 *   best?: Record<string, number>, last?: Record<string, number>}} RunSummary
 * @typedef {RunHead & {history: History, claims: Claim[], epochSeconds: number[], epochSteps: number[],
 *   provenance?: Record<string, any>, title: string, section?: string, artifacts: string[],
 *   trainingUi: TrainingUi}} Run
 * @typedef {Record<string, number[]>} History one number an epoch, under Keras' names
 * @typedef {{source: string, history: History}} Published
 * @typedef {{state: string, address?: string, reason?: string}} TrainingUi where DL4J's training UI
 *   shows this run: state is up, starting, empty (this run has no records for it) or down
 * @typedef {{id: string, section: string, title: string, defaults: Record<string, string | number>,
 *   quick: Record<string, string | number>, claims: Claim[]}} Experiment
 * @typedef {{experiment: string, quick: boolean, seed?: number, epochs?: number, timeoutSeconds?: number}} Order
 * @typedef {{id: string, experiment: string, axis: string, startedAt: string, seed: number, epochs: number, rows: number,
 *   quick: boolean}} ComparisonFacts two runs of one experiment that differ in one thing, the axis
 * @typedef {ComparisonFacts & {firstStep?: number, sides: {label: string, run: string}[]}} ComparisonHead
 * @typedef {{startSeconds: number, firstStepMs: number, msPerStep: number, steps: number, totalSeconds: number}} Timing
 * @typedef {{layer: string, parameters: number, absolute: number, relative: number, ulp: number}} LayerDrift
 * @typedef {{threshold: number, initial: number, firstStep?: number, steps: number[], epochs: LayerDrift[][]}} ParameterDrift
 *   largest differences of parameters: before the first step, after each of the first steps, by epoch and layer
 * @typedef {ComparisonFacts & {sides: {label: string, kept: boolean, timing: Timing, run: RunHead & {history: History, claims: Claim[]}}[],
 *   drift: ParameterDrift}} Comparison kept says whether the store still has that run
 * @typedef {{java: string, system: string, processor?: string, backend?: string}} Machine at a glance
 * @typedef {{id: string, group: string, title: string, level: string, found: string, advice?: string}} Finding level is
 *   ok, note, warning or fault
 * @typedef {{backend: string, works: boolean, findings: Finding[]}} Diagnosis
 * @typedef {{name: string, bytes: number, sha256: string, status: string, path?: string, fault?: string}} DataFile
 *   status is verified, missing or damaged
 * @typedef {{id: string, title: string, about: string, files: DataFile[]}} DataSet
 * @typedef {{classNames: string[], images: {label: number, pixels: string}[]}} PictureSamples
 * @typedef {{columns: string[], rows: string[][]}} TableSamples
 * @typedef {{classNames: string[], images: {row: number, label: number, predicted: number,
 *   probabilities: number[], pixels: string}[], mistakes: number[]}} Gallery test images with what the model says of
 *   them; mistakes are places in images, the most confident first
 * @typedef {{inputs: number, units: string[]}} FirstLayer the weights of each neuron, signed bytes in base 64, scaled to
 *   the neuron's largest
 * @typedef {{id: string, label: string, formula: string, values: number[], slopes: number[]}} ActivationCurve formula in TeX
 * @typedef {{reach: number, delta: number, points: number[][], fits: {id: string, label: string, slope: number,
 *   intercept: number, loss: number, moved: number}[]}} LineFits
 * @typedef {{phase: string, quantity: string, formula: string, worked: string, value: number, difference?: number}} TracedStep
 * @typedef {{sizes: number[], inputs: number[], targets: number[], parameters: {name: string, value: number,
 *   gradient: number, difference: number, after: number}[], steps: TracedStep[], loss: number, lossAfter: number,
 *   iteration: number, nearKink: boolean}} Trace one training step, number by number
 * @typedef {{rows: number, layers: number, units: number, epochs: number, seconds: number, uploadBytes: number}}
 *   PlaygroundLimits
 * @typedef {import('./laboratory/film.js').Frame} Frame
 * @typedef {import('./laboratory/film.js').Scene} Scene
 * @typedef {{id: string, name: string, rows: number, columns: string[], target: string,
 *   classes: {id: number, name: string}[]}} Upload
 */

/** The server answered, and said no. */
export class Refused extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The server did not answer. */
export class Unreachable extends Error {
  constructor() {
    super('The server does not answer. This page tries again by itself. '
        + 'If the server was stopped, start it again with: ./annlab serve');
  }
}

/**
 * @param {string} path below /api/v1
 * @param {RequestInit} [init]
 * @returns {Promise<any>}
 */
async function ask(path, init) {
  /** @type {Response} */
  let answer;
  try {
    answer = await fetch(`/api/v1${path}`, init);
  } catch {
    throw new Unreachable();
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Refused(answer.status, body.error ?? `The server answered ${answer.status}.`);
  }
  return body;
}

/** What the server gave this page to change something with. */
const token = () => /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name=annlab-token]'))?.content ?? '';

/** @param {string} path @param {object} [body] @param {string} [method] */
function change(path, body = {}, method = 'POST') {
  return ask(path, {
    method,
    headers: {'Content-Type': 'application/json', 'X-Annlab-Token': token()},
    body: JSON.stringify(body),
  });
}

/** @param {string} token that annlab serve printed */
export const logIn = (token) => change('/login', {token});

/** @returns {Promise<Experiment[]>} */
export const experiments = () => ask('/experiments');

/** @returns {Promise<RunSummary[]>} newest first */
export const runs = () => ask('/runs');

/** @param {string} id @returns {Promise<Run>} */
export const run = (id) => ask(`/runs/${encodeURIComponent(id)}`);

/** @param {Order} order @returns {Promise<{id: string}>} the new run */
export const start = (order) => change('/runs', order);

/** @param {string} id */
export const stop = (id) => change(`/runs/${encodeURIComponent(id)}/stop`);

/** @param {string} id deletes a run that has ended, with its files */
export const remove = (id) => change(`/runs/${encodeURIComponent(id)}`, {}, 'DELETE');

/** @param {string} id @param {string} tag */
export const tag = (id, tag) => change(`/runs/${encodeURIComponent(id)}/tags`, {tag});

/** @param {string} id @param {string} tag */
export const untag = (id, tag) => change(`/runs/${encodeURIComponent(id)}/tags/${encodeURIComponent(tag)}`, {}, 'DELETE');

/** @returns {Promise<LedgerClaim[]>} in the chapter's order */
export const claims = () => ask('/claims');

/** @returns {Promise<ChapterFigure[]>} */
export const figures = () => ask('/figures');

/** @returns {Promise<ComparisonHead[]>} newest first */
export const comparisons = () => ask('/comparisons');

/** @param {string} id @returns {Promise<Comparison>} */
export const comparison = (id) => ask(`/comparisons/${encodeURIComponent(id)}`);

/** @returns {Promise<Machine>} */
export const machine = () => ask('/machine');

/** @returns {Promise<Diagnosis>} takes some seconds */
export const doctor = () => ask('/doctor');

/** @returns {Promise<DataSet[]>} */
export const dataSets = () => ask('/data');

/** @param {string} id of a data set @returns {Promise<PictureSamples | TableSamples>} */
export const samples = (id) => ask(`/data/${encodeURIComponent(id)}/samples`);

/** @param {string} id @param {object} question what the reader chose @returns {Promise<any>} */
const demonstration = (id, question) =>
  ask(`/demonstrations/${id}?question=${encodeURIComponent(JSON.stringify(question))}`);

/** @returns {Promise<{z: number[], functions: ActivationCurve[]}>} */
export const activations = () => demonstration('activations', {});

/** @param {number[][]} [points] @returns {Promise<LineFits>} */
export const losses = (points) => demonstration('losses', {points});

/** @param {{activation: string, rate: number, seed: number, iteration: number}} chosen @returns {Promise<Trace>} */
export const backprop = ({activation, rate, seed, iteration}) =>
  demonstration('backprop', {activation, rate, seed, iteration});

/** @returns {Promise<PlaygroundLimits>} */
export const playground = () => ask('/playground');

/** @param {object} spec a specification of annlab fit @returns {Promise<Scene>} its points */
export const points = (spec) => change('/playground/points', {spec});

/** @param {object} spec @returns {Promise<{java: string}>} code that trains the same */
export const java = (spec) => change('/playground/java', {spec});

/** @param {object} spec @returns {Promise<{id: string}>} the new run */
export const train = (spec) => change('/playground/runs', {spec});

/** @param {string} name @param {string} content @returns {Promise<Upload>} */
export const upload = (name, content) => change('/playground/uploads', {name, content});

/** @returns {Promise<{classNames: string[], run?: string, quick?: boolean, startedAt?: string}>} */
export const drawing = () => ask('/draw');

/** @param {string} pixels 784 bytes in base 64 @returns {Promise<{probabilities: number[], run: string}>} */
export const judge = (pixels) => change('/draw', {pixels});

/**
 * Follows the film of a training under way; the browser reconnects by itself and misses no frame.
 *
 * @param {string} id the run
 * @param {(frame: Frame) => void} frame
 * @param {(how: {status: string, error?: string}) => void} end
 */
export function watch(id, frame, end) {
  const source = new EventSource(`/api/v1/playground/runs/${encodeURIComponent(id)}/frames`);
  source.addEventListener('frame', (event) => frame(JSON.parse(event.data)));
  source.addEventListener('end', (event) => {
    source.close();
    end(JSON.parse(event.data));
  });
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) {
      end({status: 'failed', error: 'The server has lost this film. Start the training again.'});
    }
  });
}

/** @param {string} id */
export const historyAddress = (id) => `/api/v1/runs/${encodeURIComponent(id)}/history.csv`;

/** @param {string} id @param {string} name @returns {string} */
export const artifactAddress = (id, name) =>
  `/api/v1/runs/${encodeURIComponent(id)}/artifacts/${encodeURIComponent(name)}`;

/** @param {string} id @param {string} name @returns {Promise<any>} a JSON artifact */
export const artifact = (id, name) =>
  ask(`/runs/${encodeURIComponent(id)}/artifacts/${encodeURIComponent(name)}`);

/**
 * Follows a run. The browser reconnects by itself and says what it has, so no epoch is lost.
 *
 * @param {string} id
 * @param {number} seen the last epoch that the page has; -1 for none
 * @param {{epoch: (event: {epoch: number, logs: Record<string, number>}) => unknown,
 *   status: (status: string) => unknown, end: () => unknown, lost: () => void, back: () => void}} listener
 * @returns {() => void} stops following
 */
export function follow(id, seen, listener) {
  const source = new EventSource(`/api/v1/runs/${encodeURIComponent(id)}/events?after=${seen}`);
  source.addEventListener('open', () => listener.back());
  source.addEventListener('error', () => listener.lost());
  source.addEventListener('epoch', (event) => listener.epoch(JSON.parse(event.data)));
  source.addEventListener('status', (event) => listener.status(JSON.parse(event.data).status));
  source.addEventListener('end', () => {
    source.close();
    listener.end();
  });
  return () => source.close();
}

/** @param {string} id @param {string} name @returns {Promise<string>} an artifact of text */
export async function text(id, name) {
  const answer = await fetch(artifactAddress(id, name)).catch(() => {
    throw new Unreachable();
  });
  if (!answer.ok) {
    throw new Refused(answer.status, `The server answered ${answer.status}.`);
  }
  return answer.text();
}
