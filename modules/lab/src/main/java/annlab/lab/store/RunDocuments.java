package annlab.lab.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.lab.runs.Run;
import annlab.lab.runs.RunExport;
import annlab.lab.runs.RunId;
import annlab.lab.settings.Json;
import annlab.lab.settings.PrerequisiteException;
import annlab.networks.files.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each run as a document in its folder, see {@link RunExport#sealed}: what a damaged store is made
 * again from. A run's is written with its checkpoints, at its end and whenever a tag changes.
 */
public final class RunDocuments {
  /** The document's name in the run's folder. */
  static final String FILE = "run.json";

  private static final Logger LOG = LoggerFactory.getLogger(RunDocuments.class);

  private final Database database;
  private final ArtifactFiles files;

  RunDocuments(Database database, ArtifactFiles files) {
    this.database = database;
    this.files = files;
  }

  /** Where a run's document is, if it has one. */
  Path file(RunId id) {
    return files.folder(id).resolve(FILE);
  }

  /** What the document of a run has to be. */
  byte[] content(Handle handle, RunId id) {
    Run run =
        RunRecords.find(handle, id)
            .orElseThrow(() -> new IllegalArgumentException("there is no run " + id));
    return Json.print(RunExport.sealed(run, files.of(handle, id))).getBytes(UTF_8);
  }

  /**
   * Writes the document of a run. The run is in the store already, so a folder that cannot be
   * written loses nothing yet, and is only said.
   */
  public void keep(RunId id) {
    try {
      // One writer at a time: an older state must not replace a newer one.
      database.transact(handle -> write(handle, id));
    } catch (UncheckedIOException | IllegalArgumentException | PrerequisiteException e) {
      LOG.warn("the document of run {} is not kept: {}", id, e.getMessage());
    }
  }

  private void write(Handle handle, RunId id) {
    try {
      AtomicFiles.write(file(id), content(handle, id));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Writes the document of a run again, if it has one. */
  void renew(RunId id) {
    if (Files.exists(file(id))) {
      keep(id);
    }
  }
}
