// The chapter's sections in our own words. Text between dollar signs is a formula.

/**
 * @typedef {string | {heading: string, id: string} | {formula: string} | {list: string[]}} Part a
 *   paragraph, a heading with its anchor, a formula on a line of its own, or a list
 * @typedef {{number: string, title: string, summary: string, parts: Part[]}} Section
 */

const TEX = String.raw;

/** @type {Section[]} */
export const SECTIONS = [
  {
    number: '1.2.1',
    title: 'Biological neurons',
    summary: 'Where the idea comes from: cells that collect pulses and fire.',
    parts: [
      'A nerve cell collects pulses from other cells through thousands of contacts, the synapses. Some contacts push the cell ' +
        'towards firing, others hold it back. When enough arrives within a few milliseconds, the cell sends a pulse of its own ' +
        'down its axon to the cells behind it.',
      'One such cell does very little. What it does in company is another matter: billions of them, often stacked in layers, see, ' +
        'hear and decide. An artificial network borrows just three of these ideas: many simple units, weighted connections, and ' +
        'layers.',
      'This section makes no statement that a program could test, so it has no verdicts. The measuring begins with the next one.',
    ],
  },
  {
    number: '1.2.2',
    title: 'Logic with neurons',
    summary: 'Neurons that are on or off compute every formula of propositional logic.',
    parts: [
      'McCulloch and Pitts reduced the nerve cell to a switch: its inputs are on or off, and so is its output. Here a neuron fires ' +
        'as soon as two or more of its incoming connections are active,',
      {formula: TEX`y = \begin{cases} 1 & \text{if } \sum_i x_i \ge 2,\\ 0 & \text{otherwise.}\end{cases}`},
      'A source may be connected twice, and a connection may inhibit instead of excite. That is enough for the building blocks:',
      {
        list: [
          'the identity: connect $A$ twice;',
          '$A \\wedge B$: one connection from each, so that only both together reach two;',
          '$A \\vee B$: two connections from each, so that either is enough;',
          '$A \\wedge \\neg B$: two from $A$ and an inhibiting one from $B$. With $A$ always on this is $\\neg B$.',
        ],
      },
      {heading: 'From blocks to any formula', id: 'formulas'},
      'Blocks can be put behind one another, so a network can follow the structure of a formula, connective by connective. We let a ' +
        'small compiler do that for random formulas and compare the network with the truth table on every row. The exclusive or ' +
        'comes out as a network of two layers, which the next section makes use of.',
    ],
  },
  {
    number: '1.2.3',
    title: 'The perceptron',
    summary: 'One layer of threshold units, the rule that trains it, and what it cannot do.',
    parts: [
      'A threshold logic unit takes numbers instead of on and off. It adds its weighted inputs and its bias, and asks on which side ' +
        'of zero the sum lies:',
      {
        formula: TEX`z = w_1 x_1 + \dots + w_n x_n + b = \mathbf{x}^\top\mathbf{w} + b, \qquad \hat y = \operatorname{step}(z)`,
      },
      'The set of points with $z = 0$ is a line, in more dimensions a hyperplane: one unit draws one straight boundary. A perceptron ' +
        'is a layer of such units side by side, each fed by all inputs. For many rows at once, with the rows in $\\mathbf X$ and one ' +
        'column of $\\mathbf W$ for each unit, a whole layer is one product of matrices:',
      {formula: TEX`h_{\mathbf W, \mathbf b}(\mathbf X) = \phi(\mathbf X \mathbf W + \mathbf b)`},
      {heading: 'Learning from mistakes', id: 'rule'},
      'Hebb supposed that a connection grows stronger when both its ends are active together. Rosenblatt’s rule adds the error: it ' +
        'changes a weight only when the unit was wrong, in the direction that would have been right,',
      {formula: TEX`w_{i,j} \leftarrow w_{i,j} + \eta\,(y_j - \hat y_j)\,x_i`},
      'with the target $y_j$, the output $\\hat y_j$ and the learning rate $\\eta$. If some line separates the classes, this rule ' +
        'finds one after a limited number of mistakes. It is stochastic gradient descent on the perceptron loss, which the claims ' +
        'below check weight by weight.',
      {heading: 'Exclusive or', id: 'xor'},
      'No single line puts $(0, 1)$ and $(1, 0)$ on one side and $(0, 0)$ and $(1, 1)$ on the other. So no perceptron, and no other ' +
        'linear model, gets more than three of the four right. Put one layer behind another, and the task is easy: that is the ' +
        'whole reason for the next section.',
      'A threshold unit also says only on which side a point lies, never how sure it is. It stops as soon as nothing is wrong, ' +
        'wherever the line happens to be then.',
    ],
  },
  {
    number: '1.2.4',
    title: 'Multilayer perceptrons and backpropagation',
    summary: 'Hidden layers, and the algorithm that tells each weight its share of the error.',
    parts: [
      'Between inputs and outputs come hidden layers. Signals run one way, each layer sees only the one below it, and with several ' +
        'hidden layers the network is called deep. What was missing for decades was a way to train them: the output is wrong, but ' +
        'which of thousands of weights is to blame?',
      {heading: 'Two passes', id: 'backpropagation'},
      'Reverse-mode automatic differentiation answers for all weights at once. A forward pass computes the output and keeps what ' +
        'every layer put out. A backward pass then walks from the error to the inputs and applies the chain rule layer by layer:',
      {
        formula: TEX`\boldsymbol\delta^{(l)} = \big(\boldsymbol\delta^{(l+1)}\, \mathbf W^{(l+1)\top}\big) \odot \phi'\big(\mathbf z^{(l)}\big), \qquad \frac{\partial L}{\partial \mathbf W^{(l)}} = \mathbf a^{(l-1)\top}\, \boldsymbol\delta^{(l)}`,
      },
      'Gradient descent then takes a small step against the gradient, $\\mathbf w \\leftarrow \\mathbf w - \\eta\\, \\nabla L$. It sees ' +
        'one mini-batch at a time; once through all rows is an epoch.',
      'Two conditions hide in this. The weights must begin at random: neurons that begin alike get the same gradient and stay alike ' +
        'for ever. And the activation must have a slope: behind a step function, which is flat, no gradient comes through.',
      {heading: 'Activations', id: 'activations'},
      {
        formula: TEX`\begin{aligned} \sigma(z) &= \frac{1}{1 + e^{-z}} & \tanh(z) &= 2\sigma(2z) - 1\\ \operatorname{ReLU}(z) &= \max(0, z) & \operatorname{softplus}(z) &= \ln(1 + e^z) \end{aligned}`,
      },
      'The sigmoid’s slope is $\\sigma(z)\\,(1 - \\sigma(z))$, at most a quarter: through ten layers of it little gradient is left. ' +
        '$\\tanh$ is the same curve centred around zero. ReLU is cheap and has no largest value, so its gradient survives depth, ' +
        'although it is flat on one side.',
      {heading: 'Why nonlinear at all', id: 'linear-collapse'},
      'A chain of linear functions is one linear function: with $f(x) = 2x + 3$ and $g(x) = 5x - 1$, $f(g(x)) = 10x + 1$. Without ' +
        'something bent between them, a hundred layers can do no more than one. With it, one wide hidden layer comes as near to ' +
        'any continuous function as you please.',
    ],
  },
  {
    number: '1.2.5',
    title: 'Regression',
    summary: 'Predict a number: one output, no activation behind it, squared error.',
    parts: [
      'To predict a value a network needs one output neuron; for a point in the plane two, for a box around an object four. The ' +
        'output has no activation, so that any number can come out. Where only some numbers make sense, the end can be bent: ' +
        'softplus for positive values, a sigmoid or $\\tanh$ for a range.',
      'What training lowers is the mean squared error, or, where outliers pull too hard, the absolute error, or Huber’s loss between ' +
        'the two:',
      {
        formula: TEX`\mathrm{MSE} = \frac1m \sum_i (\hat y_i - y_i)^2, \qquad \mathrm{Huber}_\delta(e) = \begin{cases} \tfrac12 e^2 & |e| \le \delta,\\ \delta\,(|e| - \tfrac12 \delta) & |e| > \delta \end{cases}`,
      },
      {heading: 'California housing', id: 'california'},
      'The example predicts house prices from eight numbers of a district, with three hidden layers of 50 neurons. The features live ' +
        'on very different scales, so each is brought to mean 0 and deviation 1 first, by the training rows alone. Our network draws ' +
        'scikit-learn’s random numbers and adds in its order, so it can be held against scikit-learn digit by digit, not only in ' +
        'spirit.',
    ],
  },
  {
    number: '1.2.6',
    title: 'Classification',
    summary: 'Predict a class: sigmoids for yes or no, softmax for one of many.',
    parts: [
      'One yes-or-no question takes one output with a sigmoid, read as a probability. Several independent questions take one such ' +
        'output each. If exactly one of $K$ classes is right, the outputs share one softmax, which makes them positive and lets ' +
        'them add up to one:',
      {formula: TEX`\hat p_k = \frac{e^{z_k}}{\sum_{j=1}^{K} e^{z_j}}, \qquad L = -\ln \hat p_{\text{true class}}`},
      'The loss is cross-entropy: it asks how surprised the network was by the truth. Its gradient at the output is simply ' +
        '$\\hat p - y$, which is one reason for its success.',
      {heading: 'Iris', id: 'iris'},
      'The example tells three species of iris apart with a single hidden layer of five or ten neurons. It is a small task, almost a ' +
        'linear one, and therefore a good one to compare two programs on: the same epochs, the same loss, the same flowers wrong.',
    ],
  },
  {
    number: '1.3.1',
    title: 'Data for an image classifier',
    summary: 'Fashion MNIST: 70,000 small pictures of clothes in ten classes.',
    parts: [
      'The second part of the chapter builds networks with Keras’ Sequential class. Here the same class, under the same names, ' +
        'stands on Deeplearning4j.',
      'Fashion MNIST has the format of the classic handwritten digits and is harder: grey pictures of 28 by 28 pixels, one piece of ' +
        'clothing each. 60,000 are for training, of which the last 5,000 are put aside to validate, and 10,000 are for the test at ' +
        'the end. Pixels come as whole numbers from 0 to 255 and are divided by 255, since gradient descent wants inputs of ' +
        'moderate size.',
    ],
  },
  {
    number: '1.3.2',
    title: 'A classifier with the Sequential API',
    summary: 'Build, compile, train, evaluate, predict: 784-300-100-10 on Fashion MNIST.',
    parts: [
      'The network flattens a picture to 784 numbers and sends them through 300 and 100 ReLU neurons to ten outputs under a ' +
        'softmax. A dense layer of $m$ neurons on $n$ inputs has $n m + m$ parameters, so the first alone has ' +
        '$784 \\cdot 300 + 300 = 235{,}500$ of the 266,610: room to learn, and room to learn by heart.',
      {heading: 'Training', id: 'training'},
      'Compiling chooses the loss, the optimizer and what to watch. Labels are class numbers, hence the sparse form of ' +
        'cross-entropy; the optimizer is plain gradient descent with rate 0.01. With 55,000 rows in batches of 32 an epoch has ' +
        '$\\lceil 55000 / 32 \\rceil = 1719$ steps, the last one with 24 rows.',
      {heading: 'Reading learning curves', id: 'curves'},
      'Early in training the validation curve seems to be ahead of the training curve. It is not: training figures are means over ' +
        'the epoch, taken while the network was still getting better, and validation figures are taken at its end. Move the ' +
        'training curve half an epoch to the left and they lie on each other. The page of a run has a slider for this.',
      'Later the curves part: what is learned on the training pictures carries over to new ones less and less. That gap is ' +
        'overfitting. While the validation loss still falls, it pays to go on; calling fit again does just that.',
      {heading: 'The test set, once', id: 'test'},
      'Whoever tunes by the test set measures his tuning. So it is used once, at the end. A softmax gives a probability for each ' +
        'class, and the largest names the prediction; how confident the network is when it is wrong can be seen in the gallery of ' +
        'a run.',
    ],
  },
  {
    number: '1.3.3',
    title: 'Regression with the Sequential API',
    summary: 'California housing once more, with a Normalization layer and Adam.',
    parts: [
      'The same API does regression with few changes: one output without activation, squared error as the loss, its root as the ' +
        'figure to watch, and Adam instead of plain gradient descent. Adam keeps a running mean $m$ of the gradient and one of its ' +
        'square $v$, and steps by',
      {
        formula: TEX`\mathbf w \leftarrow \mathbf w - \eta\, \frac{\sqrt{1 - \beta_2^t}}{1 - \beta_1^t} \cdot \frac{\mathbf m}{\sqrt{\mathbf v} + \varepsilon}`,
      },
      'so that each weight gets a step of a size of its own. A Normalization layer at the front does what the scaler did in section ' +
        '1.2.5. It must see the training rows before training starts: that is what its adapt method is for.',
    ],
  },
];

/** @param {string} number @returns {Section | undefined} */
export const section = (number) => SECTIONS.find((one) => one.number === number);
