package annlab.playground;

import annlab.datasets.DataHome;
import annlab.datasets.Samples;
import annlab.datasets.Split;
import annlab.estimators.specification.FitSpec;
import annlab.lab.settings.Json;
import annlab.networks.Model;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Points of two classes, and the piece of the plane around them that a model is asked about. */
final class Plane {
  /** Places in each direction. */
  static final int SIZE = 48;

  private static final double MARGIN = 0.15;
  private static final int BRIGHTEST = 255;

  private final INDArray x;
  private final INDArray y;
  private final int[] classes;
  private final Optional<Plane> test;
  private final double[] low = new double[2];
  private final double[] high = new double[2];
  private final INDArray places;

  /**
   * A plane around all points.
   *
   * @param all the points that it has room for
   */
  private Plane(Samples rows, INDArray all, Optional<Plane> test) {
    this.x = rows.x().castTo(DataType.DOUBLE);
    this.y = rows.y();
    this.classes = rows.y().castTo(DataType.INT32).reshape(rows.count()).toIntVector();
    this.test = test;
    for (int axis = 0; axis < 2; axis++) {
      INDArray column = all.getColumn(axis);
      double smallest = column.minNumber().doubleValue();
      double largest = column.maxNumber().doubleValue();
      double margin = largest > smallest ? MARGIN * (largest - smallest) : 1;
      low[axis] = smallest - margin;
      high[axis] = largest + margin;
    }
    this.places = places(SIZE);
  }

  /** The plane of what a specification trains on, with the points that it keeps apart. */
  static Plane of(FitSpec spec, DataHome home, int most) {
    Samples rows = spec.rows(home);
    require(rows, most);
    INDArray all = rows.x().castTo(DataType.DOUBLE);
    Optional<Split> parts = spec.parts(home);
    return parts
        .map(two -> new Plane(two.train(), all, Optional.of(new Plane(two.test(), all))))
        .orElseGet(() -> new Plane(rows, all));
  }

  private Plane(Samples rows, INDArray all) {
    this(rows, all, Optional.empty());
  }

  /**
   * Refuses rows that cannot be drawn.
   *
   * @throws IllegalArgumentException if they have not two features and the classes 0 and 1, or are
   *     too many
   */
  private static void require(Samples rows, int most) {
    if (rows.count() > most) {
      throw new IllegalArgumentException(
          "the data have " + rows.count() + " rows; the playground takes at most " + most);
    }
    if (rows.x().rank() != 2 || rows.x().size(1) != 2) {
      throw new IllegalArgumentException(
          "the playground draws two features, the data have "
              + rows.x().size(1)
              + "; choose two of the columns");
    }
    for (int id : rows.y().castTo(DataType.INT32).reshape(rows.count()).toIntVector()) {
      if (id != 0 && id != 1) {
        throw new IllegalArgumentException(
            "the playground tells two classes apart, and the data have class "
                + id
                + "; choose a positive class to set against the rest");
      }
    }
  }

  /** The middles of squares, so many in each direction, row by row from the top. */
  INDArray places(int size) {
    double[][] all = new double[size * size][];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        all[row * size + column] =
            new double[] {
              low[0] + (high[0] - low[0]) * (column + 0.5) / size,
              high[1] - (high[1] - low[1]) * (row + 0.5) / size
            };
      }
    }
    return Nd4j.createFromArray(all);
  }

  /** The points and where the plane ends, as a page draws them. */
  ObjectNode json() {
    ObjectNode json = Json.object().put("size", SIZE);
    json.putArray("extent").add(low[0]).add(high[0]).add(low[1]).add(high[1]);
    addPoints(json.putArray("points"));
    test.ifPresent(apart -> apart.addPoints(json.putArray("test")));
    return json;
  }

  private void addPoints(ArrayNode points) {
    for (int row = 0; row < classes.length; row++) {
      points.addArray().add(x.getDouble(row, 0)).add(x.getDouble(row, 1)).add(classes[row]);
    }
  }

  /** The points that are kept from training. */
  Optional<Plane> test() {
    return test;
  }

  /** The loss of a model on these points. */
  double loss(Model model) {
    return model.evaluate(x, y).loss();
  }

  /**
   * What a model says at each place.
   *
   * @return probabilities of class 1 as bytes, 0 to 255, in base 64, row by row from the top
   */
  String picture(Model model) {
    double[] outputs = outputs(model, places);
    byte[] bytes = new byte[outputs.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(Math.max(0, Math.min(1, outputs[i])) * BRIGHTEST);
    }
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The share of points that a model gets right. */
  double accuracy(Model model) {
    double[] outputs = outputs(model, x);
    int right = 0;
    for (int row = 0; row < classes.length; row++) {
      right += (outputs[row] > 0.5 ? 1 : 0) == classes[row] ? 1 : 0;
    }
    return (double) right / classes.length;
  }

  private static double[] outputs(Model model, INDArray at) {
    INDArray outputs = model.predict(at);
    if (outputs.size(1) != 1) {
      throw new IllegalArgumentException(
          "the playground draws one output, the model has "
              + outputs.size(1)
              + "; end it with a Dense layer of 1 unit and a sigmoid");
    }
    return outputs.castTo(DataType.DOUBLE).reshape(outputs.size(0)).toDoubleVector();
  }
}
