package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.datasets.Fuzz;
import annlab.networks.files.VerifiedZip;
import annlab.networks.files.ZipFiles;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Normalization;
import annlab.networks.losses.Loss;
import annlab.networks.numpy.Npy;
import annlab.networks.optimizers.Sgd;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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

  /**
   * A file of each format; behind {@code !} an entry of it that is damaged and packed again, whose
   * damage no checksum gives away.
   */
  private static final String[] FILES = {
    "functional.keras",
    "functional.keras!config.json",
    "functional.keras!model.weights.h5",
    "functional.h5",
    "keras2_adam.h5",
    "all.weights.h5",
    "all.weights.npz",
    "all.weights.npz!arr_3.npy",
    "own.zip",
    "own.zip!model.json",
    "own.zip!parameters.npy",
    "own.zip!updater.npy"
  };

  static Stream<String> files() {
    return Stream.of(FILES);
  }

  @ParameterizedTest
  @MethodSource("files")
  void damageIsRefused(String name, TestReporter reporter) throws IOException {
    mutate(name, 150, 5, reporter);
  }

  /** As many as {@code annlab.mutations} says. */
  @Tag("slow")
  @ParameterizedTest
  @MethodSource("files")
  void damageOfManyKindsIsRefused(String name, TestReporter reporter) throws IOException {
    mutate(name, Integer.getInteger("annlab.mutations", Fuzz.MANY), 11, reporter);
  }

  private void mutate(String name, int times, long seed, TestReporter reporter) throws IOException {
    String file = name.split("!", -1)[0];
    Model all = Model.load(written("all.keras", golden("models/all.keras")));
    if (file.equals("own.zip")) {
      all.save(folder.resolve(file));
    } else {
      written(file, golden("models/" + file));
    }
    byte[] whole = Files.readAllBytes(folder.resolve(file));
    String entry = name.contains("!") ? name.split("!", -1)[1] : "";
    Map<String, byte[]> entries = entry.isEmpty() ? Map.of() : ZipFiles.read(folder.resolve(file));
    byte[] good = entry.isEmpty() ? whole : Objects.requireNonNull(entries.get(entry));
    Path bad = folder.resolve("bad");
    Reading reading =
        () -> {
          if (file.contains("weights")) {
            all.loadWeights(bad);
          } else {
            Model.load(bad);
          }
        };
    Fuzz.write(bad, whole);
    reading.read();
    Random random = new Random(seed);
    SplittableRandom others = new SplittableRandom(seed);
    Costs costs = new Costs();
    int refused = 0;
    for (int i = 0; i < times; i++) {
      byte[] bytes = i % 2 == 0 ? mutated(good, random) : Fuzz.mutated(good, others);
      if (!entry.isEmpty()) {
        bytes = packed(entries, entry, bytes);
      }
      Fuzz.write(bad, bytes);
      costs.begin();
      try {
        reading.read();
      } catch (IllegalArgumentException e) {
        refused++;
        assertThat(e.getMessage())
            .contains(bad.toString())
            .doesNotContain("\n")
            .hasSizeLessThan(700);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("mutation " + i + " of " + name + " gave " + e, e);
      }
      costs.end("mutation " + i + " of " + name);
    }
    assertThat(refused).isGreaterThan(times / 4);
    reporter.publishEntry(
        name, times + " mutations, " + refused + " refused, at most " + costs.report());
  }

  /** With a manifest that confirms the entry, where there is one. */
  private static byte[] packed(Map<String, byte[]> entries, String entry, byte[] bytes)
      throws IOException {
    Map<String, byte[]> changed = new LinkedHashMap<>(entries);
    changed.put(entry, bytes);
    byte[] manifest = changed.remove("manifest.json");
    if (manifest != null) {
      JsonNode described = new ObjectMapper().readTree(manifest);
      changed =
          VerifiedZip.withManifest(
              described.get("format").asText(), described.get("version").asInt(), changed);
    }
    return ZipFiles.bytes(changed, Deflater.BEST_SPEED);
  }

  private interface Reading {
    void read();
  }

  /** What the reading of a file may take of this thread's processor time, and of the heap. */
  private static final class Costs {
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final long MOST_BYTES = 400L << 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long time;
    private long bytes;
    private long longest;
    private long most;

    void begin() {
      time = threads.getCurrentThreadCpuTime();
      bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    void end(String what) {
      long took = threads.getCurrentThreadCpuTime() - time;
      long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes;
      assertThat(Duration.ofNanos(took)).as(what).isLessThan(LONGEST);
      assertThat(allocated).as(what).isLessThan(MOST_BYTES);
      longest = Math.max(longest, took);
      most = Math.max(most, allocated);
    }

    String report() {
      return longest / 1_000_000 + " ms and " + most / 1024 + " KiB each";
    }
  }

  /** Nor is a model changed by a file that is refused. */
  @Test
  void statisticsOfAnotherNumberOfFeaturesAreRefused() throws IOException {
    Model model = Model.load(written("all.keras", golden("models/all.keras")));
    Path file = written("w.npz", golden("models/all.weights.npz"));
    Map<String, byte[]> entries = new LinkedHashMap<>(ZipFiles.read(file));
    INDArray before = model.parameters();
    for (int size : new int[] {1, 5, 7}) {
      for (String[] changed :
          new String[][] {
            {"arr_0.npy"}, {"arr_1.npy"}, {"arr_0.npy", "arr_1.npy"}, {"arr_4.npy"}
          }) {
        Map<String, byte[]> all = new LinkedHashMap<>(entries);
        for (String entry : changed) {
          all.put(
              entry, Npy.write(Nd4j.ones(DataType.FLOAT, entry.contains("4") ? size + 1 : size)));
        }
        Fuzz.write(file, ZipFiles.bytes(all, Deflater.BEST_SPEED));
        assertThatThrownBy(() -> model.loadWeights(file))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(file.toString());
        assertThat(model.parameters()).isEqualTo(before);
        assertThat(((Normalization) model.layers().get(0)).adapted().mean()).hasSize(6);
      }
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
