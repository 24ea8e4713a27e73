package annlab.web;

import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.lab.Parameters;
import annlab.lab.runner.Runner;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunOptions;
import annlab.lab.store.RunStore;
import annlab.playground.Worker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What the site starts as a child in the tests: the real command's {@code run} and {@code worker}.
 */
final class FakeAnnlab {
  private FakeAnnlab() {}

  /** The words that start it. */
  static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        FakeAnnlab.class.getName());
  }

  public static void main(String[] args) throws IOException {
    List<String> words = Arrays.asList(args);
    Path home = Path.of(System.getenv("ANNLAB_HOME"));
    if (words.contains("worker")) {
      work(home);
      return;
    }
    if (words.contains("--resume")) {
      resume(home, words.get(words.indexOf("--resume") + 1));
      return;
    }
    Experiment experiment = Experiments.find(words.get(words.indexOf("run") + 1));
    RunId queued = new RunId(words.get(words.indexOf("--queued") + 1));
    boolean quick = words.contains("--quick");
    Parameters parameters = quick ? experiment.quick() : experiment.defaults();
    if (words.contains("--seed")) {
      parameters = parameters.withSeed(Long.parseLong(words.get(words.indexOf("--seed") + 1)));
    }
    if (words.contains("--epochs")) {
      parameters =
          parameters.withEpochs(Integer.parseInt(words.get(words.indexOf("--epochs") + 1)));
    }
    RunOptions options = quick ? RunOptions.quick(experiment) : RunOptions.full(experiment);
    try (RunStore store = RunStore.open(home)) {
      new Runner(store, SiteUnderTest.settings(home))
          .run(experiment, options.withParameters(parameters).withQueued(queued));
    }
  }

  private static void resume(Path home, String run) {
    if (Files.exists(home.resolve("refuse-" + run))) {
      System.err.println("run " + run + " is refused");
      System.exit(2);
    }
    try (RunStore store = RunStore.open(home)) {
      Run before = store.require(run);
      new Runner(store, SiteUnderTest.settings(home))
          .run(Experiments.find(before.experiment()), RunOptions.resuming(before));
    }
  }

  private static void work(Path home) throws IOException {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    try (RunStore store = RunStore.open(home)) {
      new Worker(store, SiteUnderTest.settings(home), out)
          .serve(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }
    System.exit(0);
  }
}
