package annlab.bench;

import annlab.datasets.DataHome;
import annlab.lab.comparison.Axis;
import annlab.lab.comparison.Comparison;
import annlab.lab.settings.Json;
import annlab.networks.callbacks.EpochLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures one backend, in a process that has this backend alone on its class path: a child of
 * {@code annlab bench --sweep --backends}, or by hand on a machine with a card and nothing else of
 * annlab than a few jars (see docs/cuda.md).
 *
 * <p>It runs on ND4J 1.0.0-M1.1 as on M2.1, without run store and site.
 */
public final class BackendProgram {
  private static final String USAGE =
      "sweep FILE [quick] | train DATA FOLDER EPOCHS SEED [ROWS] | compare LEFT RIGHT FILE";

  private BackendProgram() {}

  /**
   * Runs one of {@code sweep}, {@code train}, {@code compare}.
   *
   * @param arguments the words
   * @throws Exception if something cannot be read, written or computed
   */
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    String verb = words.isEmpty() ? "" : words.get(0);
    if (verb.equals("sweep") && words.size() >= 2) {
      BackendTimes times =
          new BackendSweep(words.contains("quick"), BackendProgram::note).run(here());
      write(Path.of(words.get(1)), Json.print(times.json()));
    } else if (verb.equals("train") && words.size() >= 5) {
      DataHome data = new DataHome(List.of(Path.of(words.get(1))));
      BackendTraining training =
          new BackendTraining(
              data,
              Integer.parseInt(words.get(3)),
              Long.parseLong(words.get(4)),
              words.size() > 5 ? Integer.parseInt(words.get(5)) : 0);
      training.run(here(), Path.of(words.get(2)), new EpochLines(System.err));
    } else if (verb.equals("compare") && words.size() == 4) {
      Comparison comparison =
          Comparison.ofFolders(Axis.BACKENDS, Path.of(words.get(1)), Path.of(words.get(2)));
      write(Path.of(words.get(3)), Json.print(comparison.json()));
    } else {
      throw new IllegalArgumentException("expected " + USAGE + ", got " + words);
    }
  }

  private static Path here() {
    return Path.of(System.getProperty("annlab.project", "")).toAbsolutePath();
  }

  private static void write(Path file, String text) throws java.io.IOException {
    Path whole = file.toAbsolutePath();
    Files.createDirectories(whole.getParent());
    Files.writeString(whole, text);
    note("wrote " + whole);
  }

  static void note(String line) {
    System.err.println(line);
  }
}
