package annlab.estimators.specification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import annlab.datasets.DataHome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the programs that specifications are written as, by the Python that {@code ANNLAB_PYTHON}
 * names, under Keras 3.15 and scikit-learn 1.9, and compares what they print with what annlab
 * computes.
 */
@Tag("slow")
class PythonProgramsTest {
  /** Some hundred steps in float32, whose sums round in another order. */
  private static final double SEQUENTIAL = 2e-4;

  /** The same arithmetic in float64. */
  private static final double ESTIMATOR = 1e-9;

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PYTHON = System.getenv().getOrDefault("ANNLAB_PYTHON", "python3");

  @TempDir private static Path folder;

  static Stream<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    specifications().fieldNames().forEachRemaining(names::add);
    return names.stream();
  }

  private static JsonNode specifications() throws IOException {
    try (InputStream in = resource("/python/specifications.json")) {
      return MAPPER.readTree(in);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(PythonProgramsTest.class.getResourceAsStream(name), name);
  }

  @BeforeAll
  static void giveThemTheData() throws IOException, InterruptedException {
    assumeTrue(
        exitCode(
                "import keras, sklearn; assert keras.__version__ >= '3.15' and"
                    + " sklearn.__version__ >= '1.9'")
            == 0,
        "no Python with Keras 3.15 and scikit-learn 1.9");
    for (String file :
        List.of(
            "train-images-idx3-ubyte.gz",
            "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte.gz",
            "cal_housing.data.gz")) {
      try (InputStream in = resource("/annlab/data/" + file)) {
        Files.copy(in, folder.resolve(file));
      }
    }
    Path script = folder.resolve("data_homes.py");
    try (InputStream in = resource("/python/data_homes.py")) {
      Files.copy(in, script);
    }
    assertThat(run("data", script.toString(), folder.toString())).as(() -> text("data")).isZero();
  }

  @ParameterizedTest
  @MethodSource("names")
  void theProgramGivesTheSameNumbers(String name, TestReporter reporter)
      throws IOException, InterruptedException {
    JsonNode specification = specifications().get(name);
    FitSpec spec = FitSpec.parse(specification.toString(), folder);
    Path program = folder.resolve("program.py");
    Files.writeString(program, spec.toPython());
    assertThat(run("out", program.toString())).as(() -> text("err")).isZero();
    JsonNode theirs = MAPPER.readTree(text("out"));
    JsonNode ours = spec.run(new DataHome()).json();
    List<String> compared = new ArrayList<>();
    double largest = 0;
    for (Map.Entry<String, JsonNode> each : theirs.properties()) {
      for (String pointer : pointers(each.getKey(), each.getValue())) {
        if (ours.at(pointer).isMissingNode()) {
          continue; // a program prints more: a scheduled rate, coefficients
        }
        double[] expected = numbers(theirs.at(pointer));
        double[] got = numbers(ours.at(pointer));
        assertThat(got).as("%s: %s", name, pointer).hasSameSizeAs(expected);
        for (int i = 0; i < got.length; i++) {
          largest = Math.max(largest, Math.abs(got[i] - expected[i]));
        }
        compared.add(pointer);
      }
    }
    boolean sequential = specification.has("sequential");
    reporter.publishEntry(name, largest + " " + compared);
    assertThat(compared).as(name).containsAll(required(specification, theirs));
    assertThat(largest)
        .as("%s: largest difference of %s", name, compared)
        .isLessThanOrEqualTo(sequential ? SEQUENTIAL : ESTIMATOR);
  }

  /** What must be compared, whatever else is printed. */
  private static List<String> required(JsonNode specification, JsonNode theirs) {
    List<String> required = new ArrayList<>();
    if (specification.has("sequential")) {
      required.add("/history/loss");
      if (theirs.has("test")) {
        required.addAll(List.of("/test/loss", "/predictions"));
      }
    } else {
      required.add(theirs.has("rmse") ? "/rmse" : "/accuracy");
      required.add(theirs.has("probabilities") ? "/probabilities" : "/predictions");
    }
    return required;
  }

  /** Where a program's answer has numbers. */
  private static List<String> pointers(String key, JsonNode value) {
    List<String> pointers = new ArrayList<>();
    if (value.isObject()) {
      value.fieldNames().forEachRemaining(name -> pointers.add("/" + key + "/" + name));
    } else if (!value.isTextual()) {
      pointers.add("/" + key);
    }
    return pointers;
  }

  private static double[] numbers(JsonNode node) {
    List<Double> numbers = new ArrayList<>();
    collect(node, numbers);
    return numbers.stream().mapToDouble(number -> number).toArray();
  }

  private static void collect(JsonNode node, List<Double> numbers) {
    if (node.isNumber()) {
      numbers.add(node.doubleValue());
    }
    node.forEach(each -> collect(each, numbers));
  }

  private static int exitCode(String program) throws InterruptedException {
    try {
      return run("probe", "-c", program);
    } catch (IOException e) {
      return -1;
    }
  }

  private static int run(String out, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve(out).toFile())
            .redirectError(folder.resolve("err").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "OMP_NUM_THREADS",
                "1",
                "TF_CPP_MIN_LOG_LEVEL",
                "3",
                "KERAS_HOME",
                folder.resolve("keras").toString(),
                "SCIKIT_LEARN_DATA",
                folder.resolve("sklearn").toString()));
    return builder.start().waitFor();
  }

  private static String text(String file) {
    try {
      return Files.readString(folder.resolve(file), UTF_8);
    } catch (IOException e) {
      return String.valueOf(e);
    }
  }
}
