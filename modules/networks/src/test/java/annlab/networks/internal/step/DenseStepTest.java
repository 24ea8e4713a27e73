package annlab.networks.internal.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import annlab.networks.EvaluateOptions;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.StepChoice;
import annlab.networks.TrainingDivergedException;
import annlab.networks.layers.Activation;
import annlab.networks.layers.BatchNormalization;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.layers.Regularizer;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Adadelta;
import annlab.networks.optimizers.Adagrad;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.AdamW;
import annlab.networks.optimizers.LearningRate;
import annlab.networks.optimizers.Lion;
import annlab.networks.optimizers.Nadam;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.RmsProp;
import annlab.networks.optimizers.Sgd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The fused step is held to DL4J's own layers, on random models. */
class DenseStepTest {
  private static final int CASES = 40;
  private static final int FEW = 16;

  /** Rounding of 50 steps in double precision, relative to the largest parameter. */
  private static final double DOUBLE_ROUNDING = 1e-12;

  /** Rounding of 50 steps in float, relative to the largest parameter. */
  private static final double FLOAT_ROUNDING = 1e-5;

  /** Rounding of a difference quotient of step 1e-6. */
  private static final double QUOTIENT = 1e-7;

  private static final List<Activation> HIDDEN =
      List.of(
          Activation.RELU,
          Activation.LINEAR,
          Activation.SIGMOID,
          Activation.TANH,
          Activation.SOFTPLUS,
          Activation.ELU,
          Activation.SELU,
          Activation.GELU);

  private static final List<Loss> LOSSES =
      List.of(
          Loss.sparseCategoricalCrossentropy(),
          Loss.categoricalCrossentropy(),
          Loss.binaryCrossentropy(),
          Loss.meanSquaredError(),
          Loss.huber(),
          Loss.poisson(),
          new Loss.Scaled(Loss.meanSquaredError(), 0.5, 0.5));

  /** A leap or a kink, where float's rounding may come down on either side. */
  private static final List<Activation> LEAPS = List.of(Activation.HEAVISIDE);

  private static final List<Loss> KINKS = List.of(Loss.meanAbsoluteError());

  /** In double networks too DL4J rounds this one's slope to float: 5e-10 apart after 50 steps. */
  private static final List<Activation> ROUNDED = List.of(Activation.LEAKY_RELU);

  private record Case(Sequential stack, Loss loss, Optimizer optimizer, int outputs, String text) {}

  /** Memory outside the heap, which no collection frees before the heap is full. */
  @ParameterizedTest
  @ValueSource(strings = {"RMSprop", "Adagrad"})
  void stepsComputeInTheSameArraysOutsideTheHeap(String name) throws Exception {
    Path status = Path.of("/proc/self/status");
    assumeTrue(Files.exists(status), "the resident memory of a process is read from " + status);
    Optimizer optimizer = name.equals("Adagrad") ? new Adagrad(0.001) : new RmsProp(0.001);
    Model model =
        Sequential.of(Input.of(2_000), new Dense(1_000), new Dense(1))
            .seed(1)
            .compile(Loss.meanSquaredError(), optimizer);
    INDArray x = Nd4j.rand(DataType.FLOAT, 40, 2_000);
    INDArray y = Nd4j.rand(DataType.FLOAT, 40, 1);
    FitOptions options = FitOptions.defaults().withEpochs(1).withBatchSize(20);
    model.fit(x, y, options);
    long before = resident(status);

    model.fit(x, y, options.withBatchSize(1));

    long parameters = model.parameters().length() * Float.BYTES;
    assertThat(resident(status) - before).as("40 steps").isLessThan(20 * parameters);
  }

  private static long resident(Path status) throws IOException {
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }

  /**
   * Nine tenths of the least number above 0 are rounded to that number: without a flush a running
   * mean ends there, and a processor takes many times as long for each such number. Half of these
   * inputs are 0 from the second fit on, so the gradients of their weights are.
   */
  @ParameterizedTest
  @ValueSource(strings = {"SGD", "Adam", "AdamW", "RMSprop", "Nadam", "Lion", "Adadelta"})
  void runningMeansOfWhatIsDeadEndAtZero(String name) {
    Optimizer optimizer =
        switch (name) {
          case "SGD" -> new Sgd(LearningRate.constant(0.001), 0.9, true);
          case "AdamW" -> new AdamW();
          case "RMSprop" -> new RmsProp(0.001);
          case "Nadam" -> new Nadam(0.001);
          case "Lion" -> new Lion(0.001);
          case "Adadelta" -> new Adadelta(0.001);
          default -> new Adam(0.001);
        };
    Model model =
        Sequential.of(Input.of(8), new Dense(4), new Dense(1))
            .seed(1)
            .compile(Loss.meanSquaredError(), optimizer);
    INDArray x = Nd4j.rand(DataType.FLOAT, 64, 8);
    INDArray y = Nd4j.rand(DataType.FLOAT, 64, 1);
    FitOptions options = FitOptions.defaults().withBatchSize(1).withStep(StepChoice.DENSE);
    model.fit(x, y, options.withEpochs(1));
    x.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 4)).assign(0);

    model.fit(x, y, options.withEpochs(160));

    float[] state = model.network().getUpdater().getStateViewArray().toFloatVector();
    assertThat(state).isNotEmpty();
    int dead = 0;
    for (float number : state) {
      assertThat(number == 0 || Math.abs(number) >= Float.MIN_NORMAL).as("%s", number).isTrue();
      dead += number == 0 ? 1 : 0;
    }
    assertThat(dead).as("numbers of weights whose input is 0").isGreaterThanOrEqualTo(4 * 4);
  }

  /** One step at a rate of 1 changes the parameters by the gradient. */
  @ParameterizedTest
  @ValueSource(strings = {"DOUBLE", "FLOAT"})
  void gradientsEqualDl4jsOnRandomModels(DataType type) {
    double rounding = type == DataType.DOUBLE ? DOUBLE_ROUNDING : FLOAT_ROUNDING;
    for (int seed = 0; seed < FEW; seed++) {
      Random random = new Random(1000 + seed);
      int inputs = 1 + random.nextInt(9);
      int rows = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(50);
      long drawn = random.nextLong();
      INDArray dense = gradient(drawn, seed, type, inputs, rows, StepChoice.DENSE);
      INDArray dl4j = gradient(drawn, seed, type, inputs, rows, StepChoice.DL4J);
      double largest = Math.max(1, dl4j.normmaxNumber().doubleValue());
      assertThat(dense.sub(dl4j).normmaxNumber().doubleValue() / largest)
          .as("case %d: %s, %d rows", seed, build(drawn, inputs, seed, type).text, rows)
          .isLessThanOrEqualTo(rounding);
    }
  }

  private static INDArray gradient(
      long drawn, int seed, DataType type, int inputs, int rows, StepChoice step) {
    Case built = build(drawn, inputs, seed, type);
    Model model = built.stack.compile(built.loss, new Sgd(1.0));
    INDArray before = model.parameters().castTo(DataType.DOUBLE);
    Random random = new Random(drawn + 1);
    INDArray x = values(random, type, rows, inputs);
    INDArray y = targets(random, type, rows, built);
    model.fit(x, y, FitOptions.defaults().withBatchSize(rows).withStep(step));
    return before.sub(model.parameters().castTo(DataType.DOUBLE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DOUBLE", "FLOAT"})
  void evaluationAndPredictionEqualDl4jsOnRandomModels(DataType type) {
    double rounding = type == DataType.DOUBLE ? DOUBLE_ROUNDING : FLOAT_ROUNDING;
    for (int seed = 0; seed < FEW; seed++) {
      Random random = new Random(2000 + seed);
      int inputs = 1 + random.nextInt(9);
      // more than a block of rows now and then
      int rows = 1 + random.nextInt(400);
      Case built = build(random.nextLong(), inputs, seed, type);
      Model model = built.stack.compile(built.loss, built.optimizer);
      INDArray x = values(random, type, rows, inputs);
      INDArray y = targets(random, type, rows, built);
      INDArray dense = StepChoice.DENSE.during(() -> model.predict(x));
      INDArray dl4j = StepChoice.DL4J.during(() -> model.predict(x));
      assertThat(dense.sub(dl4j).normmaxNumber().doubleValue())
          .as(built.text)
          .isLessThanOrEqualTo(rounding * Math.max(1, dl4j.normmaxNumber().doubleValue()));
      double denseLoss = StepChoice.DENSE.during(() -> model.evaluate(x, y)).loss();
      double dl4jLoss = StepChoice.DL4J.during(() -> model.evaluate(x, y)).loss();
      assertThat(denseLoss)
          .as(built.text)
          .isCloseTo(dl4jLoss, within(rounding * Math.max(1, Math.abs(dl4jLoss))));
    }
  }

  @Test
  void theChoiceOfASurroundingCallAppliesWhereNoneIsNamed() {
    Model normalized =
        Sequential.of(Input.of(2), new Dense(3), new BatchNormalization(), new Dense(1))
            .compile(Loss.meanSquaredError(), new Sgd());
    INDArray x = Nd4j.create(new float[][] {{1, 2}, {3, 4}});
    INDArray y = Nd4j.create(new float[][] {{1}, {2}});
    assertThatThrownBy(() -> StepChoice.DENSE.during(() -> normalized.fit(x, y)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the dense step knows Flatten, Normalization, Dropout and Dense layers on the CPU only;"
                + " use auto or dl4j for this model");
    Model plain =
        Sequential.of(Input.of(2), new Dense(1)).compile(Loss.meanSquaredError(), new Sgd());
    FitOptions named = FitOptions.defaults().withStep(StepChoice.DENSE);
    assertThat(StepChoice.DL4J.during(() -> plain.fit(x, y, named)).epochs()).hasSize(1);
    assertThat(normalized.fit(x, y).epochs()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DOUBLE", "FLOAT"})
  void fiftyStepsEqualDl4jsOnRandomModels(DataType type) {
    double rounding = type == DataType.DOUBLE ? DOUBLE_ROUNDING : FLOAT_ROUNDING;
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      int inputs = 1 + random.nextInt(9);
      int rows = 10 + random.nextInt(41);
      int batch = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(rows);
      boolean weighted = random.nextBoolean();
      long drawn = random.nextLong();
      INDArray dense = train(drawn, seed, type, inputs, rows, batch, weighted, StepChoice.DENSE);
      INDArray dl4j = train(drawn, seed, type, inputs, rows, batch, weighted, StepChoice.DL4J);
      double largest = dl4j.castTo(DataType.DOUBLE).normmaxNumber().doubleValue();
      double apart =
          dense
              .castTo(DataType.DOUBLE)
              .sub(dl4j.castTo(DataType.DOUBLE))
              .normmaxNumber()
              .doubleValue();
      assertThat(apart / largest)
          .as(
              "case %d: %s, batch %d of %d",
              seed, build(drawn, inputs, seed, type).text, batch, rows)
          .isLessThanOrEqualTo(rounding);
    }
  }

  private static INDArray train(
      long drawn,
      int seed,
      DataType type,
      int inputs,
      int rows,
      int batch,
      boolean weighted,
      StepChoice step) {
    Case built = build(drawn, inputs, seed, type);
    Model model = built.stack.compile(built.loss, built.optimizer);
    Random random = new Random(drawn + 1);
    INDArray x = values(random, type, rows, inputs);
    INDArray y = targets(random, type, rows, built);
    int epochs = Math.max(1, 50 / ((rows + batch - 1) / batch));
    FitOptions options =
        FitOptions.defaults().withEpochs(epochs).withBatchSize(batch).withStep(step);
    if (weighted) {
      options =
          options.withSampleWeights(
              values(random, type, rows, 1).reshape(rows).muli(0.4).addi(0.5));
    }
    if (built.loss instanceof Loss.SparseCategoricalCrossentropy && random.nextBoolean()) {
      options = options.withClassWeights(Map.of(0, 0.5, 1, 2.5));
    }
    model.fit(x, y, options);
    return model.parameters();
  }

  /**
   * What DL4J rounds itself is held to the definition: the mean of the weighted losses, as {@link
   * Activation} and {@link Loss} have them.
   */
  @Test
  void gradientsOfLeakyReluAbsoluteErrorsAndClassWeightsAreDifferenceQuotients() {
    for (int seed = 0; seed < 4; seed++) {
      boolean classes = seed % 2 == 0;
      Sequential stack =
          Sequential.of(
                  Input.of(3),
                  new Dense(5, Activation.LEAKY_RELU),
                  new Dense(4, Activation.LEAKY_RELU),
                  new Dense(2, classes ? Activation.SOFTMAX : Activation.LINEAR))
              .seed(seed)
              .dataType(DataType.DOUBLE);
      Loss loss = classes ? Loss.sparseCategoricalCrossentropy() : Loss.meanAbsoluteError();
      Random random = new Random(3000 + seed);
      int rows = 7;
      INDArray x = values(random, DataType.DOUBLE, rows, 3);
      INDArray y =
          targets(random, DataType.DOUBLE, rows, new Case(stack, loss, new Sgd(), 2, "seed"));
      double[] weights = new double[rows];
      for (int i = 0; i < rows; i++) {
        weights[i] = !classes ? 1 : y.getInt(i) == 0 ? 0.5 : 2.5;
      }
      EvaluateOptions weighted =
          EvaluateOptions.defaults().withSampleWeights(Nd4j.createFromArray(weights));
      FitOptions step = FitOptions.defaults().withBatchSize(rows).withStep(StepChoice.DENSE);
      if (classes) {
        step = step.withClassWeights(Map.of(0, 0.5, 1, 2.5));
      }
      Model model = stack.compile(loss, new Sgd(1.0));
      INDArray parameters = model.network().params().reshape(model.network().params().length());
      double[] quotients = new double[(int) parameters.length()];
      for (int i = 0; i < quotients.length; i++) {
        double value = parameters.getDouble(i);
        parameters.putScalar(i, value + 1e-6);
        double above = model.evaluate(x, y, weighted).loss();
        parameters.putScalar(i, value - 1e-6);
        double below = model.evaluate(x, y, weighted).loss();
        parameters.putScalar(i, value);
        quotients[i] = (above - below) / 2e-6;
      }
      INDArray before = model.parameters();
      model.fit(x, y, step);
      double[] gradient = before.sub(model.parameters()).toDoubleVector();
      assertThat(gradient).containsExactly(quotients, within(QUOTIENT));
      assertThat(Arrays.stream(gradient).map(Math::abs).max().orElseThrow()).isGreaterThan(0.1);
    }
  }

  private static INDArray values(Random random, DataType type, int rows, int columns) {
    double[] all = new double[rows * columns];
    for (int i = 0; i < all.length; i++) {
      all[i] = 2 * random.nextDouble() - 1;
    }
    return Nd4j.create(all, new long[] {rows, columns}, DataType.DOUBLE).castTo(type);
  }

  private static INDArray targets(Random random, DataType type, int rows, Case built) {
    if (built.loss instanceof Loss.SparseCategoricalCrossentropy) {
      int[] ids = new int[rows];
      for (int i = 0; i < rows; i++) {
        ids[i] = random.nextInt(built.outputs);
      }
      return Nd4j.createFromArray(ids);
    }
    INDArray values = values(random, type, rows, built.outputs);
    if (built.loss instanceof Loss.BinaryCrossentropy
        || built.loss instanceof Loss.CategoricalCrossentropy
        || built.loss instanceof Loss.Poisson) {
      return values.addi(1).divi(2);
    }
    return values;
  }

  private static Case build(long drawn, int inputs, int seed, DataType type) {
    Random random = new Random(drawn);
    List<Activation> hidden = new ArrayList<>(HIDDEN);
    hidden.addAll(type == DataType.DOUBLE ? LEAPS : ROUNDED);
    List<Loss> losses = new ArrayList<>(LOSSES);
    losses.addAll(type == DataType.DOUBLE ? KINKS : List.of());
    Loss loss = losses.get(seed % losses.size());
    int outputs = 2 + random.nextInt(4);
    Activation last =
        loss instanceof Loss.SparseCategoricalCrossentropy
                || loss instanceof Loss.CategoricalCrossentropy
            ? Activation.SOFTMAX
            : loss instanceof Loss.BinaryCrossentropy
                ? Activation.SIGMOID
                : loss instanceof Loss.Poisson ? Activation.SOFTPLUS : Activation.LINEAR;
    List<Layer> layers = new ArrayList<>();
    layers.add(Input.of(inputs));
    dropOut(random, layers);
    int depth = random.nextInt(4);
    for (int i = 0; i < depth; i++) {
      Activation activation = hidden.get(random.nextInt(hidden.size()));
      layers.add(regularized(random, new Dense(1 + random.nextInt(12), activation)));
      dropOut(random, layers);
    }
    layers.add(regularized(random, new Dense(outputs, last)));
    Optimizer optimizer = optimizer(random);
    Sequential stack = Sequential.of(layers.toArray(Layer[]::new)).seed(seed).dataType(type);
    return new Case(stack, loss, optimizer, outputs, layers + " " + loss + " " + optimizer);
  }

  /** No dropout, one, or two on each other. */
  private static void dropOut(Random random, List<Layer> layers) {
    for (int count = random.nextInt(6); count > 3; count--) {
      layers.add(new Dropout(0.3));
    }
  }

  private static Dense regularized(Random random, Dense dense) {
    return switch (random.nextInt(5)) {
      case 0 -> dense.withKernelRegularizer(Regularizer.l2(0.01));
      case 1 -> dense.withKernelRegularizer(Regularizer.l1(0.001));
      case 2 -> dense.withKernelRegularizer(new Regularizer(0, 0.05, true));
      default -> dense;
    };
  }

  private static Optimizer optimizer(Random random) {
    return switch (random.nextInt(8)) {
      case 4 -> new RmsProp(0.003);
      case 5 -> new Adagrad(0.01);
      case 6 -> new Nadam(0.003);
      case 7 -> new AdamW();
      case 0 -> new Sgd(0.05);
      case 1 -> new Sgd(LearningRate.constant(0.02), 0.9, false);
      case 2 -> new Sgd(LearningRate.constant(0.02), 0.9, true);
      default -> new Adam(0.003);
    };
  }

  @Test
  void bothStepsTakeTurnsOnOneOptimizerState() {
    INDArray alternating = alternate(true);
    INDArray dl4jOnly = alternate(false);
    assertThat(alternating.sub(dl4jOnly).normmaxNumber().doubleValue())
        .isLessThanOrEqualTo(DOUBLE_ROUNDING);
  }

  private static INDArray alternate(boolean both) {
    Random random = new Random(7);
    INDArray x = values(random, DataType.DOUBLE, 40, 3);
    INDArray y = values(random, DataType.DOUBLE, 40, 1);
    Model model =
        Sequential.of(Input.of(3), new Dense(8, Activation.RELU), new Dense(1))
            .seed(3)
            .dataType(DataType.DOUBLE)
            .compile(Loss.meanSquaredError(), new Adam());
    for (int epoch = 0; epoch < 4; epoch++) {
      StepChoice step = both && epoch % 2 == 0 ? StepChoice.DENSE : StepChoice.DL4J;
      model.fit(x, y, FitOptions.defaults().withBatchSize(16).withStep(step));
    }
    return model.parameters();
  }

  @Test
  void aLossThatIsNotFiniteLeavesTheParametersAlone() {
    Model model =
        Sequential.of(Input.of(2), new Dense(3, Activation.RELU), new Dense(1))
            .seed(1)
            .compile(Loss.meanSquaredError(), new Sgd(0.1));
    INDArray before = model.parameters();
    INDArray x = Nd4j.create(new float[][] {{1, Float.NaN}});
    INDArray y = Nd4j.create(new float[][] {{1}});
    assertThatThrownBy(() -> model.fit(x, y, FitOptions.defaults().withStep(StepChoice.DENSE)))
        .isInstanceOf(TrainingDivergedException.class);
    assertThat(model.parameters()).isEqualTo(before);
  }
}
