package annlab.cli;

import annlab.datasets.DataFile;
import annlab.datasets.DataHome;
import annlab.datasets.DataUnavailableException;
import annlab.datasets.FashionMnist;
import annlab.lab.settings.Json;
import annlab.lab.settings.Settings;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "data",
    description = {"Say which data sets are there, verified, and where they come from."})
final class DataCommand implements Callable<Integer> {
  /** The data sets that have files; iris is part of the program. */
  private static final Map<String, List<DataFile>> SETS = sets();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private final Output output = new Output();

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Data sets to look at: fashion-mnist, california-housing. Default: all.")
  private List<String> names = List.of();

  /** A file, and its verified copy or what is wrong with it. */
  private record Found(String set, DataFile file, Optional<Path> copy, Optional<String> fault) {}

  @Override
  public Integer call() {
    for (String name : names) {
      if (!SETS.containsKey(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "no data set is called '"
                + name
                + "'; there are "
                + String.join(", ", SETS.keySet())
                + " (iris needs no file)");
      }
    }
    Settings settings = Settings.load();
    DataHome home = new DataHome(settings.dataFolders());
    List<Found> found = new ArrayList<>();
    for (String set : names.isEmpty() ? List.copyOf(SETS.keySet()) : names) {
      for (DataFile file : SETS.getOrDefault(set, List.of())) {
        found.add(look(set, file, home));
      }
    }
    if (output.json()) {
      output.print(Json.array(found.stream().map(DataCommand::json).toList()));
    } else {
      output.print(table(found));
    }
    return ExitCode.OK;
  }

  private static Found look(String set, DataFile file, DataHome home) {
    try {
      return new Found(set, file, home.find(file), Optional.empty());
    } catch (DataUnavailableException e) {
      return new Found(set, file, Optional.empty(), Optional.ofNullable(e.getMessage()));
    }
  }

  private static String table(List<Found> found) {
    List<List<String>> rows = new ArrayList<>();
    for (Found each : found) {
      rows.add(
          List.of(
              each.set(),
              each.file().name(),
              each.copy()
                  .map(Path::toString)
                  .or(each::fault)
                  .orElse("missing; add the dependency " + DataHome.ARTIFACT)));
    }
    return Output.columns(rows);
  }

  private static ObjectNode json(Found found) {
    ObjectNode object = Json.object();
    object.put("set", found.set());
    object.put("file", found.file().name());
    object.put("sha256", found.file().sha256());
    found.copy().ifPresent(path -> object.put("path", path.toString()));
    found.fault().ifPresent(fault -> object.put("fault", fault));
    return object;
  }

  private static Map<String, List<DataFile>> sets() {
    Map<String, List<DataFile>> sets = new LinkedHashMap<>();
    sets.put("fashion-mnist", FashionMnist.FILES);
    sets.put("california-housing", List.of(DataFile.CALIFORNIA_HOUSING));
    return sets;
  }
}
