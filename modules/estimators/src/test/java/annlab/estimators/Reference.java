package annlab.estimators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Golden numbers of scikit-learn's, made by experiments/golden. */
public final class Reference {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Reference() {}

  public static JsonNode read(String name) {
    try (InputStream in = Reference.class.getResourceAsStream("/reference/" + name)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static double[] vector(JsonNode list) {
    double[] values = new double[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).doubleValue();
    }
    return values;
  }

  public static int[] ints(JsonNode list) {
    int[] values = new int[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).intValue();
    }
    return values;
  }

  static List<Double> list(JsonNode list) {
    List<Double> values = new ArrayList<>();
    list.forEach(value -> values.add(value.doubleValue()));
    return values;
  }

  /** DOUBLE, shape [rows] or [rows, columns] as the list is nested. */
  public static INDArray array(JsonNode list) {
    if (!list.get(0).isArray()) {
      return Nd4j.createFromArray(vector(list));
    }
    double[][] rows = new double[list.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = vector(list.get(i));
    }
    return Nd4j.createFromArray(rows);
  }

  /** Class ids, INT32, shape [rows]. */
  public static INDArray ids(JsonNode list) {
    return Nd4j.createFromArray(ints(list));
  }

  public static double[] values(INDArray a) {
    return a.castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }

  public static double maxDifference(List<Double> a, JsonNode b) {
    return maxDifference(a.stream().mapToDouble(Double::doubleValue).toArray(), vector(b));
  }

  public static double maxDifference(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new AssertionError("lengths differ: " + a.length + " and " + b.length);
    }
    double max = 0;
    for (int i = 0; i < a.length; i++) {
      max = Math.max(max, Math.abs(a[i] - b[i]));
    }
    return max;
  }
}
