package annlab.cli.options;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.lab.backend.Backend;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --backend}, of a command or before it. */
public final class BackendChoice {
  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "The backend: cpu, cuda (default: cpu).")
  private Optional<Backend> backend = Optional.empty();

  @Option(
      names = "--with-redist",
      description = "Fetch CUDA's own libraries along with the CUDA backend (1.8 GB).")
  private boolean withRedist;

  private Optional<Backend> before = Optional.empty();

  /** The backend named before the command, which the command's own word overrules. */
  public void before(Optional<Backend> named) {
    before = named;
  }

  public Backend backend() {
    return backend.or(() -> before).orElse(Backend.CPU);
  }

  /**
   * Makes sure that the backend computes.
   *
   * @throws annlab.lab.settings.PrerequisiteException with the reason if it does not; the stack
   *     trace that ND4J prints of it is dropped
   */
  public void require() {
    PrintStream err = System.err;
    if (backend() == Backend.CUDA) {
      System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    }
    try {
      backend().require();
    } finally {
      System.setErr(err);
    }
  }

  public boolean withRedist() {
    return withRedist;
  }
}
