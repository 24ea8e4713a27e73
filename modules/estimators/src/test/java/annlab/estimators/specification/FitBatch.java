package annlab.estimators.specification;

import annlab.datasets.DataHome;
import annlab.datasets.DataUnavailableException;
import annlab.networks.numpy.NumpyArrays;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fits many specifications in one process: a line of JSON in, {@code {"spec", "csv", "weights"}}, a
 * line out, {@code {"code", "result"}} or {@code {"code", "error"}}, as {@code annlab fit --json}
 * would end. {@code csv} is the text of the table {@code t.csv}; {@code weights}, if there, are
 * Keras' {@code get_weights()}, put into {@code w.npz}.
 */
final class FitBatch {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private FitBatch() {}

  /**
   * Serves until stdin ends.
   *
   * @param words not used
   */
  public static void main(String[] words) throws IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    Path folder = Files.createTempDirectory("fits");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(run(MAPPER.readTree(line), folder));
    }
    System.exit(0);
  }

  /** How the command would end. */
  static ObjectNode run(JsonNode order, Path folder) throws IOException {
    Files.writeString(folder.resolve("t.csv"), order.path("csv").asText());
    if (order.has("weights")) {
      List<INDArray> arrays = new ArrayList<>();
      order.path("weights").forEach(array -> arrays.add(array(array)));
      NumpyArrays.write(folder.resolve("w.npz"), arrays);
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    try {
      FitResult result = FitSpec.parse(order.path("spec").toString(), folder).run(new DataHome());
      return answer.put("code", result.diverged().isPresent() ? 4 : 0).set("result", result.json());
    } catch (IllegalArgumentException e) {
      return answer.put("code", 2).put("error", e.getMessage());
    } catch (DataUnavailableException e) {
      return answer.put("code", 3).put("error", e.getMessage());
    } catch (RuntimeException e) {
      return answer.put("code", 4).put("error", String.valueOf(e));
    }
  }

  private static INDArray array(JsonNode rows) {
    if (!rows.path(0).isArray()) {
      double[] values = new double[rows.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = rows.get(i).asDouble();
      }
      return Nd4j.createFromArray(values);
    }
    double[][] values = new double[rows.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = array(rows.get(i)).castTo(DataType.DOUBLE).toDoubleVector();
    }
    return Nd4j.createFromArray(values);
  }
}
