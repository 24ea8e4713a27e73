package annlab.lab.runs;

import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.core.storage.StorageMetaData;

/**
 * One record of DL4J's statistics, as its training UI shows them.
 *
 * @param id ascending within the store
 * @param kind which of the UI's three sorts it is
 * @param record the record, decoded
 */
public record TrainingStats(long id, Kind kind, Persistable record) {
  /** DL4J's three sorts of records. */
  public enum Kind {
    /** What a session is about. */
    META,
    /** What does not change in a session: the network, the machine. */
    STATIC,
    /** The state after a step. */
    UPDATE
  }

  /**
   * Hands the record on.
   *
   * @param router DL4J's storage, or a UI that is attached to one
   */
  public void putInto(StatsStorageRouter router) {
    switch (kind) {
      case META -> router.putStorageMetaData((StorageMetaData) record);
      case STATIC -> router.putStaticInfo(record);
      case UPDATE -> router.putUpdate(record);
    }
  }

  /** Decodes a record; only DL4J's own record classes are ever loaded. */
  public static Persistable decode(String type, byte[] content) {
    if (!type.startsWith("org.deeplearning4j.ui.model.")) {
      throw new IllegalStateException("the run store names " + type + ", no record class of DL4J");
    }
    try {
      Object record = Class.forName(type).getDeclaredConstructor().newInstance();
      if (record instanceof Persistable persistable) {
        persistable.decode(content);
        return persistable;
      }
      throw new IllegalStateException("the run store names " + type + ", no record class of DL4J");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("DL4J's class " + type + " is not on the class path", e);
    }
  }
}
