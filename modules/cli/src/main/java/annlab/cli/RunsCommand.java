package annlab.cli;

import annlab.lab.Json;
import annlab.lab.Run;
import annlab.lab.RunStore;
import annlab.lab.RunSummary;
import annlab.lab.Settings;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "runs", description = "List the runs of this home, newest first.")
final class RunsCommand implements Callable<Integer> {
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    try (RunStore store = RunStore.open(Settings.load().home())) {
      if (output.json()) {
        output.print(Json.array(store.runs().stream().map(Run::json).toList()));
      } else {
        output.print(table(store.summaries()));
      }
    }
    return ExitCode.OK;
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
              run.quick() ? "quick" : ""));
    }
    return Output.columns(rows);
  }
}
