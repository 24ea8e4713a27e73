package annlab.experiments.deeplearning4j;

import static annlab.experiments.deeplearning4j.Difference.differing;
import static annlab.experiments.deeplearning4j.LinearUnit.configuration;
import static annlab.experiments.deeplearning4j.LinearUnit.floats;
import static annlab.experiments.deeplearning4j.LinearUnit.network;
import static annlab.experiments.deeplearning4j.LinearUnit.row;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What fit, score and predict do otherwise. */
final class Trainings {
  private Trainings() {}

  static List<Difference> all() {
    return List.of(
        differing(
                "fit-one-step",
                Topic.TRAINING,
                "fit(x, y) is one step on all rows, Keras' one epoch of batches of 32.")
            .in(Libraries.KERAS, "model.fit(x, y) on 1,000 rows: steps", 32)
            .dl4j("network.fit(x, y)", 1, Tolerance.COUNT, Trainings::stepsOfFit)
            .instead(
                "network.fit(new ListDataSetIterator<>(rows, 32), epochs)",
                Tolerance.COUNT,
                Trainings::stepsOfIterator),
        differing(
                "no-shuffle",
                Topic.TRAINING,
                "The rows come in the order of the data in every epoch: nothing shuffles them,"
                    + " while Keras' fit does.")
            .in(Libraries.KERAS, "model.fit(x, y, epochs=3): epochs in the order of the data", 0)
            .dl4j("network.fit(iterator, 3)", 3, Tolerance.COUNT, () -> unshuffledEpochs(false))
            .instead(
                "Collections.shuffle of the list of rows and an iterator for each epoch",
                Tolerance.COUNT,
                () -> unshuffledEpochs(true)),
        differing(
                "score-last-batch",
                Topic.TRAINING,
                "score() after fit is the last batch's loss, Keras' history the mean over the rows"
                    + " of the epoch.")
            .in(Libraries.KERAS, "history[\"loss\"], rows with losses 1, 4 and 9", 14 / 3.0)
            .dl4j("network.score()", 9, Tolerance.FLOATS, Trainings::lastScore)
            .instead(
                "a listener that adds up score() times the rows of the batch",
                Tolerance.FLOATS,
                Trainings::meanScore),
        differing(
                "score-before-update",
                Topic.TRAINING,
                "score() after fit(dataSet) is the loss before the step: the network that it leaves"
                    + " has another.")
            .in(Libraries.KERAS, "model.evaluate after a step that solves the row", 0)
            .dl4j("network.score()", 4, Tolerance.FLOATS, () -> scoreAfterSolving(false))
            .instead("network.score(dataSet)", Tolerance.COUNT, () -> scoreAfterSolving(true)),
        differing(
                "nan-row",
                Topic.TRAINING,
                "One row with a NaN turns every parameter into NaN, and fit returns as if all were"
                    + " well.")
            .in("annlab", "Model.fit: parameters that are NaN when it has returned", 0)
            .dl4j("network.fit(iterator)", 6, Tolerance.COUNT, () -> lostParameters(false))
            .instead(
                "leave out rows that are not finite before the first step",
                Tolerance.COUNT,
                () -> lostParameters(true)),
        differing(
                "predict-one-output",
                Topic.TRAINING,
                "predict of a network with one sigmoid output is 0 for every row: it takes the"
                    + " largest of one.")
            .in(Libraries.KERAS, "(model.predict(x) > 0.5).sum(), two rows of 0.99", 2)
            .dl4j("network.predict(x)", 0, Tolerance.COUNT, Trainings::predictedPositives)
            .instead("network.output(x).gt(0.5)", Tolerance.COUNT, Trainings::positiveOutputs));
  }

  // listing: DL4J-fit-one-step, DL4J-fit-one-step-remedy
  static double stepsOfFit() {
    MultiLayerNetwork unit = LinearUnit.of(new Sgd(0));
    unit.fit(Nd4j.zeros(DataType.FLOAT, 1_000, 1), Nd4j.zeros(DataType.FLOAT, 1_000, 1));
    return unit.getIterationCount();
  }

  static double stepsOfIterator() {
    MultiLayerNetwork unit = LinearUnit.of(new Sgd(0));
    DataSet rows = new DataSet(Nd4j.zeros(1_000, 1), Nd4j.zeros(1_000, 1));
    unit.fit(new ListDataSetIterator<>(rows.asList(), 32), 1);
    return unit.getIterationCount();
  }

  // end listing

  /** Keeps the loss of each step. */
  private static final class Losses extends BaseTrainingListener {
    private final List<Double> losses = new ArrayList<>();

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      losses.add(model.score());
    }
  }

  /** Rows whose losses of a unit at 0 are 1, 4, 9 and so on. */
  private static DataSet squares(int rows) {
    INDArray targets = Nd4j.arange(1, rows + 1).castTo(DataType.FLOAT).reshape(rows, 1);
    return new DataSet(Nd4j.zeros(DataType.FLOAT, rows, 1), targets);
  }

  // listing: DL4J-no-shuffle, DL4J-no-shuffle-remedy
  static double unshuffledEpochs(boolean shuffled) {
    MultiLayerNetwork unit = LinearUnit.of(new Sgd(0));
    List<DataSet> rows = squares(8).asList();
    Losses seen = new Losses();
    unit.setListeners(seen);
    for (int epoch = 0; epoch < 3; epoch++) {
      if (shuffled) {
        Collections.shuffle(rows, new Random(epoch));
      }
      unit.fit(new ListDataSetIterator<>(rows, 1));
    }
    return epochsInOrder(seen.losses, 8);
  }

  // end listing

  private static double epochsInOrder(List<Double> losses, int rows) {
    int inOrder = 0;
    for (int from = 0; from < losses.size(); from += rows) {
      List<Double> epoch = losses.subList(from, from + rows);
      inOrder += epoch.equals(epoch.stream().sorted().toList()) ? 1 : 0;
    }
    return inOrder;
  }

  // listing: DL4J-score-last-batch
  static double lastScore() {
    MultiLayerNetwork unit = LinearUnit.of(new Sgd(0));
    List<DataSet> rows = squares(3).asList();
    unit.fit(new ListDataSetIterator<>(rows, 2), 1);
    return unit.score();
  }

  // end listing

  // listing: DL4J-score-last-batch-remedy
  static double meanScore() {
    MultiLayerNetwork unit = LinearUnit.of(new Sgd(0));
    double[] sums = new double[2];
    unit.setListeners(
        new BaseTrainingListener() {
          @Override
          public void iterationDone(Model model, int iteration, int epoch) {
            sums[0] += model.score() * model.batchSize();
            sums[1] += model.batchSize();
          }
        });
    unit.fit(new ListDataSetIterator<>(squares(3).asList(), 2), 1);
    return sums[0] / sums[1];
  }

  // end listing

  // listing: DL4J-score-before-update, DL4J-score-before-update-remedy
  static double scoreAfterSolving(boolean again) {
    MultiLayerNetwork unit = LinearUnit.of(new Sgd(0.5));
    DataSet row = new DataSet(floats(row(0)), floats(row(2)));
    unit.fit(row); // the bias goes from 0 to 2
    return again ? unit.score(row) : unit.score();
  }

  // end listing

  // listing: DL4J-nan-row, DL4J-nan-row-remedy
  static double lostParameters(boolean checked) {
    MultiLayerNetwork network = softmax();
    List<DataSet> rows = new ArrayList<>();
    for (double x : row(1, Double.NaN, 3)) {
      rows.add(new DataSet(floats(row(x, 1)), floats(row(0, 1))));
    }
    if (checked) {
      rows.removeIf(each -> each.getFeatures().isNaN().any() || each.getLabels().isNaN().any());
    }
    network.fit(new ListDataSetIterator<>(rows, 1));
    return network.params().isNaN().castTo(DataType.INT32).sumNumber().doubleValue();
  }

  // end listing

  private static MultiLayerNetwork softmax() {
    return network(
        configuration().updater(new Sgd(0.1)),
        new OutputLayer.Builder(LossFunction.MCXENT)
            .activation(Activation.SOFTMAX)
            .nIn(2)
            .nOut(2)
            .build());
  }

  // listing: DL4J-predict-one-output, DL4J-predict-one-output-remedy
  static double predictedPositives() {
    int positives = 0;
    for (int predicted : sigmoid().predict(floats(row(1), row(-1), row(1)))) {
      positives += predicted;
    }
    return positives;
  }

  static double positiveOutputs() {
    INDArray outputs = sigmoid().output(floats(row(1), row(-1), row(1)));
    return outputs.gt(0.5).castTo(DataType.INT32).sumNumber().doubleValue();
  }

  // end listing

  private static MultiLayerNetwork sigmoid() {
    MultiLayerNetwork network =
        network(
            configuration(),
            new OutputLayer.Builder(LossFunction.XENT)
                .activation(Activation.SIGMOID)
                .nIn(1)
                .nOut(1)
                .build());
    network.setParam("0_W", floats(row(5)));
    return network;
  }
}
