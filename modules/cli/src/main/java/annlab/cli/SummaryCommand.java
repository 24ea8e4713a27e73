package annlab.cli;

import annlab.cli.options.ModelFile;
import annlab.cli.text.ExitCode;
import annlab.cli.text.Output;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "summary",
    description = "Print Keras' table of a model's layers, output shapes and parameters.")
final class SummaryCommand implements Callable<Integer> {
  @Mixin private final Output output = new Output();

  @Parameters(
      arity = "1",
      paramLabel = "MODEL",
      description = "A model: .keras, .h5 or annlab's own.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Override
  public Integer call() {
    annlab.networks.Model model = ModelFile.load(file);
    if (output.json()) {
      com.fasterxml.jackson.databind.node.ObjectNode json =
          com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
      com.fasterxml.jackson.databind.node.ArrayNode layers = json.putArray("layers");
      model
          .layers()
          .forEach(
              layer ->
                  layers.addObject().put("name", layer.name()).put("class", layer.kerasName()));
      json.put("iterations", model.iterations());
      output.print(json);
    } else {
      output.print(model.summary());
    }
    return ExitCode.OK;
  }
}
