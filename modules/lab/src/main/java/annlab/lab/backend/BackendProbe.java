package annlab.lab.backend;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Tries in a process of its own whether a class path's backend loads and computes: loading is for
 * good, and a crash must not take the asking process along.
 */
public final class BackendProbe {
  static final Duration LIMIT = Duration.ofMinutes(2);

  private BackendProbe() {}

  /**
   * The child's entry: writes what it finds as JSON into a file.
   *
   * @param arguments the file
   * @throws IOException if the file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    ObjectNode object = Json.object();
    try {
      Optional<String> unavailable = Backend.CUDA.unavailable();
      if (unavailable.isPresent()) {
        object.put("error", unavailable.get());
      } else {
        object.put("backend", Nd4j.getBackend().getClass().getName());
        describe(object);
      }
    } catch (Throwable e) {
      object.put("error", cause(e));
    }
    Files.writeString(Path.of(arguments[0]), Json.print(object));
  }

  private static void describe(ObjectNode object) {
    float sum = Nd4j.ones(8, 8).mmul(Nd4j.ones(8, 8)).sumNumber().floatValue();
    if (sum != 512) {
      throw new IllegalStateException("a product of ones [8, 8] sums up to " + sum + ", not 512");
    }
    Properties nd4j = Nd4j.getExecutioner().getEnvironmentInformation();
    object.put("version", Nd4jRelease.version());
    object.put("blas", String.valueOf(nd4j.get(Nd4jEnvironment.BLAS_VENDOR_KEY)));
    object.put("threads", Nd4j.getEnvironment().maxThreads());
    if (nd4j.get(Nd4jEnvironment.CUDA_DEVICE_INFORMATION_KEY) instanceof List<?> devices) {
      object.put("device", devices.toString());
    }
  }

  /** The innermost reason, in one line. */
  static String cause(Throwable e) {
    Throwable last = e;
    while (last.getCause() != null && last.getCause() != last) {
      last = last.getCause();
    }
    String message = String.valueOf(last.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
    return last.getClass().getSimpleName() + ": " + message;
  }

  /**
   * What came of it.
   *
   * @param loads whether the backend asked for computes
   * @param text the backend with version, BLAS and threads; or why not
   */
  public record Outcome(boolean loads, String text) {}

  /**
   * Starts a child and waits for its finding.
   *
   * @param backend which one has to load
   * @param classPath the child's class path, with the backend's jars
   * @return what came of it
   */
  public static Outcome probe(Backend backend, List<Path> classPath) {
    return probe(backend, classPath, LIMIT);
  }

  static Outcome probe(Backend backend, List<Path> classPath, Duration limit) {
    try {
      Path file = Files.createTempFile("annlab-probe", ".json");
      try {
        Command.Ended ended = Command.run(command(classPath, file), Map.of(), limit);
        String text = Files.readString(file);
        return text.isBlank()
            ? new Outcome(false, "the process ended with code " + ended.code() + saying(ended))
            : outcome(backend, new ObjectMapper().readTree(text));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      return new Outcome(false, "the process that tries it " + e.getMessage());
    }
  }

  private static String saying(Command.Ended ended) {
    return ended.lastLine().isEmpty() ? "" : ": " + ended.lastLine();
  }

  private static Outcome outcome(Backend backend, JsonNode found) {
    if (found.has("error")) {
      return new Outcome(false, found.path("error").asText());
    }
    String chosen = found.path("backend").asText();
    if (!chosen.equals(backend.type())) {
      return new Outcome(false, "ND4J chose " + chosen);
    }
    return new Outcome(
        true,
        "ND4J "
            + found.path("version").asText()
            + ", "
            + found.path("blas").asText().toLowerCase(Locale.ROOT)
            + ", threads "
            + found.path("threads").asText()
            + (found.has("device") ? ", " + found.path("device").asText() : ""));
  }

  private static List<String> command(List<Path> classPath, Path file) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-agentlib") && !flag.startsWith("-javaagent"))
        .filter(flag -> !flag.startsWith("-Xlog"))
        .forEach(words::add);
    words.add("-cp");
    words.add(String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    words.add(BackendProbe.class.getName());
    words.add(file.toString());
    return words;
  }
}
