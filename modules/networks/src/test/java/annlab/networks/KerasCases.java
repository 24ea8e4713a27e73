package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.networks.numpy.Npy;
import annlab.networks.numpy.NumpyArrays;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Models in a folder that {@code keras_files.py write} made. */
final class KerasCases {
  /** Float32 on both sides, sums in other orders. */
  static final double PREDICTIONS = 1e-6;

  /** One more epoch of four steps, in float32. */
  static final double AFTER = 1e-5;

  private final Path folder;

  KerasCases(Path folder) {
    this.folder = folder;
  }

  /**
   * A model.
   *
   * @param kind of its targets
   * @param images whether its inputs are images
   * @param same whether training is the same in Java: no dropout
   * @param loss of one more epoch
   * @param ends of the names of its files
   */
  record Case(
      String name, String kind, boolean images, boolean same, double loss, List<String> ends) {}

  @SuppressWarnings("unchecked")
  List<Case> all() {
    try {
      List<Object> read =
          new ObjectMapper()
              .readValue(Files.readAllBytes(folder.resolve("index.json")), List.class);
      List<Case> cases = new ArrayList<>();
      for (Object element : read) {
        Map<String, Object> map = (Map<String, Object>) element;
        cases.add(
            new Case(
                (String) map.get("name"),
                (String) map.get("kind"),
                (Boolean) map.get("images"),
                (Boolean) map.get("same"),
                ((Number) map.get("loss")).doubleValue(),
                (List<String>) map.getOrDefault("ends", List.of(".keras", ".h5"))));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  INDArray array(String name) {
    try {
      return Npy.read(Files.readAllBytes(folder.resolve(name)), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  INDArray inputs(Case model) {
    return array(model.images() ? "images.npy" : "x.npy");
  }

  History fit(Model model, Case described) {
    INDArray y = array("y_" + described.kind() + ".npy");
    return model.fit(
        inputs(described), y, FitOptions.defaults().withBatchSize(16).withoutShuffle());
  }

  /** What Keras predicted, and what one more epoch made of its weights. */
  void requireSame(Case described, String end) {
    Model model = Model.load(file(described.name() + end));
    assertThat(
            distance(
                model.predict(inputs(described)), array(described.name() + ".predictions.npy")))
        .as("%s%s predicts as Keras", described.name(), end)
        .isLessThan(PREDICTIONS);
    if (described.same()) {
      History history = fit(model, described);
      assertThat(history.series("loss").get(0))
          .as(described.name())
          .isCloseTo(described.loss(), org.assertj.core.api.Assertions.offset(2e-5));
      List<INDArray> expected = NumpyArrays.read(file(described.name() + ".after.npz"));
      List<INDArray> got = KerasModels.variables(model).stream().flatMap(List::stream).toList();
      assertThat(got).hasSameSizeAs(expected);
      for (int i = 0; i < got.size(); i++) {
        if (got.get(i).rank() > 0) { // but for the count of rows
          assertThat(distance(got.get(i), expected.get(i)))
              .as("%s%s, array %d after one more epoch", described.name(), end, i)
              .isLessThan(AFTER);
        }
      }
    }
  }

  static double distance(INDArray a, INDArray b) {
    assertThat(a.shape()).isEqualTo(b.shape());
    double[] left =
        a.dup('c')
            .castTo(org.nd4j.linalg.api.buffer.DataType.DOUBLE)
            .reshape(a.length())
            .toDoubleVector();
    double[] right =
        b.dup('c')
            .castTo(org.nd4j.linalg.api.buffer.DataType.DOUBLE)
            .reshape(b.length())
            .toDoubleVector();
    double largest = 0;
    for (int i = 0; i < left.length; i++) {
      largest = Math.max(largest, Math.abs(left[i] - right[i]));
    }
    return largest;
  }
}
