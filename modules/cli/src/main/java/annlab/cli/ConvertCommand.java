package annlab.cli;

import annlab.cli.options.ModelFile;
import annlab.cli.text.ExitCode;
import annlab.networks.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "convert",
    description = {
      "Convert a model from one format to another.",
      "",
      "IN is read by its content: .keras (Keras 3), .h5 (Keras 2 and 3), annlab's",
      "own .zip. OUT is written by its name: .keras, .weights.h5, .npz, .onnx, or",
      "else annlab's own. Optimizer's state and step go along where the format",
      "has a place for them, so that training can continue."
    })
final class ConvertCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(arity = "1", index = "0", paramLabel = "IN", description = "The model to read.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path in;

  @Parameters(arity = "1", index = "1", paramLabel = "OUT", description = "The file to write.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path out;

  @Override
  public Integer call() {
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(out) || !Files.isWritable(folder)) {
      throw new ParameterException(
          spec.commandLine(), "cannot write " + out + "; name a file in a folder that is there");
    }
    Model.requireSavable(out);
    ModelFile.load(in).save(out);
    return ExitCode.OK;
  }
}
