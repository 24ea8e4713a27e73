package annlab.cli.processes;

import annlab.lab.Parameters;
import annlab.lab.backend.Backend;
import annlab.lab.backend.ClassPath;
import annlab.lab.backend.CudaClassPath;
import annlab.lab.comparison.Comparer.Start;
import annlab.lab.settings.Settings;
import annlab.networks.Precision;
import annlab.networks.StepChoice;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Starts the processes of a comparison's two sides. */
public final class ComparisonStarts {
  private final Settings settings;
  private final Parameters both;
  private final boolean withRedist;
  private final Consumer<String> note;

  public ComparisonStarts(
      Settings settings, Parameters both, boolean withRedist, Consumer<String> note) {
    this.settings = settings;
    this.both = both;
    this.withRedist = withRedist;
    this.note = note;
  }

  /**
   * The side of a value.
   *
   * @param value a backend, a precision, a step, or a number of threads
   * @throws annlab.lab.settings.PrerequisiteException if what it needs is not there
   */
  public Start of(Object value) {
    List<Path> classPath = ClassPath.own();
    if (value == Backend.CUDA) {
      classPath = new CudaClassPath(settings).tried(withRedist, note);
    }
    Map<String, String> environment = new HashMap<>();
    List<String> options = List.of();
    Parameters parameters = both;
    if (value instanceof Backend) {
      options = List.of("--backend", value.toString());
    } else if (value instanceof Precision precision) {
      options = List.of("--type", value.toString());
      parameters = both.withPrecision(precision);
    } else if (value instanceof StepChoice step) {
      options = List.of("--step", value.toString());
      parameters = both.withStep(step);
    } else {
      environment.put("OMP_NUM_THREADS", value.toString());
      environment.put("OPENBLAS_NUM_THREADS", value.toString());
    }
    return new Start(
        value.toString(), parameters, ThisProgram.words(classPath), options, environment);
  }
}
