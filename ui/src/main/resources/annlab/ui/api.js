// The site's only way to its server: /api/v1.

/** @import {Frame} from './laboratory/film.js' */
/** @import {ActivationCurves, Differences, EpochProgress, GradientSteps, LineFits, LossCurves, Order, paths} from 'openapi' */

/**
 * What the server answers, by the description of its addresses.
 *
 * @template {keyof paths} P
 * @typedef {paths[P] extends {get: {responses: {200: {content: {'application/json': infer A}}}}} ? A : never} Got
 */

/**
 * The same for a change.
 *
 * @template {keyof paths} P
 * @typedef {paths[P] extends {post: {responses: {200: {content: {'application/json': infer A}}}}} ? A
 *   : paths[P] extends {post: {responses: {202: {content: {'application/json': infer A}}}}} ? A : never} Posted
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
    super(
      'The server does not answer. This page tries again by itself. ' +
        'If the server was stopped, start it again with: ./annlab serve',
    );
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
const token = () =>
  /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name=annlab-token]'))?.content ?? '';

/** @param {string} path @param {object} [body] @param {string} [method] */
function change(path, body = {}, method = 'POST') {
  return ask(path, {
    method,
    keepalive: method === 'DELETE', // also from a page that is left
    headers: {'Content-Type': 'application/json', 'X-Annlab-Token': token()},
    body: JSON.stringify(body),
  });
}

/** @param {string} token that annlab serve printed */
export const logIn = (token) => change('/login', {token});

/** @returns {Promise<Got<'/chapter'>>} its sections, in the chapter's order */
export const chapter = () => ask('/chapter');

/** @returns {Promise<Got<'/experiments'>>} */
export const experiments = () => ask('/experiments');

/** @returns {Promise<Got<'/titles'>>} of the experiments */
export const titles = () => ask('/titles');

/** @returns {Promise<Got<'/runs'>>} newest first */
export const runs = () => ask('/runs');

/** @param {string} id @returns {Promise<Got<'/runs/{id}'>>} */
export const run = (id) => ask(`/runs/${encodeURIComponent(id)}`);

/** @param {string} id @returns {Promise<Got<'/runs/{id}/training-ui'>>} where DL4J's training UI shows the run */
export const trainingUi = (id) => ask(`/runs/${encodeURIComponent(id)}/training-ui`);

/** @param {Order} order @returns {Promise<Posted<'/runs'>>} the new run */
export const start = (order) => change('/runs', order);

/** @param {string} id */
export const stop = (id) => change(`/runs/${encodeURIComponent(id)}/stop`);

/** @param {string} id deletes a run that has ended, with its files */
export const remove = (id) => change(`/runs/${encodeURIComponent(id)}`, {}, 'DELETE');

/** @param {string} id resumes an interrupted or failed run */
export const resume = (id) => change(`/runs/${encodeURIComponent(id)}/resume`);

/** @param {string} id @param {{name: string, note: string}} labels @returns {Promise<Posted<'/runs/{id}/labels'>>} */
export const label = (id, labels) => change(`/runs/${encodeURIComponent(id)}/labels`, labels);

/** @param {string} id @param {string} tag */
export const tag = (id, tag) => change(`/runs/${encodeURIComponent(id)}/tags`, {tag});

/** @param {string} id @param {string} tag */
export const untag = (id, tag) =>
  change(`/runs/${encodeURIComponent(id)}/tags/${encodeURIComponent(tag)}`, {}, 'DELETE');

/** @returns {Promise<Got<'/claims'>>} in the chapter's order */
export const claims = () => ask('/claims');

/**
 * @param {string} kind
 * @param {string[]} ids
 * @returns {Promise<Got<'/claims'>>} claims of a kind, and those of some ids, in the chapter's order
 */
export const claimsOf = (kind, ids) =>
  ask(`/claims?${new URLSearchParams([['kind', kind], ...ids.map((id) => ['id', id])])}`);

/** @returns {Promise<Got<'/changes'>>} in the chapter's order */
export const changes = () => ask('/changes');

/** @returns {Promise<Got<'/figures'>>} */
export const figures = () => ask('/figures');

/** @returns {Promise<Got<'/comparisons'>>} newest first */
export const comparisons = () => ask('/comparisons');

/** @param {string} id @returns {Promise<Got<'/comparisons/{id}'>>} */
export const comparison = (id) => ask(`/comparisons/${encodeURIComponent(id)}`);

/** @returns {Promise<Got<'/sweeps'>>} newest first */
export const sweeps = () => ask('/sweeps');

/** @param {string} id @returns {Promise<Got<'/sweeps/{id}'>>} */
export const sweep = (id) => ask(`/sweeps/${encodeURIComponent(id)}`);

/** @returns {Promise<Got<'/machine'>>} */
export const machine = () => ask('/machine');

/** @returns {Promise<Got<'/doctor'>>} takes some seconds */
export const doctor = () => ask('/doctor');

/** @returns {Promise<Got<'/data'>>} */
export const dataSets = () => ask('/data');

/** @param {string} id of a data set @returns {Promise<Got<'/data/{set}/samples'>>} */
export const samples = (id) => ask(`/data/${encodeURIComponent(id)}/samples`);

/** @param {string} id @param {object} question what the reader chose @returns {Promise<any>} */
const demonstration = (id, question) =>
  ask(`/demonstrations/${id}?question=${encodeURIComponent(JSON.stringify(question))}`);

/** @returns {Promise<ActivationCurves>} */
export const activations = () => demonstration('activations', {});

/** @returns {Promise<LossCurves>} as published */
export const learningCurves = () => demonstration('learning-curves', {});

/** @returns {Promise<Differences>} */
export const differences = () => demonstration('dl4j', {});

/** @param {number[][]} [points] @returns {Promise<LineFits>} */
export const losses = (points) => demonstration('losses', {points});

/** @param {{activation: string, rate: number, seed: number, iteration: number}} chosen @returns {Promise<GradientSteps>} */
export const backprop = ({activation, rate, seed, iteration}) =>
  demonstration('backprop', {activation, rate, seed, iteration});

/** @returns {Promise<Got<'/playground'>>} */
export const playground = () => ask('/playground');

/** @param {object} spec a specification of annlab fit @returns {Promise<Posted<'/playground/points'>>} its points */
export const points = (spec) => change('/playground/points', {spec});

/** @param {object} spec of a perceptron @returns {Promise<Posted<'/playground/steps'>>} its training, point by point */
export const steps = (spec) => change('/playground/steps', {spec});

/** @param {object} spec @returns {Promise<Posted<'/playground/java'>>} code that trains the same */
export const java = (spec) => change('/playground/java', {spec});

/** @param {object} spec @returns {Promise<Posted<'/playground/runs'>>} the new run */
export const train = (spec) => change('/playground/runs', {spec});

/** @param {string} name @param {string} content @returns {Promise<Posted<'/playground/uploads'>>} */
export const upload = (name, content) => change('/playground/uploads', {name, content});

/** @returns {Promise<Got<'/draw'>>} */
export const drawing = () => ask('/draw');

/**
 * @param {string} pixels 784 bytes in base 64
 * @param {{model?: string, brightest?: number}} [by] an uploaded model; without it, the newest run's
 * @returns {Promise<Posted<'/draw'>>}
 */
export const judge = (pixels, by = {}) => change('/draw', {pixels, ...by});

/** @param {string} name @param {string} content in base 64 @returns {Promise<Posted<'/draw/models'>>} */
export const uploadModel = (name, content) => change('/draw/models', {name, content});

/** @param {string} id @param {number} brightest @returns {Promise<Posted<'/draw/models/{id}/evaluation'>>} */
export const evaluateModel = (id, brightest) =>
  change(`/draw/models/${encodeURIComponent(id)}/evaluation`, {brightest});

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

/** @param {string} id @param {number} after the last epoch seen, from 0 @returns {Promise<Got<'/runs/{id}/statistics'>>} */
export const statistics = (id, after) => ask(`/runs/${encodeURIComponent(id)}/statistics?after=${after}`);

/** @param {string} id */
export const statisticsAddress = (id) => `/api/v1/runs/${encodeURIComponent(id)}/statistics.csv`;

/** @param {string} id */
export const historyAddress = (id) => `/api/v1/runs/${encodeURIComponent(id)}/history.csv`;

/** @param {string} id @param {string} name @returns {string} */
export const artifactAddress = (id, name) =>
  `/api/v1/runs/${encodeURIComponent(id)}/artifacts/${encodeURIComponent(name)}`;

/** @param {string} id @param {string} name @returns {string} of the run's model in a format, as model.keras */
export const modelAddress = (id, name) => `/api/v1/runs/${encodeURIComponent(id)}/models/${encodeURIComponent(name)}`;

/** @param {string} id @param {string} name @returns {Promise<any>} a JSON artifact */
export const artifact = (id, name) => ask(`/runs/${encodeURIComponent(id)}/artifacts/${encodeURIComponent(name)}`);

/**
 * Follows a run. The browser reconnects by itself and says what it has, so no epoch is lost.
 *
 * @param {string} id
 * @param {number} seen the last epoch that the page has; -1 for none
 * @param {{epoch: (event: {epoch: number, logs: Record<string, number>, seconds: number, steps: number}) => unknown,
 *   step: (progress: EpochProgress) => unknown, status: (status: string) => unknown, end: () => unknown, lost: () => void, back: () => void}} listener
 * @returns {() => void} stops following
 */
export function follow(id, seen, listener) {
  const source = new EventSource(`/api/v1/runs/${encodeURIComponent(id)}/events?after=${seen}`);
  source.addEventListener('open', () => listener.back());
  source.addEventListener('error', () => listener.lost());
  source.addEventListener('epoch', (event) => listener.epoch(JSON.parse(event.data)));
  source.addEventListener('step', (event) => listener.step(JSON.parse(event.data)));
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
