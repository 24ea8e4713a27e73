package annlab.networks;

import java.util.Optional;

/**
 * Writes a {@link Loss} as DL4J's loss function, or as ours where DL4J has none with the same
 * gradient. DL4J sums some losses over the outputs where Keras takes a mean; weights make up for
 * it.
 */
final class PlainLoss {
  private static final String TYPES = "org.nd4j.linalg.lossfunctions.";

  private final PlainCode code;
  private final Activation activation;
  private final int outputs;

  PlainLoss(PlainCode code, Dense output) {
    this.code = code;
    this.activation = output.activation();
    this.outputs = output.units();
  }

  /** An expression that an {@code OutputLayer.Builder} takes. */
  String of(Loss loss) {
    double factor = loss instanceof Loss.Scaled scaled ? scaled.gradientFactor() : 1;
    Loss base = loss instanceof Loss.Scaled scaled ? scaled.loss() : loss;
    if (base instanceof Loss.SparseCategoricalCrossentropy) {
      code.note("The labels are one-hot rows.");
    }
    return dl4j(base, factor)
        .orElseGet(
            () -> {
              code.note("DL4J has not got this loss: it is annlab's own.");
              return ours(loss)
                  + ".toDl4j("
                  + code.ours("Activation")
                  + ("." + activation + ", " + outputs + ")");
            });
  }

  private Optional<String> dl4j(Loss loss, double factor) {
    if (loss instanceof Loss.SparseCategoricalCrossentropy
        || loss instanceof Loss.CategoricalCrossentropy) {
      return Optional.of(summed("MCXENT", "LossMCXENT", factor));
    }
    if (loss instanceof Loss.BinaryCrossentropy) {
      code.note("DL4J takes an output nearer than 1e-5 to 0 or 1 for one that far away.");
      return Optional.of(summed("XENT", "LossBinaryXENT", factor / outputs));
    }
    if (loss instanceof Loss.MeanSquaredError) {
      return Optional.of(factor == 1 ? named("MSE") : summed("L2", "LossL2", factor / outputs));
    }
    if (loss instanceof Loss.MeanAbsoluteError) {
      return Optional.of(
          factor == 1 ? named("MEAN_ABSOLUTE_ERROR") : summed("L1", "LossL1", factor / outputs));
    }
    return Optional.empty();
  }

  /** A loss that DL4J sums over the outputs, each of them times a weight. */
  private String summed(String name, String type, double weight) {
    if (weight == 1) {
      return named(name);
    }
    return "new "
        + code.use(TYPES + "impl." + type)
        + "("
        + code.use("org.nd4j.linalg.factory.Nd4j")
        + (".valueArrayOf(new long[] {1, " + outputs + "}, " + weight + ", ")
        + code.use("org.nd4j.linalg.api.buffer.DataType")
        + ".DOUBLE))";
  }

  private String named(String name) {
    return code.use(TYPES + "LossFunctions") + ".LossFunction." + name;
  }

  private String ours(Loss loss) {
    String type = "new " + code.ours("Loss") + ".";
    if (loss instanceof Loss.Scaled scaled) {
      String inner = ours(scaled.loss());
      return type
          + ("Scaled(" + inner + ", " + scaled.valueFactor() + ", " + scaled.gradientFactor())
          + ")";
    }
    if (loss instanceof Loss.Huber huber) {
      return type + "Huber(" + huber.delta() + ")";
    }
    return type + loss.getClass().getSimpleName() + "()";
  }
}
