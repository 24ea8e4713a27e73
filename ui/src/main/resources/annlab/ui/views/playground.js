// Train a perceptron and a network on points of the plane, watch the boundary as it learns, and look at the film.

import * as api from '../api.js';
import {el, fill} from '../dom.js';
import {download} from '../download.js';
import {choices, remember} from '../laboratory/address.js';
import {choice, number} from '../laboratory/fields.js';
import {film} from '../laboratory/film.js';
import {DEFAULTS, DRAWN, forFile, hidden, network, perceptron} from '../laboratory/specification.js';
import {calm, warn} from '../notice.js';

/** @import {Upload} from 'openapi' */

const PAUSE_MS = 250;
/** @type {[string, string][]} */
const POINTS = [
  ['xor', 'Exclusive or'],
  ['circles', 'Circles'],
  ['moons', 'Moons'],
  ['spiral', 'Spiral'],
  ['linear', 'Linearly separable'],
];

/** @param {HTMLElement} main */
export async function show(main) {
  document.title = 'Playground · annlab';
  const limits = await api.playground();
  const defaults = {...DEFAULTS, runs: ''};
  const chosen = choices(defaults);
  if (chosen.set === 'linear' && !new URLSearchParams(location.search).has('noise')) {
    chosen.noise = 0; // else no line separates them
  }
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
    {type: 'button', disabled: true, onclick: () => training.forEach((id) => api.stop(id).catch(tell))},
    'Stop',
  );

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

  /** Something was chosen: films of other choices go. */
  function changed() {
    chosen.runs = '';
    remember(chosen, defaults);
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
      const scenes = await Promise.all(models().map(([, spec]) => api.points(spec)));
      if (turn === asked) {
        calm();
        fill(
          stage,
          models().map(([title], i) => film(title, scenes[i]).node),
        );
      }
    } catch (error) {
      if (turn === asked) {
        tell(error);
      }
    }
  }

  async function start() {
    const turn = ++asked;
    train.disabled = true;
    calm();
    fill(code);
    try {
      const all = models();
      const scenes = await Promise.all(all.map(([, spec]) => api.points(spec)));
      const films = all.map(([title], i) => film(title, scenes[i]));
      const started = await Promise.all(all.map(([, spec]) => api.train(spec)));
      training = started.map(({id}) => id);
      fill(
        stage,
        films.map((each) => each.node),
      );
      stop.disabled = false;
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
      if (turn === asked) {
        chosen.runs = training.join(',');
        remember(chosen, defaults);
      }
    } catch (error) {
      tell(error);
    }
    train.disabled = false;
    stop.disabled = true;
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
          const screen = film(title, old);
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
        chosen.set = value;
        const features = tableOf()?.columns.length;
        if (features) {
          Object.assign(chosen, {xColumn: features - 2, yColumn: features - 1, positive: 1});
        }
        drawDataFields();
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
  fill(
    main,
    el('h1', {}, 'Playground'),
    el(
      'p',
      {class: 'lead'},
      'Points of two classes, a perceptron and a multilayer perceptron. Both train on Deeplearning4j, and ' +
        'every epoch is filmed: orange where the model says class 0, blue where it says class 1, pale where it is unsure.',
    ),
    el(
      'form',
      {
        class: 'choices card',
        'aria-label': 'Training',
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          start();
        },
      },
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
        choice(
          'loss',
          'Loss',
          [
            ['binary_crossentropy', 'cross-entropy'],
            ['mse', 'squared error'],
            ['mae', 'absolute error'],
            ['huber', 'Huber'],
          ],
          chosen.loss,
          set('loss'),
        ),
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
      el('div', {class: 'actions'}, train, stop),
    ),
    stage,
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
        el('button', {type: 'button', onclick: () => specification(1)}, 'Specification of the network'),
        el('button', {type: 'button', onclick: () => specification(0)}, 'Specification of the perceptron'),
        el(
          'button',
          {type: 'button', onclick: () => exportJava(network(chosen), 'The network')},
          'Java of the network',
        ),
        el(
          'button',
          {type: 'button', onclick: () => exportJava(perceptron(chosen), 'The perceptron')},
          'Java of the perceptron',
        ),
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
