package annlab.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A Python library in a process of its own, asked for a block of steps at a time. */
final class Peer implements Contestant {
  /** The scripts in {@code experiments/peers}, as they are measured. */
  static final List<String> SCRIPTS =
      List.of("numpy_loop.py", "pytorch.py", "scikit_learn.py", "keras_fit.py");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedWriter orders;
  private final BufferedReader answers;
  private final Path log;
  private final int threads;
  private final String library;
  private final Map<String, String> versions = new TreeMap<>();

  /**
   * Starts a library.
   *
   * @param python the interpreter
   * @param folder where the scripts are
   * @param script the one that speaks the protocol for the library
   * @param threads threads that it may use
   * @throws ContestantFailedException if this Python does not have it
   */
  Peer(Path python, Path folder, String script, int threads, Clock clock) {
    this.threads = threads;
    try {
      log = Files.createTempFile("annlab-peer", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(python.toString(), script)
              .directory(folder.toFile())
              .redirectError(log.toFile());
      for (String name : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")) {
        builder.environment().put(name, Integer.toString(threads));
      }
      // each library runs the kernel that it finds by itself
      builder.environment().keySet().removeAll(List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"));
      builder.environment().put("ANNLAB_CLOCK", clock.name().toLowerCase(Locale.ROOT));
      builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
      process = builder.start();
    } catch (IOException e) {
      throw new ContestantFailedException(python + " cannot be started: " + e.getMessage());
    }
    orders = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
    JsonNode hello = ask(JSON.createObjectNode().put("op", "hello"));
    library = hello.path("library").asText();
    hello
        .path("versions")
        .properties()
        .forEach(e -> versions.put(e.getKey(), e.getValue().asText()));
  }

  @Override
  public String name() {
    return threads == 1 ? library : library + ", " + threads + " threads";
  }

  String library() {
    return library;
  }

  int threads() {
    return threads;
  }

  Map<String, String> versions() {
    return versions;
  }

  @Override
  public double block(StepJob job) {
    ObjectNode order = JSON.createObjectNode().put("op", "block").put("steps", job.steps());
    order.set("job", job.json());
    return ask(order).path("ms").asDouble();
  }

  private JsonNode ask(JsonNode order) {
    try {
      orders.write(JSON.writeValueAsString(order));
      orders.newLine();
      orders.flush();
      String answer = answers.readLine();
      if (answer != null) {
        return JSON.readTree(answer);
      }
    } catch (JsonProcessingException e) {
      throw new ContestantFailedException("the answer is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      // the process is gone: what it said last is in its log
    }
    String reason = lastLine();
    close();
    throw new ContestantFailedException(reason);
  }

  private String lastLine() {
    try {
      process.waitFor();
      List<String> lines = Files.readString(log).lines().filter(line -> !line.isBlank()).toList();
      return lines.isEmpty() ? "it ended without a word" : lines.get(lines.size() - 1).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
      Files.deleteIfExists(log);
    } catch (IOException e) {
      // a temporary file that stays harms nothing
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
