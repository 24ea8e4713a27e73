// Train a perceptron and a network on points of the plane, watch the boundary as it learns, and look at the film.

import * as api from '../api.js';
import {el, fill} from '../dom.js';
import {download} from '../download.js';
import {choices, complete, remember} from '../laboratory/address.js';
import {choice, number, setDisabled} from '../laboratory/fields.js';
import {film} from '../laboratory/film.js';
import {perceptronFilm} from '../laboratory/perceptron.js';
import {
  DEFAULTS,
  DRAWN,
  LOSSES,
  defaultsOf,
  forFile,
  hidden,
  idle,
  network,
  perceptron,
  withSet,
} from '../laboratory/specification.js';
import {calm, warn} from '../notice.js';

/** @import {Upload} from 'openapi' */

const PAUSE_MS = 250;
const MAX_KNOWN = 8;
/** @type {[string, string][]} */
const POINTS = [
  ['xor', 'Exclusive or'],
  ['circles', 'Circles'],
  ['moons', 'Moons'],
  ['spiral', 'Spiral'],
  ['linear', 'Linearly separable'],
  ['and', 'And, its truth table'],
];

/** @param {HTMLElement} main */
export async function show(main) {
  document.title = 'Playground · annlab';
  const limits = await api.playground();
  const defaults = () => ({...defaultsOf(chosen.set), runs: ''});
  const chosen = choices({...defaultsOf(new URLSearchParams(location.search).get('set') ?? ''), runs: ''});
  /** @type {[string, string][]} */
  const names = [
    ...POINTS,
    ...limits.dataSets.map(({id, title}) => /** @type {[string, string]} */ ([id, `${title}, two features`])),
    ['upload', 'Your own CSV'],
  ];
  const tableOf = () => limits.dataSets.find(({id}) => id === chosen.set);
  if (!names.some(([id]) => id === chosen.set)) {
    chosen.set = DEFAULTS.set;
  }
  /** @type {Upload | undefined} */
  let table;
  let uploadName = 'points.csv';
  /** @type {string[]} */
  let training = [];
  let asked = 0;
  const dataFields = el('fieldset', {});
  const stage = el('div', {class: 'laboratory', id: 'stage'});
  const code = el('div');
  const train = el('button', {type: 'submit', class: 'primary'}, 'Train');
  const stop = el(
    'button',
    {type: 'button', 'aria-disabled': 'true', onclick: () => training.forEach((id) => api.stop(id).catch(tell))},
    'Stop',
  );
  let busy = false;
  /** The buttons keep the focus. @param {boolean} now */
  const trains = (now) => {
    busy = now;
    setDisabled(train, now);
    setDisabled(stop, !now);
  };

  /** @param {unknown} error */
  const tell = (error) => warn(error instanceof Error ? error.message : String(error));

  /** @returns {[string, Record<string, any>][]} titles with specifications */
  const models = () => [
    ...(chosen.model === 'network'
      ? []
      : [/** @type {[string, Record<string, any>]} */ (['Perceptron', perceptron(chosen)])]),
    ...(chosen.model === 'perceptron'
      ? []
      : [
          /** @type {[string, Record<string, any>]} */ ([
            `Network ${['2', ...hidden(chosen), 1].join('-')}`,
            network(chosen),
          ]),
        ]),
  ];

  /** Fields that change nothing are not shown. */
  function showFields() {
    const none = idle(chosen);
    form.querySelectorAll('fieldset > div').forEach((field) => {
      const id = field.querySelector('input, select')?.id ?? '';
      /** @type {HTMLElement} */ (field).hidden = none.includes(id);
    });
    takeAway.forEach(({of, node}) => {
      node.hidden = chosen.model !== 'both' && chosen.model !== of;
    });
  }

  /** What was asked last is at hand when Train is pressed. @type {Map<string, Promise<any>>} */
  const known = new Map();
  /** @template T @param {string} what @param {object} spec @param {(spec: object) => Promise<T>} ask @returns {Promise<T>} */
  const once = (what, spec, ask) => {
    const key = what + JSON.stringify(spec);
    const answer = known.get(key) ?? ask(spec);
    known.delete(key);
    known.set(key, answer);
    answer.catch(() => known.delete(key));
    [...known.keys()].slice(0, -MAX_KNOWN).forEach((old) => known.delete(old));
    return answer;
  };
  const pointsOf = (/** @type {object} */ spec) => once('points', spec, api.points);

  /** What a model's film is: a perceptron is seen point by point. @param {string} title @param {any} scene @param {any} spec */
  const filmOf = async (title, scene, spec) =>
    spec.estimator
      ? perceptronFilm(title, scene, await once('steps', spec, api.steps), spec.parameters.eta0)
      : film(title, scene, LOSSES.find(([name]) => name === spec.compile.loss)?.[1]);

  /** Something was chosen: films of other choices go. */
  function changed() {
    showFields();
    chosen.runs = '';
    remember(chosen, defaults());
    fill(code);
    const turn = ++asked;
    setTimeout(() => turn === asked && preview(turn), PAUSE_MS);
  }

  /** @param {number} turn */
  async function preview(turn) {
    if (chosen.set === 'upload' && chosen.upload === '') {
      fill(
        stage,
        el(
          'p',
          {class: 'empty'},
          'Choose a file: a header, two columns of numbers or more, and the class in the last column.',
        ),
      );
      return;
    }
    if (!stage.hasChildNodes()) {
      fill(stage, el('p', {class: 'empty', role: 'status'}, 'The worker that trains is starting…'));
    }
    try {
      const films = await Promise.all(models().map(async ([title, spec]) => filmOf(title, await pointsOf(spec), spec)));
      if (turn === asked) {
        calm();
        fill(
          stage,
          films.map(({node}) => node),
        );
      }
    } catch (error) {
      if (turn === asked) {
        tell(error);
      }
    }
  }

  async function start() {
    if (busy) {
      return;
    }
    const turn = ++asked;
    trains(true);
    calm();
    fill(code);
    try {
      const all = models();
      const films = await Promise.all(all.map(async ([title, spec]) => filmOf(title, await pointsOf(spec), spec)));
      fill(
        stage,
        films.map((each) => each.node),
      );
      films.forEach((each) => each.begin());
      const started = await Promise.all(all.map(([, spec]) => api.train(spec)));
      training = started.map(({id}) => id);
      await Promise.all(
        started.map(
          ({id}, i) =>
            new Promise((done) => {
              films[i].say('Training…');
              api.watch(id, films[i].add, ({status, error}) => {
                films[i].say(error ?? `Training has ${status === 'finished' ? 'ended' : `been ${status}`}.`);
                films[i].node.append(kept(id));
                films[i].done();
                done(undefined);
              });
            }),
        ),
      );
      if (turn === asked && stage.isConnected) {
        chosen.runs = training.join(',');
        complete(chosen, defaults());
      }
    } catch (error) {
      tell(error);
    }
    trains(false);
  }

  /** Films that were made before. */
  async function project() {
    const ids = chosen.runs.split(',');
    try {
      const films = await Promise.all(
        ids.map(async (id) => {
          const old = await api.artifact(id, 'film.json');
          const title =
            old.spec.estimator ??
            `Network ${[
              '2',
              ...old.spec.sequential
                .filter((/** @type {any} */ layer) => layer.Dense)
                .map((/** @type {any} */ layer) => layer.Dense.units),
            ].join('-')}`;
          const screen = await filmOf(title, old, old.spec);
          old.frames.forEach(screen.add);
          screen.say('The film of a training that was kept.');
          screen.node.append(kept(id));
          screen.done();
          return screen.node;
        }),
      );
      fill(stage, films);
    } catch (error) {
      warn(
        error instanceof api.Refused && error.status === 404
          ? 'The run of this address is gone. Its choices are here: train again for the same picture.'
          : String(error),
      );
      preview(++asked);
    }
  }

  function drawDataFields() {
    const change = (/** @type {string} */ name) => (/** @type {any} */ value) => {
      /** @type {Record<string, any>} */ (chosen)[name] =
        typeof DEFAULTS[/** @type {keyof typeof DEFAULTS} */ (name)] === 'number' ? Number(value) : value;
      changed();
    };
    const set = tableOf();
    const columns = set?.columns ?? table?.columns ?? ['column 1', 'column 2'];
    const classes = set
      ? set.classNames.map((name, id) => ({id, name}))
      : (table?.classes ?? [{id: chosen.positive, name: `class ${chosen.positive}`}]);
    /** @type {[number, string][]} */
    const named = columns.map((name, i) => [i, name]);
    fill(
      dataFields,
      el('legend', {}, 'Points'),
      choice('set', 'Data', names, chosen.set, (value) => {
        Object.assign(chosen, withSet(chosen, value));
        const features = tableOf()?.columns.length;
        if (features) {
          Object.assign(chosen, {xColumn: features - 2, yColumn: features - 1, positive: 1});
        }
        drawDataFields();
        document.getElementById('set')?.focus();
        changed();
      }),
      DRAWN.includes(chosen.set)
        ? [
            number('rows', 'Points', {min: 2, max: limits.rows}, chosen.rows, change('rows')),
            number('noise', 'Noise', {min: 0, max: 1, step: 'any'}, chosen.noise, change('noise')),
            number('data-seed', 'Seed of the points', {min: 0, max: 2147483647}, chosen.dataSeed, change('dataSeed')),
          ]
        : [
            chosen.set === 'upload' &&
              el(
                'div',
                {class: 'wide'},
                el('label', {for: 'file'}, 'CSV file, class in the last column'),
                el('input', {type: 'file', id: 'file', accept: '.csv,text/csv', onchange: take}),
              ),
            choice('x-column', 'Across', named, chosen.xColumn, change('xColumn')),
            choice('y-column', 'Up', named, chosen.yColumn, change('yColumn')),
            choice(
              'positive',
              'Blue class, against the rest',
              classes.map(({id, name}) => [id, name]),
              chosen.positive,
              change('positive'),
            ),
          ],
      number('test', 'Test points, %', {min: 0, max: 80}, chosen.test, change('test')),
    );
  }

  /** @param {Event} event */
  async function take(event) {
    const file = /** @type {HTMLInputElement} */ (event.target).files?.[0];
    if (!file) {
      return;
    }
    try {
      const content = file.size > limits.uploadBytes ? '' : await file.text();
      const bytes = Math.max(file.size, new Blob([JSON.stringify({name: file.name, content})]).size);
      if (bytes > limits.uploadBytes) {
        warn(
          `${file.name} takes ${bytes.toLocaleString('en')} bytes to upload; at most ${limits.uploadBytes.toLocaleString('en')} are allowed.`,
        );
        return;
      }
      table = await api.upload(file.name, content);
      uploadName = table.name;
      Object.assign(chosen, {
        upload: table.id,
        target: table.target,
        xColumn: 0,
        yColumn: 1,
        positive: table.classes[table.classes.length - 1].id,
      });
      calm();
      drawDataFields();
      changed();
    } catch (error) {
      tell(error);
    }
  }

  /** @param {Record<string, any>} spec @param {string} title */
  async function exportJava(spec, title) {
    try {
      const {java} = await api.java(spec);
      shown(`${title} as Java`, 'Playground.java', 'text/x-java', java);
    } catch (error) {
      tell(error);
    }
  }

  /** @param {string} title @param {string} name @param {string} type @param {string} text */
  function shown(title, name, type, text) {
    fill(
      code,
      el('h2', {}, title),
      el(
        'p',
        {},
        el('button', {type: 'button', onclick: () => download(name, type, text)}, `Save ${name}`),
        name.endsWith('.json') && [' ', el('code', {}, `./annlab fit ${name}`)],
      ),
      el('pre', {class: 'listing', tabindex: 0}, el('code', {}, text)),
    );
  }

  drawDataFields();
  const set = (/** @type {string} */ name) => (/** @type {any} */ value) => {
    /** @type {Record<string, any>} */ (chosen)[name] = value;
    changed();
  };
  const form = el(
    'form',
    {
      class: 'choices card',
      'aria-label': 'Training',
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        start();
      },
    },
    el('div', {class: 'actions'}, train, stop),
    dataFields,
    el(
      'fieldset',
      {},
      el('legend', {}, 'Models'),
      choice(
        'model',
        'Train',
        [
          ['both', 'both, side by side'],
          ['perceptron', 'perceptron'],
          ['network', 'network'],
        ],
        chosen.model,
        set('model'),
      ),
      text('layers', 'Hidden layers, as 8,4', chosen.layers, (value) => {
        chosen.layers = value;
        changed();
      }),
      choice(
        'activation',
        'Activation',
        ['tanh', 'relu', 'sigmoid', 'softplus', 'elu', 'gelu', 'linear'].map((name) => [name, name]),
        chosen.activation,
        set('activation'),
      ),
      choice('loss', 'Loss', LOSSES, chosen.loss, set('loss')),
      choice(
        'penalty',
        'Regularisation',
        [
          ['none', 'none'],
          ['l1', 'L1'],
          ['l2', 'L2'],
        ],
        chosen.penalty,
        set('penalty'),
      ),
      number('strength', 'Its strength', {min: 0, max: 10, step: 'any'}, chosen.strength, set('strength')),
    ),
    el(
      'fieldset',
      {},
      el('legend', {}, 'Training'),
      choice(
        'optimizer',
        'Optimizer',
        ['SGD', 'Adam', 'RMSprop'].map((name) => [name, name]),
        chosen.optimizer,
        set('optimizer'),
      ),
      number('rate', 'Learning rate', {min: 0.00001, max: 100, step: 'any'}, chosen.rate, set('rate')),
      number('batch', 'Batch size', {min: 1, max: limits.rows}, chosen.batch, set('batch')),
      number('epochs', 'Epochs', {min: 1, max: limits.epochs}, chosen.epochs, set('epochs')),
      number('seed', 'Seed of weights and order', {min: 0, max: 2147483647}, chosen.seed, set('seed')),
    ),
  );
  const takeAway = [
    {of: 'network', node: action('Specification of the network', () => specification(1))},
    {of: 'perceptron', node: action('Specification of the perceptron', () => specification(0))},
    {of: 'network', node: action('Java of the network', () => exportJava(network(chosen), 'The network'))},
    {of: 'perceptron', node: action('Java of the perceptron', () => exportJava(perceptron(chosen), 'The perceptron'))},
  ];
  showFields();
  fill(
    main,
    el('h1', {}, 'Playground'),
    el(
      'p',
      {class: 'quiet'},
      'Points of two classes, and models that train on them with Deeplearning4j. Orange is where a model predicts class 0, blue class 1.',
    ),
    el('div', {class: 'workbench'}, form, stage),
    el(
      'section',
      {'aria-labelledby': 'take'},
      el('h2', {id: 'take'}, 'Take it away'),
      el(
        'p',
        {class: 'quiet'},
        'The address of this page holds every choice. The specification trains the same model to the same ' +
          'numbers on the command line; the Java code does so with this project’s classes.',
      ),
      el(
        'div',
        {class: 'actions'},
        takeAway.map(({node}) => node),
      ),
    ),
    code,
    el(
      'p',
      {},
      el('a', {href: '/chapter/1.2.3#xor'}, 'The chapter on perceptrons'),
      ' · ',
      el('a', {href: '/chapter/1.2.4'}, 'and on multilayer perceptrons'),
    ),
  );

  /** @param {number} which */
  function specification(which) {
    const spec = forFile(which ? network(chosen) : perceptron(chosen), uploadName);
    shown(
      `The ${which ? 'network' : 'perceptron'} as a specification`,
      'playground.json',
      'application/json',
      `${JSON.stringify(spec, null, 2)}\n`,
    );
  }

  if (chosen.runs) {
    project();
  } else {
    preview(++asked);
  }
}

/** @param {string} name @param {() => unknown} act */
const action = (name, act) => el('button', {type: 'button', onclick: act}, name);

/** @param {string} id */
const kept = (id) =>
  el('p', {class: 'small'}, el('a', {href: `/runs/${encodeURIComponent(id)}`}, 'The run with its curves and files'));

/** @param {string} id @param {string} label @param {string} value @param {(value: string) => void} changed */
function text(id, label, value, changed) {
  const input = el('input', {
    id,
    type: 'text',
    value,
    pattern: ' *(\\d+( *, *\\d+)*)? *',
    title: 'Whole numbers with commas between them, as 8,4; empty for none',
    onchange: () => (input.checkValidity() ? changed(input.value) : input.reportValidity()),
  });
  return el('div', {}, el('label', {for: id}, label), input);
}
