package annlab.experiments.keras;

import annlab.datasets.Samples;
import annlab.estimators.StandardScaler;
import annlab.networks.Dense;
import annlab.networks.Input;
import annlab.networks.Loss;
import annlab.networks.Model;
import annlab.networks.Normalization;
import annlab.networks.Sequential;
import annlab.networks.Sgd;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Measures what the chapter says of the Normalization layer. */
final class NormalizationChecks {
  private NormalizationChecks() {}

  static void measure(Samples train, Map<String, Double> numbers) {
    numbers.put("H1-standard-scaler", largestDistance(train.x()));
    numbers.put("H1-unadapted", (double) acceptedUnadapted(train));
  }

  /** Largest distance between what reaches the first dense layer and what StandardScaler gives. */
  private static double largestDistance(INDArray x) {
    long features = x.size(1);
    Model identity =
        Sequential.of(
                Input.of(features),
                new Normalization().adapt(x),
                new Dense(Math.toIntExact(features)).named("identity"))
            .dataType(DataType.DOUBLE)
            .compile(Loss.meanSquaredError(), new Sgd());
    identity.setWeights(
        "identity",
        List.of(Nd4j.eye(features).castTo(DataType.DOUBLE), Nd4j.zeros(DataType.DOUBLE, features)));
    INDArray difference =
        identity.predict(x).sub(new StandardScaler().fit(x).transform(x).castTo(DataType.DOUBLE));
    return difference.amaxNumber().doubleValue();
  }

  /** How many models with a Normalization layer that has seen no data can be trained. */
  private static int acceptedUnadapted(Samples train) {
    try {
      Sequential.of(Input.of(train.x().size(1)), new Normalization(), new Dense(1))
          .compile(Loss.meanSquaredError(), new Sgd())
          .fit(train.x(), train.y());
      return 1;
    } catch (IllegalStateException e) {
      return 0;
    }
  }
}
