package annlab.networks.layers;

import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** An {@link Activation} that DL4J lacks, as DL4J's: computed row by row on the host, in double. */
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.ANY,
    getterVisibility = JsonAutoDetect.Visibility.NONE,
    isGetterVisibility = JsonAutoDetect.Visibility.NONE)
final class KerasActivation extends BaseActivationFunction {
  private static final long serialVersionUID = 1L;

  private final Activation activation;

  @JsonCreator
  KerasActivation(@JsonProperty("activation") Activation activation) {
    this.activation = activation;
  }

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    double[] z = host(in);
    double[] a = new double[z.length];
    int n = (int) in.size(1);
    for (int at = 0; at < z.length; at += n) {
      activation.apply(z, a, at, n);
    }
    return in.assign(like(in, a));
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    assertShape(in, epsilon);
    double[] z = host(in);
    double[] a = new double[z.length];
    double[] d = host(epsilon);
    int n = (int) in.size(1);
    for (int at = 0; at < z.length; at += n) {
      activation.apply(z, a, at, n);
      activation.backward(z, a, d, at, n);
    }
    return new Pair<>(in.assign(like(in, d)), null);
  }

  /** Row by row, a copy. */
  private static double[] host(INDArray array) {
    return array.dup('c').castTo(DataType.DOUBLE).reshape(array.length()).toDoubleVector();
  }

  private static INDArray like(INDArray array, double[] values) {
    return Nd4j.create(values, array.shape(), DataType.DOUBLE).castTo(array.dataType());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KerasActivation keras && keras.activation == activation;
  }

  @Override
  public int hashCode() {
    return activation.hashCode();
  }

  @Override
  public String toString() {
    return activation.kerasName();
  }
}
