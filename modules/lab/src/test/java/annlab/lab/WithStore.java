package annlab.lab;

import annlab.datasets.DataHome;
import annlab.lab.runner.Runner;
import annlab.lab.store.RunStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with a run store of its own, and a runner that finds no data sets. */
public abstract class WithStore {
  @TempDir Path home;
  public final FakeExperiment toy = new FakeExperiment();
  public RunStore store;
  public Runner runner;

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
