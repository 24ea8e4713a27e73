package annlab.experiments.keras.california;

import annlab.datasets.Samples;
import annlab.estimators.StandardScaler;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Normalization;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Measures what the chapter says of the Normalization layer. */
public final class NormalizationChecks {
  private NormalizationChecks() {}

  static void measure(Samples train, Map<String, Double> numbers) {
    numbers.put("H1-standard-scaler", largestDistance(train.x(), train.x()));
    numbers.put("H1-unadapted", trains(new Normalization(), train) ? 1.0 : 0.0);
  }

  /** Largest distance between what reaches the first dense layer and what StandardScaler gives. */
  public static double largestDistance(INDArray x, INDArray adaptedTo) {
    int features = Math.toIntExact(x.size(1));
    List<INDArray> unchanged =
        List.of(Nd4j.eye(features).castTo(DataType.DOUBLE), Nd4j.zeros(DataType.DOUBLE, features));
    // listing: H1-standard-scaler
    Normalization normalization = new Normalization().adapt(adaptedTo); // the training rows
    Model model =
        Sequential.of(Input.of(features), normalization, new Dense(features).named("unchanged"))
            .dataType(DataType.DOUBLE)
            .compile(Loss.meanSquaredError(), new Sgd());
    model.setWeights("unchanged", unchanged); // the unit matrix and zeros
    INDArray scaled = new StandardScaler().fit(x).transform(x);
    INDArray difference = model.predict(x).sub(scaled.castTo(DataType.DOUBLE));
    // end listing
    return difference.amaxNumber().doubleValue();
  }

  /** Whether a model with such a layer can be trained. */
  public static boolean trains(Normalization normalization, Samples train) {
    // listing: H1-unadapted
    try {
      Model model =
          Sequential.of(Input.of(8), normalization, new Dense(1)) // new Normalization()
              .compile(Loss.meanSquaredError(), new Sgd(1e-3));
      model.fit(train.x(), train.y());
      return true;
    } catch (IllegalStateException e) { // "... call adapt(...) first"
      return false;
    }
    // end listing
  }
}
