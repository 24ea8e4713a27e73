package annlab.lab.store;

import annlab.lab.settings.PrerequisiteException;
import java.io.Serial;

/** The run store's file is not what was written; its runs' own documents may still be whole. */
public final class DamagedStoreException extends PrerequisiteException {
  @Serial private static final long serialVersionUID = 1L;

  DamagedStoreException(java.nio.file.Path file, String how, Throwable cause) {
    super(
        "the run store "
            + file
            + " is damaged ("
            + how
            + "); make it again from its runs' own documents: annlab store rebuild",
        cause);
  }
}
