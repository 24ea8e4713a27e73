package annlab.cli;

import annlab.cli.text.ExitCode;
import annlab.cli.text.Output;
import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "List the experiments.")
final class ListCommand implements Callable<Integer> {
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    List<Experiment> experiments = Experiments.all();
    if (output.json()) {
      output.print(Json.array(experiments.stream().map(ListCommand::json).toList()));
      return ExitCode.OK;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("section", "experiment", "claims", "title"));
    for (Experiment experiment : experiments) {
      rows.add(
          List.of(
              experiment.section(),
              experiment.id(),
              Integer.toString(experiment.claims().size()),
              experiment.title()));
    }
    output.print(Output.columns(rows));
    return ExitCode.OK;
  }

  private static ObjectNode json(Experiment experiment) {
    ObjectNode object = Json.object();
    object.put("id", experiment.id());
    object.put("section", experiment.section());
    object.put("title", experiment.title());
    object.put("claims", experiment.claims().size());
    return object;
  }
}
