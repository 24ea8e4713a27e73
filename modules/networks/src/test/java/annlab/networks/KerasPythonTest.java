package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import annlab.networks.numpy.Npy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every layer, activation, loss and optimizer, from Keras to Java and back, with Keras itself: the
 * Python that {@code ANNLAB_PYTHON} names, with Keras 3.
 */
@Tag("slow")
class KerasPythonTest {
  @TempDir private Path temporary;

  @Test
  void modelsGoFromKerasToJavaAndBack() throws IOException, InterruptedException {
    Path folder = temporary;
    Path script = folder.resolve("keras_files.py");
    try (InputStream in = getClass().getResourceAsStream("/keras/keras_files.py")) {
      Files.copy(in, script);
    }
    python(script, "write", folder);
    KerasCases cases = new KerasCases(folder);
    SoftAssertions softly = new SoftAssertions();
    for (KerasCases.Case described : cases.all()) {
      for (String end : List.of(".keras", ".h5")) {
        softly
            .assertThatCode(() -> cases.requireSame(described, end))
            .as(described.name() + end)
            .doesNotThrowAnyException();
      }
      softly
          .assertThatCode(() -> save(cases, described, folder))
          .as("%s saved", described.name())
          .doesNotThrowAnyException();
    }
    softly.assertAll();
    python(script, "check", folder);
    JsonNode checked = new ObjectMapper().readTree(folder.resolve("check.json").toFile());
    assertThat(checked).hasSameSizeAs(cases.all());
    for (JsonNode one : checked) {
      String name = one.get("name").asText();
      softly.assertThat(one.get("unequal").asInt()).as("%s: unequal weights", name).isZero();
      softly
          .assertThat(one.get("predictions").asDouble())
          .as("%s: predictions", name)
          .isLessThan(KerasCases.PREDICTIONS);
      softly
          .assertThat(one.get("after").asDouble())
          .as("%s: one more epoch", name)
          .isLessThan(KerasCases.AFTER);
      softly.assertThat(one.get("iterations").asInt()).as("%s: steps", name).isEqualTo(8);
    }
    softly.assertAll();
  }

  /** Weights by .npz, .weights.h5 and .keras, which must be the same; then one more epoch. */
  private static void save(KerasCases cases, KerasCases.Case described, Path folder)
      throws IOException {
    String name = described.name();
    Model model = Model.load(cases.file(name + ".keras"));
    for (String end : List.of(".weights.h5", ".weights.npz", ".h5")) {
      Model other = model.copy();
      other.setParameters(other.parameters().muli(0));
      other.loadWeights(cases.file(name + end));
      assertThat(other.parameters()).as(name + end).isEqualTo(model.parameters());
    }
    model.save(folder.resolve(name + ".java.keras"));
    model.save(folder.resolve(name + ".java.weights.h5"));
    model.save(folder.resolve(name + ".java.npz"));
    Files.write(
        folder.resolve(name + ".java.predictions.npy"),
        Npy.write(model.predict(cases.inputs(described))));
    cases.fit(model, described);
    model.save(folder.resolve(name + ".java.after.npz"));
  }

  private static void python(Path script, String what, Path folder)
      throws IOException, InterruptedException {
    String python = System.getenv().getOrDefault("ANNLAB_PYTHON", "python3");
    Path log = folder.resolve(what + ".log");
    assumeTrue(
        runs(python, folder, "-c", "import keras; assert keras.__version__ >= '3.15'"),
        "no Python with Keras 3.15");
    ProcessBuilder builder =
        new ProcessBuilder(python, script.toString(), what, folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1"));
    assertThat(builder.start().waitFor()).as(() -> text(log)).isZero();
  }

  private static boolean runs(String python, Path folder, String... arguments)
      throws InterruptedException {
    try {
      List<String> command = new java.util.ArrayList<>(List.of(python));
      command.addAll(List.of(arguments));
      File log = folder.resolve("probe.log").toFile();
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return String.valueOf(e);
    }
  }
}
