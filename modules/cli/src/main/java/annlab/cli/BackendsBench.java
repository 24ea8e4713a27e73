package annlab.cli;

import annlab.bench.BackendBench;
import annlab.cli.processes.ComparisonStarts;
import annlab.cli.processes.ThisProgram;
import annlab.cli.text.ExitCode;
import annlab.cli.text.Output;
import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.lab.Parameters;
import annlab.lab.backend.Backend;
import annlab.lab.backend.ClassPath;
import annlab.lab.backend.CudaClassPath;
import annlab.lab.comparison.Axis;
import annlab.lab.comparison.Comparer;
import annlab.lab.comparison.Comparisons;
import annlab.lab.comparison.Plan;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.networks.Precision;
import annlab.networks.StepChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * {@code annlab bench --sweep --backends}: what steps cost on each backend, and how far runs drift
 * apart that differ in one thing. A backend that cannot work here is named with its reason; the
 * others are measured all the same.
 */
final class BackendsBench {
  private static final String EXPERIMENT = "fashion-mnist";

  /** Enough for steady times and some drift; judges nothing. */
  private static final int EPOCHS = 3;

  private final Settings settings;
  private final Output output;
  private final boolean quick;
  private final OptionalInt epochs;
  private final BackendBench bench;

  BackendsBench(Settings settings, Output output, boolean quick, OptionalInt epochs) {
    this.settings = settings;
    this.output = output;
    this.quick = quick;
    this.epochs = epochs;
    this.bench = new BackendBench(settings.project(), quick, output::note);
  }

  /**
   * Measures, writes the page unless this is a smoke run, and prints.
   *
   * @param backends what to measure
   * @param measured what another machine measured; its backends are not measured here
   * @return 0, or 3 if a backend that was asked for could not be measured
   */
  int run(List<Backend> backends, List<Path> measured) throws IOException {
    measured.forEach(bench::take);
    boolean all = true;
    for (Backend backend : backends) {
      all &= bench.has(backend.toString()) || measure(backend);
    }
    try (RunStore store = RunStore.open(settings.home())) {
      Comparer comparer = new Comparer(store, output::note);
      if (all && measured.isEmpty() && backends.size() == 2) {
        compare(comparer, Axis.BACKENDS, List.copyOf(backends));
      } else {
        new Comparisons(settings.home())
            .all().stream()
                .filter(each -> each.path("axis").asText().equals(Axis.BACKENDS.label()))
                .findFirst()
                .ifPresent(bench::compared);
      }
      Map<Axis, List<?>> axes = new LinkedHashMap<>();
      axes.put(Axis.TYPES, List.of(Precision.FLOAT, Precision.DOUBLE));
      axes.put(Axis.THREADS, List.of(1, 2));
      axes.put(Axis.STEPS, List.of(StepChoice.DL4J, StepChoice.DENSE));
      axes.forEach((axis, values) -> compare(comparer, axis, values));
    } catch (Comparer.InterruptedRunException e) {
      output.note("annlab: " + e.getMessage());
      return ExitCode.INTERRUPTED;
    }
    if (!quick) {
      output.note("the report is " + bench.write(settings.reports()));
    }
    if (output.json()) {
      output.print(bench.json());
    } else {
      output.print(bench.text());
    }
    return all ? ExitCode.OK : ExitCode.PREREQUISITE;
  }

  private boolean measure(Backend backend) throws IOException {
    try {
      List<Path> classPath =
          backend == Backend.CUDA
              ? new CudaClassPath(settings).tried(false, output::note)
              : ClassPath.own();
      bench.measure(ThisProgram.words(classPath));
      return true;
    } catch (PrerequisiteException e) {
      bench.missing(backend.toString(), String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void compare(Comparer comparer, Axis axis, List<?> values) {
    Experiment experiment = Experiments.find(EXPERIMENT);
    Parameters own = quick ? experiment.quick() : experiment.defaults();
    Parameters both = quick ? own : own.withEpochs(epochs.orElse(EPOCHS));
    ComparisonStarts starts = new ComparisonStarts(settings, both, false, output::note);
    bench.compared(
        comparer
            .compare(
                Plan.of(experiment, axis, both, quick),
                starts.of(values.get(0)),
                starts.of(values.get(1)))
            .json());
  }
}
