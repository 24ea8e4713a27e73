package annlab.bench;

import annlab.lab.settings.Json;
import annlab.lab.settings.PrerequisiteException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Gathers what backends cost, each measured in a process of its own, and comparisons of runs. */
public final class BackendBench {
  /** The widest network has 74 million weights: weights, gradient and the draw of them. */
  private static final List<String> ROOM = List.of("-Xmx3g", "-Dorg.bytedeco.javacpp.maxbytes=8g");

  private final Path project;
  private final boolean quick;
  private final Consumer<String> notes;
  private final List<BackendTimes> times = new ArrayList<>();
  private final Map<String, String> missing = new LinkedHashMap<>();
  private final List<JsonNode> comparisons = new ArrayList<>();

  /**
   * A benchmark without measurements yet.
   *
   * @param project the project's root
   * @param quick whether this is a smoke run: few sizes, the times say nothing
   * @param notes takes lines for people while they wait
   */
  public BackendBench(Path project, boolean quick, Consumer<String> notes) {
    this.project = project;
    this.quick = quick;
    this.notes = notes;
  }

  /**
   * Measures a backend.
   *
   * @param program the words that start this program on the backend's class path, the last one
   *     being its main class
   * @throws PrerequisiteException if its process does not measure anything
   * @throws IOException if it cannot be started
   */
  public void measure(List<String> program) throws IOException {
    Path file = Files.createTempFile("annlab-backend", ".json");
    try {
      List<String> words = new ArrayList<>(program.subList(0, program.size() - 1));
      words.addAll(words.indexOf("-cp"), ROOM);
      words.add(words.indexOf("-cp"), "-Dannlab.project=" + project);
      words.addAll(List.of(BackendProgram.class.getName(), "sweep", file.toString()));
      if (quick) {
        words.add("quick");
      }
      ProcessBuilder builder =
          new ProcessBuilder(words)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      int code = ended(builder.start());
      if (code != 0) {
        throw new PrerequisiteException("the process that measures it ended with code " + code);
      }
      times.add(BackendTimes.read(file));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static int ended(Process process) {
    Thread hook = new Thread(process::destroy, "annlab-child");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      int code = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(hook);
      return code;
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new PrerequisiteException("interrupted while a backend was measured", e);
    } catch (IllegalStateException e) {
      throw new PrerequisiteException("interrupted while a backend was measured", e);
    }
  }

  /**
   * Takes a backend's measurements from another machine.
   *
   * @param file what {@code BackendProgram sweep} wrote there
   */
  public void take(Path file) {
    times.add(BackendTimes.read(file));
  }

  /**
   * Whether a backend's times are here.
   *
   * @param backend its name
   * @return true if they were measured or taken
   */
  public boolean has(String backend) {
    return times.stream().anyMatch(each -> each.backend().equals(backend));
  }

  /**
   * Notes why a backend is not measured.
   *
   * @param backend its name
   * @param why the reason
   */
  public void missing(String backend, String why) {
    missing.put(backend, why);
    notes.accept(backend + " is not measured: " + why);
  }

  /**
   * Adds a comparison of two runs.
   *
   * @param comparison as {@code annlab compare --json} prints it
   */
  public void compared(JsonNode comparison) {
    comparisons.add(comparison);
  }

  /**
   * Writes the page and its figures.
   *
   * @param reports the reports' folder
   * @return the page
   * @throws IOException if it cannot be written
   */
  public Path write(Path reports) throws IOException {
    Path figures = Files.createDirectories(reports.resolve("timings"));
    BackendsPage page = page();
    for (Map.Entry<String, String> figure : page.figures().entrySet()) {
      Files.writeString(figures.resolve(figure.getKey()), figure.getValue());
    }
    return Files.writeString(reports.resolve("backends.md"), page.text());
  }

  /**
   * The page.
   *
   * @return Markdown
   */
  public String text() {
    return page().text();
  }

  private BackendsPage page() {
    return new BackendsPage(times, missing, comparisons, quick);
  }

  /**
   * As JSON: {@code {"quick", "backends": [{"backend", "machine", "points": [{"variable", "size",
   * "step", "ms"}]}], "notMeasured": {BACKEND: REASON}, "comparisons": [...]}}.
   *
   * @return an object
   */
  public ObjectNode json() {
    ObjectNode object = Json.object().put("quick", quick);
    object.set("backends", Json.array(times.stream().map(BackendTimes::json).toList()));
    ObjectNode absent = object.putObject("notMeasured");
    missing.forEach(absent::put);
    comparisons.forEach(object.putArray("comparisons")::add);
    return object;
  }
}
