package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.networks.files.ZipFiles;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keras' files that somebody made to do harm, or that were damaged on the way. */
class HostileKerasFileTest {
  @TempDir private Path folder;

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = HostileKerasFileTest.class.getResourceAsStream("/keras/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static Model model() {
    return Sequential.of(Input.of(2), new Dense(3), new Dense(1))
        .compile(Loss.meanSquaredError(), new Sgd());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "soft | is a link; only what lies in the file itself is read",
        "cycle | is a link",
        "external | is a link",
        "compressed | is stored in pieces or compressed",
        "chunked | is stored in pieces or compressed",
        "large | is stored in pieces or compressed",
        "outside | damaged HDF5 file",
        "text | must hold float32, float64, int32 or int64 numbers",
        "half | must hold float32, float64, int32 or int64 numbers",
        "nan | has numbers that are not finite",
        "shape | must have weights of shapes [[2, 3], [3]], got [[3, 2], [3]]",
        "group | is a group, not a data set",
        "missing | it has no data set layers/dense/vars/0",
      })
  void whatIsNotReadIsRefusedInOneLine(String name, String reason) throws IOException {
    Path file = folder.resolve(name + ".weights.h5");
    Files.write(file, golden("hostile/" + name + ".weights.h5"));
    Model model = model();
    assertThatThrownBy(() -> model.loadWeights(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(reason)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(600));
  }

  @ParameterizedTest
  @ValueSource(strings = {"good", "big_endian"})
  void theSameFileWithoutItIsRead(String name) throws IOException {
    Path file = folder.resolve("w.h5");
    Files.write(file, golden("hostile/" + name + ".weights.h5"));
    Model model = model();
    model.loadWeights(file);
    assertThat(model.weights().get(0).sumNumber().doubleValue()).isEqualTo(6);
  }

  /** Cut short at every length, and a hundred flips, of each format. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "models/functional.keras",
        "models/functional.h5",
        "hostile/good.weights.h5",
        "models/all.weights.npz"
      })
  void damageIsRefused(String name) throws IOException {
    mutate(name, 150, 5);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "models/functional.keras",
        "models/functional.h5",
        "hostile/good.weights.h5",
        "models/all.weights.npz"
      })
  void damageOfManyKindsIsRefused(String name) throws IOException {
    mutate(name, 100_000, 11);
  }

  private void mutate(String name, int times, long seed) throws IOException {
    byte[] good = golden(name);
    boolean weights = name.contains("weights");
    Model into =
        name.contains("all")
            ? Model.load(written("all.keras", golden("models/all.keras")))
            : model();
    Random random = new Random(seed);
    for (int i = 0; i < times; i++) {
      byte[] bad = mutated(good, random);
      Path file = written("bad", bad);
      int number = i;
      assertThatCode(
              () -> {
                try {
                  if (weights) {
                    into.loadWeights(file);
                  } else {
                    Model.load(file);
                  }
                } catch (IllegalArgumentException e) {
                  assertThat(e.getMessage())
                      .contains(file.toString())
                      .doesNotContain("\n")
                      .hasSizeLessThan(700);
                }
              })
          .as(() -> "mutation " + number + " of " + name)
          .doesNotThrowAnyException();
    }
  }

  private Path written(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bad = good.clone();
    int kind = random.nextInt(5);
    if (kind == 0) {
      return Arrays.copyOf(bad, random.nextInt(bad.length));
    }
    // structure stands at the front of an HDF5 file more than elsewhere
    int flips = 1 + random.nextInt(kind == 1 ? 1 : 8);
    for (int i = 0; i < flips; i++) {
      int at = random.nextInt(random.nextBoolean() ? bad.length : Math.min(bad.length, 4096));
      switch (kind) {
        case 1, 2 -> bad[at] ^= (byte) (1 << random.nextInt(8));
        case 3 -> bad[at] = (byte) random.nextInt(256);
        default -> bad[at] = (byte) (random.nextBoolean() ? 0xff : 0);
      }
    }
    return bad;
  }

  @Test
  void zipBombsAreRefused() throws IOException {
    Map<String, byte[]> entries =
        new LinkedHashMap<>(ZipFiles.read(written("g", golden("models/functional.keras"))));
    entries.put("model.weights.h5", new byte[ZipFiles.MAX_BYTES]);
    Path file = folder.resolve("bomb.keras");
    ZipFiles.write(file, entries);
    assertThat(Files.size(file)).isLessThan(1 << 20);
    assertThatThrownBy(() -> Model.load(file)).hasMessageContaining("unpacks to more than");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{\"class_name\": \"Sequential\"}",
        "{\"class_name\": \"Sequential\", \"config\": {\"layers\": [7]}}",
        "{\"class_name\": \"Sequential\", \"config\": {\"layers\": [{\"class_name\":"
            + " \"InputLayer\", \"config\": {\"batch_shape\": [null, null]}}]}}",
        "{\"class_name\": \"Functional\", \"config\": {\"layers\": [{\"class_name\":"
            + " \"InputLayer\", \"config\": {\"batch_shape\": [null, 2]}}, {\"class_name\":"
            + " \"Dense\", \"config\": {}}]}}"
      })
  void descriptionsThatAreNoneAreRefused(String json) throws IOException {
    Map<String, byte[]> entries =
        new LinkedHashMap<>(ZipFiles.read(written("g", golden("models/functional.keras"))));
    entries.put("config.json", json.getBytes(StandardCharsets.UTF_8));
    Path file = folder.resolve("bad.keras");
    ZipFiles.write(file, entries);
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file.toString())
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(700));
  }

  @Test
  void deepJsonIsRefused() throws IOException {
    descriptionsThatAreNoneAreRefused("{\"class_name\":".repeat(100_000));
  }
}
