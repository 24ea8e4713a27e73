package annlab.lab.runner;

import annlab.lab.runs.RunId;
import annlab.lab.runs.TrainingStats;
import annlab.lab.store.RunStore;
import java.util.Collection;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.core.storage.StorageMetaData;

/** Stores the reports of DL4J's StatsListener with a run. */
final class StoreRouter implements StatsStorageRouter {
  private final RunStore store;
  private final RunId run;

  StoreRouter(RunStore store, RunId run) {
    this.store = store;
    this.run = run;
  }

  @Override
  public void putStorageMetaData(StorageMetaData record) {
    store.stats(run, TrainingStats.Kind.META, record);
  }

  @Override
  public void putStorageMetaData(Collection<? extends StorageMetaData> records) {
    records.forEach(this::putStorageMetaData);
  }

  @Override
  public void putStaticInfo(Persistable record) {
    store.stats(run, TrainingStats.Kind.STATIC, record);
  }

  @Override
  public void putStaticInfo(Collection<? extends Persistable> records) {
    records.forEach(this::putStaticInfo);
  }

  @Override
  public void putUpdate(Persistable record) {
    store.stats(run, TrainingStats.Kind.UPDATE, record);
  }

  @Override
  public void putUpdate(Collection<? extends Persistable> records) {
    records.forEach(this::putUpdate);
  }
}
