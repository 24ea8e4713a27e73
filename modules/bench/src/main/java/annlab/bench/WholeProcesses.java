package annlab.bench;

import annlab.datasets.Samples;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Times whole processes, from start to end. */
final class WholeProcesses implements AutoCloseable {
  static final String START = "start-up";
  static final String CALIFORNIA = "california-fit";
  static final String FASHION = "fashion-mnist";

  private static final int EPOCHS = 200;
  private static final int QUICK_EPOCHS = 2;

  private final Settings settings;
  private final List<String> program;
  private final boolean quick;
  private final Consumer<String> notes;
  private final Path folder;

  /**
   * Processes of this program.
   *
   * @param program the words that start it, the last one being its main class
   */
  WholeProcesses(Settings settings, List<String> program, boolean quick, Consumer<String> notes)
      throws IOException {
    this.settings = settings;
    this.program = List.copyOf(program);
    this.quick = quick;
    this.notes = notes;
    this.folder = Files.createTempDirectory("annlab-bench");
  }

  /** The chapter's MLPRegressor from reading the data to its last epoch, beside scikit-learn's. */
  ProcessResult californiaFit(Optional<Peer> scikitLearn, Path python, Path scripts, int repeats)
      throws IOException {
    Samples rows = CaliforniaFit.rows(settings);
    Path x = write("x.bin", rows.x());
    Path y = write("y.bin", rows.y());
    String epochs = Integer.toString(quick ? QUICK_EPOCHS : EPOCHS);
    Path ours = folder.resolve("ours");
    Path theirs = folder.resolve("theirs");
    List<String> own = new ArrayList<>(program.subList(0, program.size() - 1));
    own.addAll(List.of(CaliforniaFit.class.getName(), ours.toString(), epochs));
    List<String> other =
        List.of(
            python.toString(),
            scripts.resolve("california_fit.py").toString(),
            x.toString(),
            y.toString(),
            epochs,
            theirs.toString());
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    Map<String, Double> megabytes = new LinkedHashMap<>();
    for (int i = 0; i < repeats; i++) {
      add(seconds, StepRace.OURS, run(own, Map.of(), 0));
      if (scikitLearn.isPresent()) {
        String name = scikitLearn.get().library();
        add(seconds, name, run(other, threads(1), 0));
        String[] said = Files.readString(theirs).strip().split(" ", -1);
        megabytes.put(name, Double.parseDouble(said[1]) / 1024);
        if (!said[0].equals(Files.readString(ours))) {
          notes.accept("epochs differ: ours " + Files.readString(ours) + ", theirs " + said[0]);
        }
      }
    }
    String title =
        "California housing, `MLPRegressor` 50-50-50, float64, "
            + Files.readString(ours)
            + " epochs, from start to end";
    return new ProcessResult(CALIFORNIA, title, times(seconds), megabytes);
  }

  /** The experiment as {@code annlab run} runs it, with the memory that it took. */
  ProcessResult fashionMnist() throws IOException {
    List<String> words = new ArrayList<>(program);
    words.addAll(List.of("run", "fashion-mnist", "--json"));
    if (quick) {
      words.add("--quick");
    }
    double took = runOurs(words, Map.of("ANNLAB_HOME", folder.resolve("home").toString()));
    JsonNode run = new ObjectMapper().readTree(folder.resolve("out").toFile());
    double bytes = run.path("provenance").path("peakMemory").asDouble();
    return new ProcessResult(
        FASHION,
        "`annlab run fashion-mnist`, "
            + run.path("parameters").path("epochs").asInt()
            + " epochs and every claim",
        Map.of(StepRace.OURS, new Times(List.of(took))),
        bytes > 0 ? Map.of(StepRace.OURS, bytes / (1 << 20)) : Map.of());
  }

  /**
   * The smallest experiment that computes with ND4J, started by the launcher where there is one.
   */
  ProcessResult startUp(int repeats) throws IOException {
    Path launcher = settings.project().resolve("annlab");
    List<String> words =
        new ArrayList<>(Files.isExecutable(launcher) ? List.of(launcher.toString()) : program);
    words.addAll(List.of("run", "exclusive-or", "--json"));
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    Map<String, String> home = Map.of("ANNLAB_HOME", folder.resolve("start").toString());
    runOurs(words, home); // the first run may build, and makes the class-data archive
    for (int i = 0; i < repeats; i++) {
      add(seconds, StepRace.OURS, runOurs(words, home));
    }
    return new ProcessResult(
        START, "`annlab run exclusive-or`, from start to end", times(seconds), Map.of());
  }

  private static void add(Map<String, List<Double>> all, String name, double value) {
    all.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
  }

  private static Map<String, Times> times(Map<String, List<Double>> all) {
    Map<String, Times> times = new LinkedHashMap<>();
    all.forEach((name, values) -> times.put(name, new Times(values)));
    return times;
  }

  private static Map<String, String> threads(int count) {
    String text = Integer.toString(count);
    return Map.of("OMP_NUM_THREADS", text, "OPENBLAS_NUM_THREADS", text, "MKL_NUM_THREADS", text);
  }

  /** Seconds of a command of ours, which may end with 1: a claim fails. */
  private double runOurs(List<String> words, Map<String, String> environment) throws IOException {
    return run(words, environment, 1);
  }

  /** Seconds. */
  private double run(List<String> words, Map<String, String> environment, int largestCode)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("log").toFile());
    builder.environment().putAll(environment);
    long begin = System.nanoTime();
    Process process = builder.start();
    try {
      int code = process.waitFor();
      if (code > largestCode) {
        throw new PrerequisiteException(
            "a process to be timed ended with code " + code + ": " + lastLine());
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new PrerequisiteException("interrupted while a process was timed", e);
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private String lastLine() throws IOException {
    List<String> lines =
        Files.readString(folder.resolve("log")).lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1).strip();
  }

  private Path write(String name, INDArray values) throws IOException {
    double[] numbers = values.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(numbers);
    return Files.write(folder.resolve(name), bytes.array());
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }
}
