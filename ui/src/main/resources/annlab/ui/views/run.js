// One run: its curves as they grow, its claims, its pictures, where it came from.

import * as api from '../api.js';
import {el, fill} from '../dom.js';
import {brief, duration, figure, moment, words} from '../format.js';
import {query} from '../laboratory/address.js';
import {choicesOf, defaultsOf} from '../laboratory/specification.js';
import {calm, warn} from '../notice.js';
import {judged} from '../picture.js';
import {confusion} from '../run/confusion.js';
import {curveBoard} from '../run/curves.js';
import {gallery} from '../run/gallery.js';
import {grown, secondsLeft, standing} from '../run/history.js';
import {labels} from '../run/labels.js';
import {statisticsBoard} from '../run/statistics.js';
import {firstLayer} from '../run/weights.js';
import {badge, isOpen} from '../status.js';
import {claimAddress, kindTag, inWords, toleranceBar, verdictBadge} from '../verdict.js';

/** @import {Published} from '../run/curves.js' */
/** @import {Claim, Run, TrainingUi} from 'openapi' */

const LOST =
  'The connection to the server is lost. This page tries again by itself and will miss no epoch. ' +
  'If the server was stopped, start it again with: ./annlab serve';
const POLL_MS = 1500;
/** A screen reader hears of a training so often. */
const TENTHS = 10;
/** What the run's model is converted to, and for whom. */
const MODELS = [
  ['model.keras', 'Keras'],
  ['model.weights.h5', 'Keras’ load_weights'],
  ['model.npz', 'NumPy'],
  ['model.onnx', 'ONNX Runtime'],
];

/** @param {HTMLElement} main @param {string} id */
export async function show(main, id) {
  let run = await api.run(id);
  const heading = el('h1', {});
  drawHeading();

  let published = await publishedOf(run);
  const head = el('div', {class: 'run-head'});
  const curves = el('div', {});
  const layers = el('section', {'aria-labelledby': 'statistics'});
  const claims = el('section', {'aria-labelledby': 'claims'});
  const pictures = el('div', {});
  const settings = el('section', {'aria-labelledby': 'settings'});
  fill(
    main,
    el('p', {class: 'crumbs'}, el('a', {href: '/runs'}, 'All runs')),
    heading,
    head,
    labels(run, ({name, note}) => {
      run = {...run, name, note};
      drawHeading();
    }),
    el('section', {'aria-labelledby': 'curves'}, el('h2', {id: 'curves'}, 'Learning curves'), curves),
    layers,
    pictures,
    claims,
    settings,
  );

  let drawCurves = curveBoard(curves, run, published);
  const drawLayers = statisticsBoard(layers, run);

  /** The page's name says how far a training is, for whoever looks at another page meanwhile. */
  function drawHeading() {
    const asked = Number(run.parameters.epochs ?? 0);
    const far = run.status === 'running' && asked > 0 ? `${run.epochSeconds.length}/${asked} · ` : '';
    document.title = `${far}${run.name ?? run.title} · annlab`;
    fill(
      heading,
      run.title,
      run.name && el('span', {class: 'own-name'}, run.name),
      run.quick && el('span', {class: 'tag'}, 'quick'),
    );
  }

  function drawAll() {
    drawHeading();
    drawHead(head, run, () => show(main, id));
    drawCurves(run);
    drawClaims(claims, run);
    drawSettings(settings, run);
  }

  drawAll();
  drawPictures(pictures, run);
  if (!isOpen(run.status)) {
    return;
  }
  api.follow(id, run.epochSeconds.length - 1, {
    async epoch({epoch, logs, seconds, steps}) {
      const epochSeconds = [...run.epochSeconds];
      epochSeconds[epoch] = seconds;
      const epochSteps = [...run.epochSteps];
      epochSteps[epoch] = steps;
      run = {...run, epochSeconds, epochSteps, history: grown(run.history, epoch, logs), progress: undefined};
      if (epoch === 0 && !published) {
        // The run had not begun when this page was opened: now it has its files.
        run = {
          ...(await api.run(id)),
          epochSeconds: run.epochSeconds,
          epochSteps: run.epochSteps,
          history: run.history,
        };
        published = await publishedOf(run);
        if (published) {
          fill(curves);
          drawCurves = curveBoard(curves, run, published);
        }
      }
      drawCurves(run);
      drawHeading();
      drawProgress(head, run);
      drawLayers(run);
    },
    step(progress) {
      run = {...run, progress};
      drawProgress(head, run);
    },
    async status(status) {
      if (status !== run.status) {
        run = {
          ...(await api.run(id)),
          epochSeconds: run.epochSeconds,
          epochSteps: run.epochSteps,
          history: run.history,
        };
        drawAll();
      }
    },
    async end() {
      run = await api.run(id);
      drawAll();
      drawLayers(run);
      drawPictures(pictures, run);
    },
    lost: () => warn(LOST),
    back: calm,
  });
}

/** @param {Run} run @returns {Promise<Published | undefined>} the published curves, if the run keeps any */
async function publishedOf(run) {
  return run.artifacts.includes('published.json') ? api.artifact(run.id, 'published.json') : undefined;
}

/** @param {HTMLElement} head @param {Run} run @param {() => void} again shows the page anew */
function drawHead(head, run, again) {
  const failure = el('p', {class: 'warning', role: 'alert', hidden: true});
  const ui = el('span', {});
  const film = el('span', {});
  linkFilm(film, run);
  fill(
    head,
    el(
      'p',
      {class: 'status-line'},
      badge(run.status),
      ' ',
      el(
        'span',
        {class: 'quiet'},
        `${run.section ? `section ${run.section} · ` : ''}started ${moment(run.startedAt)} · seed ${run.seed}` +
          (run.backend ? ` · ${run.backend}` : ''),
      ),
    ),
    el('div', {class: 'progress-place'}),
    el('p', {class: 'hidden tenths', role: 'status'}),
    run.error && el('p', {class: 'warning'}, run.error),
    el(
      'div',
      {class: 'actions'},
      isOpen(run.status)
        ? stopButton(run, failure)
        : [
            run.resume && resumeButton(run, failure, again),
            el('a', {class: 'button', href: `/compare?run=${encodeURIComponent(run.id)}`}, 'Compare'),
            deleteButton(run, failure),
          ],
      film,
      ui,
    ),
    failure,
    Object.keys(run.metrics).length > 0 &&
      el(
        'dl',
        {class: 'tiles', 'aria-label': 'Final figures'},
        Object.entries(run.metrics).map(([name, value]) =>
          el('div', {}, el('dt', {}, words(name)), el('dd', {}, figure(value))),
        ),
      ),
  );
  drawProgress(head, run);
  linkTrainingUi(ui, run, run.trainingUi);
}

/** From a training of the playground back to it, with its film and what was chosen. @param {HTMLElement} place @param {Run} run */
async function linkFilm(place, run) {
  if (run.experiment !== 'playground' || !run.artifacts.includes('film.json')) {
    return;
  }
  const chosen = choicesOf(await api.artifact(run.id, 'specification.json'));
  const address = query({...chosen, runs: run.id}, {...defaultsOf(chosen.set), runs: ''});
  fill(place, el('a', {class: 'button', href: `/playground?${address}`}, 'Play its film'));
}

/** @param {Run} run @param {HTMLElement} failure */
function stopButton(run, failure) {
  const stop = el(
    'button',
    {
      type: 'button',
      onclick: async () => {
        stop.disabled = true;
        stop.textContent = 'Stopping…';
        try {
          await api.stop(run.id);
        } catch (error) {
          say(failure, error);
          stop.disabled = false;
          stop.textContent = 'Stop run';
        }
      },
    },
    'Stop run',
  );
  return stop;
}

/** Resumes an interrupted or failed run. @param {Run} run @param {HTMLElement} failure @param {() => void} again */
function resumeButton(run, failure, again) {
  const button = el('button', {type: 'button', onclick: start}, 'Resume');

  async function start() {
    button.disabled = true;
    button.textContent = 'Waiting to resume…';
    failure.hidden = true;
    try {
      await api.resume(run.id);
      wait();
    } catch (error) {
      say(failure, error);
      button.disabled = false;
      button.textContent = 'Resume';
    }
  }

  function wait() {
    setTimeout(async () => {
      if (button.isConnected) {
        // The page says elsewhere that the server does not answer.
        const now = await api.run(run.id).catch(() => undefined);
        if (now && now.resume?.state !== 'waiting') {
          again();
        } else {
          wait();
        }
      }
    }, POLL_MS);
  }

  if (run.resume?.state === 'waiting') {
    button.disabled = true;
    button.textContent = 'Waiting to resume…';
    wait();
  } else if (run.resume?.state === 'refused') {
    say(failure, new Error(`It was not resumed: ${run.resume.reason}`));
  }
  return button;
}

/** @param {Run} run @param {HTMLElement} failure */
function deleteButton(run, failure) {
  return el(
    'button',
    {
      type: 'button',
      onclick: async () => {
        if (!confirm('Delete this run with all its files? This cannot be undone.')) {
          return;
        }
        try {
          await api.remove(run.id);
          location.assign('/runs');
        } catch (error) {
          say(failure, error);
        }
      },
    },
    'Delete',
  );
}

/** @param {HTMLElement} place @param {unknown} error */
function say(place, error) {
  place.textContent = error instanceof Error ? error.message : String(error);
  place.hidden = false;
}

/** @param {HTMLElement} head @param {Run} run */
function drawProgress(head, run) {
  const place = head.querySelector('.progress-place');
  const tenths = head.querySelector('.tenths');
  if (!place || !tenths) {
    return;
  }
  const asked = Number(run.parameters.epochs ?? 0);
  const done = run.epochSeconds.length;
  const {progress} = run;
  const left = secondsLeft(run.epochSeconds, asked, progress);
  const elapsed = (Date.now() - Date.parse(run.startedAt)) / 1000;
  fill(
    place,
    run.status === 'queued'
      ? el('p', {}, 'Waiting: one run trains at a time, so that runs do not slow each other down.')
      : run.status === 'running' &&
          asked > 0 &&
          el(
            'p',
            {class: 'progress'},
            el('progress', {
              max: asked,
              value: done + (progress ? progress.step / progress.steps : 0),
              'aria-label': 'Epochs done',
            }),
            el('span', {}, standing(done, asked, progress)),
            el('span', {class: 'quiet'}, `${duration(Math.max(0, elapsed))} since its start`),
            left !== undefined && el('span', {class: 'quiet'}, `about ${duration(left)} left`),
          ),
  );
  const tenth = asked >= TENTHS && run.status === 'running' ? Math.floor((TENTHS * done) / asked) : 0;
  const words = tenth === 0 ? '' : `${tenth * 10} % of the epochs are done.`;
  if (tenths.textContent !== words) {
    tenths.textContent = words;
  }
}

/**
 * The link into DL4J's own training UI, as soon as that has something to show.
 *
 * @param {HTMLElement} place
 * @param {Run} run
 * @param {TrainingUi} found
 */
function linkTrainingUi(place, run, {state, address, reason}) {
  if (state === 'up') {
    fill(
      place,
      el(
        'a',
        {class: 'button', target: '_blank', rel: 'noopener', href: address},
        'DL4J’s training UI',
        el('span', {class: 'quiet', 'aria-hidden': 'true'}, ' ↗'),
        el('span', {class: 'hidden'}, ' (new tab)'),
      ),
    );
    return;
  }
  fill(place, el('span', {class: 'quiet'}, reason));
  if (state === 'starting' || isOpen(run.status)) {
    setTimeout(async () => {
      if (!place.isConnected) {
        return;
      }
      // The page says elsewhere that the server does not answer.
      linkTrainingUi(place, run, await api.trainingUi(run.id).catch(() => ({state, address, reason})));
    }, POLL_MS);
  }
}

/** @param {HTMLElement} place @param {Run} run */
function drawClaims(place, run) {
  const open = isOpen(run.status);
  fill(
    place,
    el('h2', {id: 'claims'}, 'Claims'),
    run.claims.length === 0
      ? el('p', {class: 'empty'}, 'This experiment makes no claims.')
      : [
          open &&
            el(
              'p',
              {class: 'quiet'},
              run.quick
                ? 'A quick run measures what it can and judges none.'
                : 'They are judged at the end of the run.',
            ),
          !open &&
            run.claims.every((claim) => claim.status === 'NOT_RUN') &&
            el(
              'p',
              {class: 'quiet'},
              run.status !== 'finished'
                ? 'Not judged: the run did not finish.'
                : run.quick
                  ? 'A quick run judges no claim. A full run does.'
                  : 'Not judged: the settings are not the experiment’s own.',
            ),
          el(
            'table',
            {class: 'list claims'},
            el(
              'thead',
              {},
              el(
                'tr',
                {},
                el('th', {scope: 'col'}, 'Verdict'),
                el('th', {scope: 'col'}, 'Claim'),
                el('th', {scope: 'col', class: 'number'}, 'Chapter'),
                el('th', {scope: 'col', class: 'number'}, 'Ours'),
                el('th', {scope: 'col', class: 'number'}, 'Passes'),
              ),
            ),
            el(
              'tbody',
              {},
              run.claims.map((claim) => claimRow(claim, open)),
            ),
          ),
        ],
  );
}

/** @param {Claim} claim @param {boolean} open */
function claimRow(claim, open) {
  return el(
    'tr',
    {},
    el('td', {'data-label': 'Verdict'}, open ? el('span', {class: 'quiet'}, 'to come') : verdictBadge(claim.status)),
    el(
      'td',
      {'data-label': 'Claim', class: 'statement'},
      el('span', {}, claim.statement, kindTag(claim)),
      el(
        'details',
        {},
        el('summary', {}, `${claim.id}, section ${claim.section}`),
        el('p', {class: 'quiet'}, claim.reason),
        el('p', {}, el('a', {href: claimAddress(claim)}, 'In the chapter')),
      ),
    ),
    numberCell('Chapter', inWords(claim, 'chapter')),
    el('td', {'data-label': 'Ours', class: 'number'}, inWords(claim, 'ours'), toleranceBar(claim)),
    numberCell('Passes', inWords(claim, 'tolerance')),
  );
}

/** @param {string} label @param {string} text */
function numberCell(label, text) {
  return el('td', {'data-label': label, class: text === '–' ? 'number none' : 'number'}, text);
}

/** @param {HTMLElement} place @param {Run} run what it keeps decides what is shown */
async function drawPictures(place, run) {
  /** @param {string} name */
  const has = (name) => run.artifacts.includes(name);
  /** @type {HTMLElement[]} */
  const sections = [];
  if (has('predictions.json')) {
    const {classNames, images} = await api.artifact(run.id, 'predictions.json');
    sections.push(
      part(
        'pictures',
        'Test pictures',
        'The first pictures of the test set, and the probability that the trained model gives each class.',
        el(
          'div',
          {class: 'pictures'},
          images.map((/** @type {any} */ image) => judged(image, classNames)),
        ),
      ),
    );
  }
  const album = has('gallery.json') ? gallery(await api.artifact(run.id, 'gallery.json')) : undefined;
  if (has('confusion.csv')) {
    sections.push(
      part(
        'confusion',
        'Confusion matrix',
        album ? 'A number leads to the pictures that this run kept of it.' : 'Which classes the model takes for which.',
        confusion(await api.text(run.id, 'confusion.csv'), album?.choose),
      ),
    );
  }
  if (album) {
    sections.push(
      part(
        'gallery',
        'Test images to leaf through',
        'The first of the test set, and the mistakes of which the model was most sure. A picture shows all its probabilities.',
        album.node,
      ),
    );
  }
  if (has('first-layer.json')) {
    sections.push(
      part(
        'weights',
        'Weights of the first layer',
        'Each picture is one neuron: ink on blue adds to it, ink on orange takes from it. Each is scaled to its own largest weight.',
        firstLayer(await api.artifact(run.id, 'first-layer.json')),
      ),
    );
  }
  const drawings = run.artifacts.filter((name) => name.endsWith('.svg'));
  if (drawings.length > 0) {
    sections.push(
      part(
        'figures',
        'Figures',
        'As this run drew them.',
        el(
          'div',
          {class: 'figures'},
          drawings.map((name) =>
            el(
              'figure',
              {class: 'drawing'},
              el(
                'div',
                {class: 'paper scroll', tabindex: 0, role: 'group', 'aria-label': `Figure ${name}`},
                el('img', {
                  src: api.artifactAddress(run.id, name),
                  alt: words(name.replace(/\.svg$/, '').replaceAll('-', ' ')),
                  loading: 'lazy',
                }),
              ),
              el('figcaption', {class: 'small'}, name),
            ),
          ),
        ),
      ),
    );
  }
  const looked = album || has('first-layer.json');
  fill(
    place,
    sections,
    !looked &&
      !isOpen(run.status) &&
      run.epochSeconds.length > 0 &&
      el(
        'p',
        {class: 'quiet'},
        'No test images to leaf through and no pictures of first-layer weights: only a finished run of ',
        el('code', {}, 'fashion-mnist'),
        ' keeps these.',
      ),
  );
}

/** @param {string} id @param {string} title @param {string} about @param {HTMLElement} content */
function part(id, title, about, content) {
  return el('section', {'aria-labelledby': id}, el('h2', {id}, title), el('p', {class: 'quiet'}, about), content);
}

/** @param {HTMLElement} place @param {Run} run */
function drawSettings(place, run) {
  const {seed, backend, seconds, peakMemory, data, ...origin} = run.provenance ?? {};
  const took = run.finishedAt ? (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000 : undefined;
  const files = run.artifacts;
  fill(
    place,
    el('h2', {id: 'settings'}, 'Where it comes from'),
    el(
      'div',
      {class: 'columns'},
      el(
        'div',
        {},
        el('h3', {}, 'Settings'),
        pairs({
          ...run.parameters,
          rows: run.parameters.rows === 0 ? 'all' : run.parameters.rows,
        }),
      ),
      el(
        'div',
        {},
        el('h3', {}, 'Provenance'),
        pairs({
          run: run.id,
          took: took === undefined ? undefined : duration(took),
          backend,
          ...origin,
          'peak memory': peakMemory === undefined ? undefined : `${Math.round(peakMemory / 2 ** 20)} MiB`,
        }),
        data && Object.keys(data).length > 0 && [el('h3', {class: 'next'}, 'Data, with SHA-256'), pairs(data)],
      ),
      el(
        'div',
        {},
        el('h3', {}, 'Downloads'),
        files.length === 0 && run.epochSeconds.length === 0
          ? el('p', {class: 'quiet'}, 'None yet.')
          : el(
              'ul',
              {class: 'files'},
              run.epochSeconds.length > 0 &&
                el('li', {}, el('a', {href: api.historyAddress(run.id), download: ''}, 'history.csv')),
              files
                .filter((name) => name !== 'model.zip')
                .map((name) => el('li', {}, el('a', {href: api.artifactAddress(run.id, name), download: name}, name))),
            ),
        files.includes('model.zip') && [
          el('h3', {class: 'next'}, 'The model for'),
          el(
            'ul',
            {class: 'files'},
            MODELS.map(([name, reader]) =>
              el('li', {}, `${reader}: `, el('a', {href: api.modelAddress(run.id, name), download: name}, name)),
            ),
            el(
              'li',
              {},
              'annlab: ',
              el('a', {href: api.artifactAddress(run.id, 'model.zip'), download: ''}, 'model.zip'),
            ),
          ),
        ],
      ),
    ),
  );
}

/** @param {Record<string, any>} values what is undefined is left out */
function pairs(values) {
  return el(
    'dl',
    {class: 'pairs'},
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        el('dt', {}, name.includes('.') ? name : words(name)),
        el('dd', {}, typeof value === 'boolean' ? (value ? 'yes' : 'no') : brief(value)),
      ])
      .flat(),
  );
}
