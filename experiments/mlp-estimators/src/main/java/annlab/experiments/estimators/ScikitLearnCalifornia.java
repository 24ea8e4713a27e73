package annlab.experiments.estimators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * scikit-learn 1.2.1's numbers for the chapter's California regression, {@code random_state=42}.
 *
 * @param firstRow the eight features of the first district
 * @param columnMeans of all rows
 * @param columnDeviations of all rows, divided by the rows
 * @param rowHashes SHA-256 of the row numbers of each part, as little-endian 64-bit integers
 * @param scalerMean means of the training part
 * @param scalerScale deviations of the training part
 * @param lossCurve the loss of each of the 169 epochs
 */
record ScikitLearnCalifornia(
    List<Double> firstRow,
    List<Double> columnMeans,
    List<Double> columnDeviations,
    Map<String, String> rowHashes,
    List<Double> scalerMean,
    List<Double> scalerScale,
    List<Double> lossCurve) {
  private static final String RESOURCE = "california.json";

  ScikitLearnCalifornia {
    rowHashes = Map.copyOf(rowHashes);
  }

  static ScikitLearnCalifornia load() {
    try (InputStream in = ScikitLearnCalifornia.class.getResourceAsStream(RESOURCE)) {
      JsonNode json = new ObjectMapper().readTree(in);
      Map<String, String> hashes = new LinkedHashMap<>();
      json.get("row_hashes")
          .properties()
          .forEach(part -> hashes.put(part.getKey(), part.getValue().textValue()));
      return new ScikitLearnCalifornia(
          list(json, "first_row"),
          list(json, "column_means"),
          list(json, "column_deviations"),
          hashes,
          list(json, "scaler_mean"),
          list(json, "scaler_scale"),
          list(json, "loss_curve"));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
  }

  private static List<Double> list(JsonNode json, String name) {
    List<Double> values = new ArrayList<>();
    json.get(name).forEach(value -> values.add(value.doubleValue()));
    return List.copyOf(values);
  }
}
