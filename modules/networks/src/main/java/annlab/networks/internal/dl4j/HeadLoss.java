package annlab.networks.internal.dl4j;

import annlab.networks.config.Definition;
import annlab.networks.internal.data.Batch;
import annlab.networks.internal.data.HostArrays;
import annlab.networks.internal.data.Targets;
import annlab.networks.layers.Activation;
import annlab.networks.losses.Head;
import annlab.networks.losses.Loss;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The {@link Head} as DL4J's loss function. A training step binds its batch first, so that targets
 * and weights need not travel through DL4J (whose label mask is not a sample weight), and reads
 * loss and predictions of that very forward pass afterwards. Unbound it reads DL4J's labels, so
 * that {@code network().score(...)} and {@code network().fit(...)} work as usual. Not thread-safe,
 * as the network that it belongs to.
 */
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.ANY,
    getterVisibility = JsonAutoDetect.Visibility.NONE,
    isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class HeadLoss implements ILossFunction {
  private static final long serialVersionUID = 1L;

  private final String loss;

  @SuppressWarnings("UnusedVariable") // part of DL4J's configuration in JSON
  private final Activation activation;

  @SuppressWarnings("UnusedVariable") // part of DL4J's configuration in JSON
  private final int outputs;

  private final transient Head head;
  private transient @Nullable Batch batch;
  private transient double lossSum;
  private transient double[] sums = {};
  private transient double[] delta = {};

  public HeadLoss(Loss loss, Activation activation, int outputs) {
    this(loss, Definition.of(loss.config()), activation, outputs);
  }

  @JsonCreator
  public HeadLoss(
      @JsonProperty("loss") String loss,
      @JsonProperty("activation") Activation activation,
      @JsonProperty("outputs") int outputs) {
    this(Loss.keras().read(Definition.read(loss)), loss, activation, outputs);
  }

  private HeadLoss(Loss loss, String definition, Activation activation, int outputs) {
    this.loss = definition;
    this.activation = activation;
    this.outputs = outputs;
    this.head = new Head(loss, activation, outputs);
  }

  /** Takes targets and weights from this batch until it is released. */
  public void bind(Batch next) {
    batch = next;
  }

  public void release() {
    batch = null;
  }

  /** Weighted sum of the losses of the bound batch's rows, from the last gradient. */
  public double lossSum() {
    return lossSum;
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    refuseMask(mask);
    Batch current = batch == null ? unbound(labels, preOutput) : batch;
    int rows = current.rows();
    int size = rows * head.outputs();
    if (sums.length < size) {
      sums = new double[size];
      delta = new double[size];
    }
    HostArrays.read(preOutput, sums);
    lossSum =
        head.run(sums, current.targets(), current.weights(), rows, current.predictions(), delta);
    return HostArrays.create(delta, rows, head.outputs(), preOutput.dataType());
  }

  @Override
  public double computeScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    if (batch == null) {
      // outside a step nothing was computed before
      computeGradient(labels, preOutput, activation, mask);
    }
    return average ? lossSum / preOutput.size(0) : lossSum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    refuseMask(mask);
    Batch all = unbound(labels, preOutput);
    int outputs = head.outputs();
    double[] z = new double[all.rows() * outputs];
    HostArrays.read(preOutput, z);
    double[] scores = new double[all.rows()];
    int width = head.targetWidth();
    for (int r = 0; r < scores.length; r++) {
      double[] row = Arrays.copyOfRange(z, r * outputs, (r + 1) * outputs);
      double[] target = Arrays.copyOfRange(all.targets(), r * width, (r + 1) * width);
      scores[r] = head.run(row, target, null, 1, new double[outputs], null);
    }
    return Nd4j.create(scores, new long[] {scores.length, 1}, preOutput.dataType());
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    INDArray gradient = computeGradient(labels, preOutput, activation, mask);
    return Pair.of(average ? lossSum / preOutput.size(0) : lossSum, gradient);
  }

  @Override
  public String name() {
    return loss;
  }

  @Override
  public String toString() {
    return loss;
  }

  private Batch unbound(INDArray labels, INDArray preOutput) {
    int rows = (int) preOutput.size(0);
    double[] targets = Targets.of(labels, head, rows).values();
    return Batch.onHost(rows, targets, head.outputs());
  }

  private static void refuseMask(@Nullable INDArray mask) {
    if (mask != null) {
      throw new IllegalArgumentException(
          "label masks are not supported; pass sample weights to Model.fit");
    }
  }
}
