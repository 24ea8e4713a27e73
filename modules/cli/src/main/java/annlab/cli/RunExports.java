package annlab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.cli.text.Output;
import annlab.lab.export.ExportedRun;
import annlab.lab.export.LongTable;
import annlab.lab.export.MlflowServer;
import annlab.lab.export.TensorBoardLog;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunExport;
import annlab.lab.settings.Json;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.store.RunStore;
import annlab.networks.config.Names;
import annlab.networks.files.AtomicFiles;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Exports a run in the format of {@code annlab runs --export}. */
final class RunExports {
  private enum Format {
    JSON,
    CSV,
    TENSORBOARD,
    MLFLOW
  }

  private final Format format;
  private final Optional<String> to;
  private final Output output;

  /**
   * An export.
   *
   * @param format its name; empty for JSON
   * @param to a file, a folder or a server
   * @throws IllegalArgumentException if there is no such format, or it needs a place and has none
   */
  RunExports(Optional<String> format, Optional<String> to, Output output) {
    this.format = Names.pick("format", format.orElse("json"), Format.values());
    this.to = to;
    this.output = output;
    switch (this.format) {
      case TENSORBOARD -> require("the folder for the event files");
      case MLFLOW -> require("the server's address, as http://127.0.0.1:5000");
      case CSV -> {
        if (output.json() && to.isEmpty()) {
          throw new IllegalArgumentException(
              "--format csv prints a table and --json a document; name a file by --to");
        }
      }
      case JSON -> {}
    }
  }

  private void require(String what) {
    if (to.isEmpty()) {
      throw new IllegalArgumentException(
          "--format " + format.name().toLowerCase(Locale.ROOT) + " needs --to PLACE: " + what);
    }
  }

  void export(RunStore store, Run run) {
    switch (format) {
      case JSON -> print(run, Json.print(RunExport.of(run)));
      case CSV -> print(run, LongTable.of(exported(store, run)));
      case TENSORBOARD -> {
        Path folder = TensorBoardLog.write(exported(store, run), path(to.orElseThrow()));
        done(run, folder.toString(), Json.object().put("folder", folder.toString()));
      }
      case MLFLOW -> {
        MlflowServer.Pushed pushed = new MlflowServer(to.orElseThrow()).push(exported(store, run));
        done(
            run,
            pushed.page(),
            Json.object()
                .put("experimentId", pushed.experiment())
                .put("runId", pushed.run())
                .put("page", pushed.page()));
      }
    }
  }

  /** With what went on in its layers, which only the other tools are told. */
  private static ExportedRun exported(RunStore store, Run run) {
    return new ExportedRun(run, store.statistics(run.id()).points());
  }

  private void print(Run run, String text) {
    if (to.isEmpty()) {
      output.print(text);
      return;
    }
    Path file = path(to.get());
    try {
      AtomicFiles.write(file, text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new PrerequisiteException(
          "cannot write " + file + " (" + e.getMessage() + "); name another file by --to", e);
    }
    done(run, file.toString(), Json.object().put("file", file.toString()));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("--to is no path: " + e.getMessage(), e);
    }
  }

  private void done(Run run, String where, ObjectNode place) {
    if (output.json()) {
      output.print(
          Json.object()
              .put("run", run.id().value())
              .put("format", format.name().toLowerCase(Locale.ROOT))
              .setAll(place));
    } else {
      output.print("run " + run.id() + " is in " + where + "\n");
    }
  }
}
