package annlab.bench;

import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.Sgd;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Training steps of one network, to be timed.
 *
 * @param name as {@code fashion-mnist}
 * @param widths numbers of inputs and of each layer's units; ReLU between them
 * @param classes whether the outputs are classes (softmax), else numbers (squared error)
 * @param adam whether the optimizer is Adam, else plain gradient descent
 * @param type FLOAT or DOUBLE
 * @param batch rows of a step
 * @param steps steps of one block
 * @param epochRows rows of the data set that the chapter trains this network on
 */
record StepJob(
    String name,
    List<Integer> widths,
    boolean classes,
    boolean adam,
    DataType type,
    int batch,
    int steps,
    int epochRows) {
  private static final List<Integer> FASHION = List.of(784, 300, 100, 10);
  private static final List<Integer> CALIFORNIA = List.of(8, 50, 50, 50, 1);
  private static final int FASHION_ROWS = 55_000;
  private static final int CALIFORNIA_ROWS = 11_610;

  StepJob {
    widths = List.copyOf(widths);
  }

  /** The chapter's two networks at Keras' and scikit-learn's batch sizes, in both precisions. */
  static List<StepJob> all() {
    List<StepJob> jobs = new ArrayList<>();
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      jobs.add(fashion(type, 32, 200));
      jobs.add(fashion(type, 200, 60));
      jobs.add(california(type, 32, 400));
      jobs.add(california(type, 200, 200));
    }
    return jobs;
  }

  static StepJob fashion(DataType type, int batch, int steps) {
    return new StepJob("fashion-mnist", FASHION, true, false, type, batch, steps, FASHION_ROWS);
  }

  static StepJob california(DataType type, int batch, int steps) {
    return new StepJob(
        "california-housing", CALIFORNIA, false, true, type, batch, steps, CALIFORNIA_ROWS);
  }

  /** The same with blocks of other lengths. */
  StepJob withSteps(int count) {
    return new StepJob(name, widths, classes, adam, type, batch, count, epochRows);
  }

  /** NumPy's name. */
  String dtype() {
    return type == DataType.FLOAT ? "float32" : "float64";
  }

  /** Steps of an epoch of the chapter's data. */
  int stepsPerEpoch() {
    return (epochRows + batch - 1) / batch;
  }

  double rate() {
    return adam ? 0.001 : 0.01;
  }

  Model model() {
    List<Layer> layers = new ArrayList<>();
    layers.add(Input.of(widths.get(0)));
    int last = widths.size() - 1;
    for (int i = 1; i < last; i++) {
      layers.add(new Dense(widths.get(i), Activation.RELU));
    }
    layers.add(new Dense(widths.get(last), classes ? Activation.SOFTMAX : Activation.LINEAR));
    Loss loss = classes ? Loss.sparseCategoricalCrossentropy() : Loss.meanSquaredError();
    Optimizer optimizer = adam ? new Adam(rate()) : new Sgd(rate());
    return Sequential.of(layers.toArray(Layer[]::new))
        .seed(1)
        .dataType(type)
        .compile(loss, optimizer);
  }

  /** Random inputs in [0, 1), one row for each row of a block. */
  INDArray inputs() {
    return Nd4j.rand(type, (long) steps * batch, widths.get(0));
  }

  /** Random class ids or numbers. */
  INDArray targets() {
    int outputs = widths.get(widths.size() - 1);
    return classes
        ? Nd4j.rand(DataType.FLOAT, (long) steps * batch)
            .muli(outputs - 0.001)
            .castTo(DataType.INT32)
        : Nd4j.rand(type, (long) steps * batch, outputs);
  }

  /** As the peers read it. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("dtype", dtype());
    json.put("batch", batch);
    widths.forEach(json.putArray("widths")::add);
    json.put("loss", classes ? "classes" : "squares");
    json.put("optimizer", adam ? "adam" : "sgd");
    json.put("rate", rate());
    return json;
  }
}
