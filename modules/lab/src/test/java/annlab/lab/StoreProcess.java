package annlab.lab;

import annlab.datasets.DataHome;
import annlab.lab.runner.Runner;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunOptions;
import annlab.lab.store.RunStore;
import annlab.lab.store.RunStoreTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.stream.Stream;

/**
 * A process of its own that writes to a store: {@code HOME epochs COUNT}, {@code HOME train 0}, or
 * {@code HOME late 0} for a run that begins while the process is being ended, or {@code HOME second
 * 0} to open a store where a connection of somebody else was first.
 */
public final class StoreProcess {
  private StoreProcess() {}

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[2]);
    if (arguments[1].equals("late")) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> train(home)));
      return;
    }
    if (arguments[1].equals("train")) {
      train(home);
      return;
    }
    if (arguments[1].equals("second")) {
      DriverManager.getConnection("jdbc:sqlite::memory:").close();
    }
    try (RunStore store = RunStore.open(home)) {
      RunId id = store.begin("toy", Parameters.of(1, 30), false);
      for (int number = 0; number < count; number++) {
        store.epoch(id, RunStoreTest.epoch(number, 1.0 / (number + 1)));
      }
    }
    if (arguments[1].equals("second")) {
      try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
        maps.filter(line -> line.contains("sqlitejdbc"))
            .map(line -> line.substring(line.indexOf('/')))
            .distinct()
            .forEach(System.out::println);
      }
    }
  }

  private static void train(Path home) {
    try (RunStore store = RunStore.open(home)) {
      FakeExperiment endless =
          new FakeExperiment()
              .then(context -> new FakeExperiment.Fit(1_000_000, 20).run(context.recorder(), 10));
      new Runner(store, () -> new DataHome(), home).run(endless, RunOptions.full(endless));
    }
  }
}
