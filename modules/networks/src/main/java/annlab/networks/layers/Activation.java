package annlab.networks.layers;

import annlab.networks.config.JavaSource;
import annlab.networks.config.Names;
import java.util.Locale;
import org.apache.commons.math3.special.Erf;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * Activation functions under Keras' names, applied to each row of a layer's pre-activations {@code
 * z}. All that there is to know of one stands here with it. Exponentials are {@link StrictMath}'s:
 * {@link Math}'s may differ by a last digit from one JVM to another.
 */
public enum Activation {
  /** {@code z}. */
  LINEAR {
    @Override
    double value(double z) {
      return z;
    }

    @Override
    double derivative(double z, double a) {
      return 1;
    }

    @Override
    public IActivation dl4j() {
      return new ActivationIdentity();
    }

    @Override
    public String dl4jCode(JavaSource code) {
      return named(code, "IDENTITY");
    }

    @Override
    public void onnx(OnnxOperations graph) {
      // the value itself
    }
  },
  /** {@code max(0, z)}; its derivative at 0 is 0. */
  RELU {
    @Override
    double value(double z) {
      return Math.max(0, z);
    }

    @Override
    double derivative(double z, double a) {
      return z > 0 ? 1 : 0;
    }

    @Override
    public IActivation dl4j() {
      return new ActivationReLU();
    }

    @Override
    public String dl4jCode(JavaSource code) {
      return named(code, "RELU");
    }

    @Override
    public void onnx(OnnxOperations graph) {
      graph.then("Relu");
    }
  },
  /** {@code 1 / (1 + exp(-z))}. */
  SIGMOID {
    @Override
    double value(double z) {
      return 1 / (1 + StrictMath.exp(-z));
    }

    @Override
    double derivative(double z, double a) {
      return a * (1 - a);
    }

    @Override
    public IActivation dl4j() {
      return new ActivationSigmoid();
    }

    @Override
    public String dl4jCode(JavaSource code) {
      return named(code, "SIGMOID");
    }

    @Override
    public void onnx(OnnxOperations graph) {
      graph.then("Sigmoid");
    }
  },
  /** {@code tanh(z)}. */
  TANH {
    @Override
    double value(double z) {
      return StrictMath.tanh(z);
    }

    @Override
    double derivative(double z, double a) {
      return 1 - a * a;
    }

    @Override
    public IActivation dl4j() {
      return new ActivationTanH();
    }

    @Override
    public String dl4jCode(JavaSource code) {
      return named(code, "TANH");
    }

    @Override
    public void onnx(OnnxOperations graph) {
      graph.then("Tanh");
    }
  },
  /** {@code exp(z_i) / sum_j exp(z_j)}. */
  SOFTMAX {
    @Override
    double value(double z) {
      return 1;
    }

    @Override
    double derivative(double z, double a) {
      return 0;
    }

    @Override
    public void apply(double[] z, double[] out, int at, int n) {
      double max = z[at];
      for (int j = 1; j < n; j++) {
        max = Math.max(max, z[at + j]);
      }
      double sum = 0;
      for (int j = 0; j < n; j++) {
        out[at + j] = StrictMath.exp(z[at + j] - max);
        sum += out[at + j];
      }
      for (int j = 0; j < n; j++) {
        out[at + j] /= sum;
      }
    }

    @Override
    public void backward(double[] z, double[] a, double[] d, int at, int n) {
      double dot = 0;
      for (int j = 0; j < n; j++) {
        dot += d[at + j] * a[at + j];
      }
      for (int j = 0; j < n; j++) {
        d[at + j] = a[at + j] * (d[at + j] - dot);
      }
    }

    @Override
    public IActivation dl4j() {
      return new ActivationSoftmax();
    }

    @Override
    public String dl4jCode(JavaSource code) {
      return named(code, "SOFTMAX");
    }

    @Override
    public void onnx(OnnxOperations graph) {
      graph.thenInt("Softmax", "axis", -1);
    }
  },
  /** {@code exp(z)}: positive, for counts. */
  EXPONENTIAL {
    @Override
    double value(double z) {
      return StrictMath.exp(z);
    }

    @Override
    double derivative(double z, double a) {
      return a;
    }

    @Override
    public void onnx(OnnxOperations graph) {
      graph.then("Exp");
    }
  },
  /** {@code log(1 + exp(z))}. */
  SOFTPLUS {
    @Override
    double value(double z) {
      return Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
    }

    @Override
    double derivative(double z, double a) {
      return 1 / (1 + StrictMath.exp(-z));
    }

    @Override
    public IActivation dl4j() {
      return new ActivationSoftPlus();
    }

    @Override
    public String dl4jCode(JavaSource code) {
      return named(code, "SOFTPLUS");
    }

    @Override
    public void onnx(OnnxOperations graph) {
      graph.inSingle(() -> graph.then("Softplus"));
    }
  },
  /** {@code z} above 0, {@code exp(z) - 1} below (Clevert et al., 2016; Keras' alpha is 1). */
  ELU {
    @Override
    double value(double z) {
      return z > 0 ? z : StrictMath.expm1(z);
    }

    @Override
    double derivative(double z, double a) {
      return z > 0 ? 1 : a + 1;
    }

    @Override
    public IActivation dl4j() {
      return new ActivationELU(1);
    }

    @Override
    public String dl4jCode(JavaSource code) {
      return named(code, "ELU");
    }

    @Override
    public void onnx(OnnxOperations graph) {
      graph.inSingle(() -> graph.thenFloats("Elu", "alpha", 1.0));
    }
  },
  /**
   * ELU scaled to keep mean 0 and variance 1 (Klambauer et al., 2017). Its derivative at 0 is the
   * one from the right, as in Keras; DL4J's is the one from the left.
   */
  SELU {
    private static final double ALPHA = SeluActivation.ALPHA;
    private static final double SCALE = SeluActivation.SCALE;

    @Override
    double value(double z) {
      return SCALE * (z > 0 ? z : ALPHA * StrictMath.expm1(z));
    }

    @Override
    double derivative(double z, double a) {
      return z >= 0 ? SCALE : a + SCALE * ALPHA;
    }

    @Override
    public IActivation dl4j() {
      return new SeluActivation();
    }

    @Override
    public String dl4jCode(JavaSource code) {
      code.note("At exactly 0 DL4J's SELU has the derivative 1.758, where Keras has 1.051.");
      return named(code, "SELU");
    }

    @Override
    public void onnx(OnnxOperations graph) {
      graph.inSingle(() -> graph.then("Selu"));
    }
  },
  /**
   * {@code z Phi(z)}, Phi the normal distribution (Hendrycks and Gimpel, 2016): the exact form with
   * erf, Keras' default. DL4J's own two are approximations and are not used.
   */
  GELU {
    @Override
    double value(double z) {
      return z * phi(z);
    }

    @Override
    double derivative(double z, double a) {
      return phi(z) + z * StrictMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    private double phi(double z) {
      return 0.5 * Erf.erfc(-z / Math.sqrt(2));
    }

    @Override
    public IActivation dl4j() {
      return new GeluActivation();
    }

    @Override
    public String dl4jCode(JavaSource code) {
      code.note("DL4J's GELU functions are approximations: this one is annlab's, with erf.");
      return own(code);
    }

    @Override
    public void onnx(OnnxOperations graph) {
      graph.inSingle(() -> product(graph, graph.value()));
    }

    /** {@code z / 2 * (1 + erf(z / sqrt(2)))}: the operator Gelu came with opset 20. */
    private void product(OnnxOperations graph, String z) {
      graph
          .then("Mul", graph.single((float) Math.sqrt(0.5)))
          .then("Erf")
          .then("Add", graph.single(1f))
          .then("Mul", z)
          .then("Mul", graph.single(0.5f));
    }
  },
  /**
   * {@code z} above 0, {@code 0.2 z} below (Keras' {@code activations.leaky_relu}). Its derivative
   * at 0 is 0.2, as in Keras on TensorFlow and torch; DL4J's is 1, and so is JAX'.
   */
  LEAKY_RELU {
    @Override
    double value(double z) {
      return z > 0 ? z : LEAK * z;
    }

    @Override
    double derivative(double z, double a) {
      return z > 0 ? 1 : LEAK;
    }

    @Override
    public IActivation dl4j() {
      return new LeakyReluActivation(LEAK);
    }

    @Override
    public String dl4jCode(JavaSource code) {
      code.note(
          "DL4J keeps the slope 0.2 in single precision; its derivative at exactly 0 is 1, where"
              + " Keras has 0.2.");
      return JavaSource.construct(
          code.use("org.nd4j.linalg.activations.impl.ActivationLReLU"), LEAK);
    }

    @Override
    public void onnx(OnnxOperations graph) {
      graph.inSingle(() -> graph.thenFloats("LeakyRelu", "alpha", LEAK));
    }
  },
  /** {@code z / (1 + |z|)}. */
  SOFTSIGN {
    @Override
    double value(double z) {
      return z / (1 + Math.abs(z));
    }

    @Override
    double derivative(double z, double a) {
      return 1 / ((1 + Math.abs(z)) * (1 + Math.abs(z)));
    }

    @Override
    public IActivation dl4j() {
      return new ActivationSoftSign();
    }

    @Override
    public String dl4jCode(JavaSource code) {
      return named(code, "SOFTSIGN");
    }

    @Override
    public void onnx(OnnxOperations graph) {
      graph.inSingle(() -> graph.then("Softsign"));
    }
  },
  /** {@code max(0, min(1, z / 6 + 1/2))}, as in Keras 3; DL4J's has a slope of 1/5. */
  HARD_SIGMOID {
    @Override
    double value(double z) {
      return Math.max(0, Math.min(6, z + 3)) / 6;
    }

    @Override
    double derivative(double z, double a) {
      return z > -3 && z < 3 ? 1 / 6.0 : 0;
    }

    @Override
    public void onnx(OnnxOperations graph) {
      graph.inSingle(() -> graph.thenFloats("HardSigmoid", "alpha", 1 / 6.0, "beta", 0.5));
    }
  },
  /**
   * {@code 1 if z >= 0 else 0}. Its derivative is 0, as in the chapter: only the perceptron's
   * losses learn.
   */
  HEAVISIDE {
    @Override
    double value(double z) {
      return z >= 0 ? 1 : 0;
    }

    @Override
    double derivative(double z, double a) {
      return 0;
    }

    @Override
    public IActivation dl4j() {
      return new HeavisideActivation();
    }

    @Override
    public void onnx(OnnxOperations graph) {
      graph.then("GreaterOrEqual", graph.number(0)).cast();
    }

    @Override
    boolean inKeras() {
      return false;
    }
  };

  /** Keras default (activations.leaky_relu). */
  static final double LEAK = 0.2;

  /** The function of one sum; a softmax of one output alone. */
  abstract double value(double z);

  /** The derivative at z, a the value there. */
  abstract double derivative(double z, double a);

  /**
   * The activation as DL4J's.
   *
   * @return a new activation function; annlab's own where DL4J has none
   */
  public IActivation dl4j() {
    return new KerasActivation(this);
  }

  /**
   * The Java code of the activation as DL4J's.
   *
   * @param code takes imports and notes
   * @return what a builder's {@code activation} takes
   */
  public String dl4jCode(JavaSource code) {
    return code.lacks("this " + kerasName()).orElseGet(() -> own(code));
  }

  /**
   * Adds the activation to a graph of ONNX.
   *
   * @param graph takes operators
   */
  public abstract void onnx(OnnxOperations graph);

  /** Whether Keras has it. */
  boolean inKeras() {
    return true;
  }

  private static String named(JavaSource code, String name) {
    return code.use("org.nd4j.linalg.activations.Activation") + "." + name;
  }

  final String own(JavaSource code) {
    return code.expression(this) + ".dl4j()";
  }

  /** Applies the activation to the n sums of one row from {@code at} on. */
  public void apply(double[] z, double[] out, int at, int n) {
    for (int j = at; j < at + n; j++) {
      out[j] = value(z[j]);
    }
  }

  /** Turns dLoss/da in d into dLoss/dz, for the n outputs of one row from {@code at} on. */
  public void backward(double[] z, double[] a, double[] d, int at, int n) {
    for (int j = at; j < at + n; j++) {
      d[j] *= derivative(z[j], a[j]);
    }
  }

  /**
   * The activation of a name.
   *
   * @param name Keras' name, e.g. {@code relu}
   * @return the activation
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Activation of(String name) {
    return Names.pick("activation", name, values());
  }

  /**
   * Keras' name.
   *
   * @return the name in lower case
   */
  public String kerasName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
