package annlab.lab;

import annlab.datasets.DataHome;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with a run store of its own, and a runner that finds no data sets. */
abstract class WithStore {
  @TempDir Path home;
  final FakeExperiment toy = new FakeExperiment();
  RunStore store;
  Runner runner;

  @BeforeEach
  void open() {
    store = RunStore.open(home);
    runner = new Runner(store, () -> new DataHome(), home);
  }

  @AfterEach
  void close() {
    store.close();
  }
}
