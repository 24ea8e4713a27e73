package annlab.cli;

import annlab.cli.text.ExitCode;
import annlab.cli.text.Output;
import annlab.lab.runs.RunId;
import annlab.lab.settings.Json;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.lab.store.StoreRepair;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "store", description = "Check the run store, or make it again from its runs.")
final class StoreCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: annlab store check, rebuild");
  }

  @Command(
      name = "check",
      description = {
        "Look for damage: SQLite's own check, and each run against the document in its folder.",
        "Exit code 1 if there is any."
      })
  int check(@Mixin Output output) {
    Path home = Settings.load().home();
    List<String> faults;
    try (RunStore store = RunStore.open(home)) {
      faults = StoreRepair.check(store);
    }
    if (output.json()) {
      ObjectNode object = Json.object();
      put(object.putArray("faults"), faults);
      output.print(object);
    } else if (faults.isEmpty()) {
      output.print("the run store in " + home + " is whole\n");
    } else {
      faults.forEach(fault -> output.print(fault + "\n"));
      output.print("make it again from its runs' own documents: annlab store rebuild\n");
    }
    return faults.isEmpty() ? ExitCode.OK : ExitCode.CLAIM_FAILED;
  }

  @Command(
      name = "rebuild",
      description = {
        "Make the store again from the document in each run's folder. The damaged file is kept",
        "beside it. End programs that use the store first."
      })
  int rebuild(@Mixin Output output) {
    StoreRepair.Rebuilt rebuilt = StoreRepair.rebuild(Settings.load().home());
    if (output.json()) {
      ObjectNode object = Json.object();
      put(object.putArray("restored"), rebuilt.restored().stream().map(RunId::value).toList());
      put(object.putArray("refused"), rebuilt.refused());
      object.put("kept", rebuilt.kept().toString());
      output.print(object);
    } else {
      output.print(
          rebuilt.restored().size() + " runs restored; the old file is " + rebuilt.kept() + "\n");
      rebuilt.refused().forEach(line -> output.print("not restored: " + line + "\n"));
    }
    return ExitCode.OK;
  }

  private static void put(ArrayNode array, List<String> lines) {
    lines.forEach(array::add);
  }
}
