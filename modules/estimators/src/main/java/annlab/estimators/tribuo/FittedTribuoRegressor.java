package annlab.estimators.tribuo;

import annlab.estimators.FittedRegressor;
import annlab.estimators.internal.Inputs;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.regression.Regressor;

/** A fitted baseline regressor of Tribuo's. */
public final class FittedTribuoRegressor implements FittedRegressor {
  private final String name;
  private final List<Model<Regressor>> models;
  private final int features;
  private final boolean oneColumn;

  /** Of models for one output after the other. */
  FittedTribuoRegressor(String name, List<Model<Regressor>> models, INDArray x, INDArray y) {
    this.name = name;
    this.models = List.copyOf(models);
    this.features = Math.toIntExact(x.size(1));
    this.oneColumn = y.rank() == 1;
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public INDArray predict(INDArray x) {
    INDArray checked = Inputs.features(x, name, features);
    List<Example<Regressor>> rows = TribuoData.unknownNumbers(checked);
    INDArray[] outputs =
        models.stream().map(model -> values(model.predict(rows))).toArray(INDArray[]::new);
    INDArray result = outputs.length == 1 ? outputs[0] : Nd4j.hstack(outputs);
    return oneColumn ? result.reshape(rows.size()) : result;
  }

  private static INDArray values(List<Prediction<Regressor>> predictions) {
    return Nd4j.createFromArray(
        predictions.stream().map(p -> p.getOutput().getValues()).toArray(double[][]::new));
  }
}
