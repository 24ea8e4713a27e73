// The site's only way to its server: /api/v1.

/**
 * @typedef {{id: string, section: string, kind: string, statement: string, chapter?: number | string,
 *   measured?: number, tolerance?: number, reason: string, status: string}} Claim
 * @typedef {{id: string, experiment: string, status: string, backend?: string, seed: number,
 *   quick: boolean, startedAt: string, finishedAt?: string, error?: string, stopRequested?: boolean,
 *   parameters: Record<string, string | number>, metrics: Record<string, number>}} RunHead
 * @typedef {RunHead & {epochs: number, passed: number, failed: number}} RunSummary
 * @typedef {RunHead & {history: Record<string, number[]>, claims: Claim[],
 *   provenance?: Record<string, any>, title: string, section: string, artifacts: string[],
 *   trainingUi: TrainingUi}} Run
 * @typedef {{source: string, history: Record<string, number[]>}} Published
 * @typedef {{state: string, address?: string, reason?: string}} TrainingUi where DL4J's training UI
 *   shows this run: state is up, starting, empty (this run has no records for it) or down
 * @typedef {{id: string, section: string, title: string, defaults: Record<string, string | number>,
 *   quick: Record<string, string | number>, claims: Claim[]}} Experiment
 * @typedef {{experiment: string, quick: boolean, seed?: number, epochs?: number}} Order
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

/** @param {string} path @param {object} [body] */
function post(path, body = {}) {
  return ask(path, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(body),
  });
}

/** @returns {Promise<Experiment[]>} */
export const experiments = () => ask('/experiments');

/** @returns {Promise<RunSummary[]>} newest first */
export const runs = () => ask('/runs');

/** @param {string} id @returns {Promise<Run>} */
export const run = (id) => ask(`/runs/${encodeURIComponent(id)}`);

/** @param {Order} order @returns {Promise<{id: string}>} the new run */
export const start = (order) => post('/runs', order);

/** @param {string} id */
export const stop = (id) => post(`/runs/${encodeURIComponent(id)}/stop`);

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
