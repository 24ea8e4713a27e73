package annlab.cli;

import annlab.cli.text.ExitCode;
import annlab.cli.text.Output;
import annlab.cli.text.RunText;
import annlab.lab.comparison.Comparisons;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunExport;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.Json;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "runs",
    description = {
      "List the runs of this home, newest first.",
      "Or export one: to another home, which imports it under its own name, or to another tool."
    })
final class RunsCommand implements Callable<Integer> {
  @Mixin private final Output output = new Output();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = "--export",
      paramLabel = "RUN",
      description = "Print a run that has ended as one JSON document, without its files.")
  private Optional<String> export = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = {
        "What to make of the exported run: json (the default) for another home; csv, a table of"
            + " run, epoch, quantity and value; tensorboard, event files; mlflow, a run on a"
            + " tracking server."
      })
  private Optional<String> format = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "PLACE",
      description = {
        "Where it goes: a file (json, csv; the default is stdout), a folder in which the run gets one"
            + " of its own (tensorboard), a server's address (mlflow)."
      })
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--import",
      paramLabel = "FILE",
      description = {
        "Import an exported run, with the tag imported, or a comparison (annlab compare --json)."
            + " None is ever overwritten."
      })
  private Optional<Path> file = Optional.empty();

  @Override
  public Integer call() {
    if (export.isPresent() && file.isPresent()) {
      throw new ParameterException(spec.commandLine(), "--export and --import exclude each other");
    }
    if (export.isEmpty() && (format.isPresent() || to.isPresent())) {
      throw new ParameterException(
          spec.commandLine(), "--format and --to say how to export a run: name it by --export RUN");
    }
    RunExports exports = new RunExports(format, to, output);
    try (RunStore store = RunStore.open(Settings.load().home())) {
      if (export.isPresent()) {
        exports.export(store, store.require(export.get()));
      } else if (file.isPresent()) {
        importFile(store, file.get());
      } else if (output.json()) {
        output.print(Json.array(store.runs().stream().map(Run::json).toList()));
      } else {
        output.print(table(store.summaries()));
      }
    }
    return ExitCode.OK;
  }

  private void importFile(RunStore store, Path from) {
    JsonNode document = document(from);
    if (document.has("sides")) {
      String id = new Comparisons(store.home()).importFrom(document, from.toString());
      if (output.json()) {
        output.print(document);
      } else {
        output.print("comparison " + id + " is imported\n");
      }
      return;
    }
    store.importRun(RunExport.read(document, from.toString()));
    Run taken = store.find(new RunId(document.path("id").asText())).orElseThrow();
    RunText.print(output, taken);
  }

  private static JsonNode document(Path from) {
    try {
      return new ObjectMapper().readTree(from.toFile());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          from
              + " is no JSON: "
              + e.getOriginalMessage()
              + "; make it with: annlab runs --export RUN",
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + from + ": " + e.getMessage(), e);
    }
  }

  private static String table(List<RunSummary> runs) {
    if (runs.isEmpty()) {
      return "no runs yet; start one: annlab run fashion-mnist\n";
    }
    DateTimeFormatter local =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneId.systemDefault());
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("run", "status", "started", "epochs", "passed", "failed", ""));
    for (RunSummary run : runs) {
      rows.add(
          List.of(
              run.id().value(),
              run.status().label(),
              local.format(run.startedAt()),
              Integer.toString(run.epochs()),
              Integer.toString(run.passed()),
              Integer.toString(run.failed()),
              (run.labels().name().orElse("") + (run.quick() ? " quick" : "")).strip()));
    }
    return Output.columns(rows);
  }
}
