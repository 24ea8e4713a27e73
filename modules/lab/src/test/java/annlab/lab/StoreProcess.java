package annlab.lab;

import annlab.datasets.DataHome;
import java.nio.file.Path;
import java.util.List;

/**
 * A process of its own that writes to a store: {@code HOME epochs COUNT} or {@code HOME train 0}.
 */
public final class StoreProcess {
  private StoreProcess() {}

  public static void main(String[] arguments) {
    Path home = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[2]);
    try (RunStore store = RunStore.open(home)) {
      if (arguments[1].equals("train")) {
        FakeExperiment endless =
            new FakeExperiment()
                .then(context -> new FakeExperiment.Fit(1_000_000, 20).run(context.recorder(), 10));
        new Runner(store, () -> DataHome.offline(List.of(), home), home)
            .run(endless, RunOptions.full(endless));
        return;
      }
      RunId id = store.begin("toy", Parameters.of(1, 30), false);
      for (int number = 0; number < count; number++) {
        store.epoch(id, RunStoreTest.epoch(number, 1.0 / (number + 1)));
      }
    }
  }
}
