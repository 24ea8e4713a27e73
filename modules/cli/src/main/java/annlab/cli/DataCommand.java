package annlab.cli;

import annlab.cli.text.ExitCode;
import annlab.cli.text.Output;
import annlab.datasets.DataFile;
import annlab.datasets.DataHome;
import annlab.datasets.DataSet;
import annlab.datasets.DataUnavailableException;
import annlab.lab.settings.Json;
import annlab.lab.settings.Settings;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "data",
    resourceBundle = "annlab.cli.options.DataSetNames",
    description = {
      "List the data sets, with licence and source, and where each file is read from.",
      "Each file is verified by the SHA-256 of its content."
    })
final class DataCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private final Output output = new Output();

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Data sets to look at, of ${bundle:data-sets}. Default: all.")
  private List<String> names = List.of();

  /** A file, and where its verified copy is or what is wrong with it. */
  private record Found(DataSet set, DataFile file, Optional<Path> copy, Optional<String> fault) {}

  @Override
  public Integer call() {
    DataHome home = new DataHome(Settings.load().dataFolders());
    List<DataSet> sets =
        names.isEmpty() ? DataSet.ALL : names.stream().map(this::named).distinct().toList();
    List<Found> found =
        sets.stream()
            .flatMap(set -> set.files().stream().map(file -> look(set, file, home)))
            .toList();
    if (output.json()) {
      output.print(Json.array(found.stream().map(DataCommand::json).toList()));
    } else {
      sets.forEach(set -> output.print(text(set, found)));
    }
    return ExitCode.OK;
  }

  private DataSet named(String name) {
    return DataSet.named(name)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "no data set is called '"
                        + name
                        + "'; there are "
                        + String.join(", ", DataSet.names())));
  }

  private static Found look(DataSet set, DataFile file, DataHome home) {
    try {
      return new Found(set, file, home.find(file), Optional.empty());
    } catch (DataUnavailableException e) {
      return new Found(set, file, Optional.empty(), Optional.ofNullable(e.getMessage()));
    }
  }

  private static String text(DataSet set, List<Found> found) {
    List<List<String>> rows = new ArrayList<>();
    found.stream()
        .filter(each -> each.set().equals(set))
        .forEach(each -> rows.add(List.of("", each.file().name(), place(each))));
    return set.id()
        + ": "
        + set.title()
        + " ("
        + set.origin().licence()
        + ", "
        + set.origin().source()
        + ")\n"
        + Output.columns(rows);
  }

  private static String place(Found found) {
    return Stream.concat(found.copy().map(Path::toString).stream(), found.fault().stream())
        .findFirst()
        .orElse("missing; add the dependency " + DataHome.ARTIFACT);
  }

  private static ObjectNode json(Found found) {
    ObjectNode object = Json.object();
    object.put("set", found.set().id());
    object.put("file", found.file().name());
    object.put("sha256", found.file().sha256());
    found.copy().ifPresent(path -> object.put("path", path.toString()));
    found.fault().ifPresent(fault -> object.put("fault", fault));
    return object;
  }
}
