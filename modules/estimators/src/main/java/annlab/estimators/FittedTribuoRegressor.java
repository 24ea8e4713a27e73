package annlab.estimators;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.regression.Regressor;

/** A baseline regressor of Tribuo's that has learnt. */
public final class FittedTribuoRegressor implements FittedRegressor {
  private final String name;
  private final Model<Regressor> model;
  private final int features;
  private final boolean oneColumn;

  FittedTribuoRegressor(String name, Model<Regressor> model, INDArray x, INDArray y) {
    this.name = name;
    this.model = model;
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
    List<Prediction<Regressor>> predictions = model.predict(TribuoData.unknownNumbers(checked));
    double[][] values =
        predictions.stream().map(p -> p.getOutput().getValues()).toArray(double[][]::new);
    INDArray result = Nd4j.createFromArray(values);
    return oneColumn ? result.reshape(values.length) : result;
  }
}
