package annlab.cli.processes;

import annlab.cli.options.BackendChoice;
import annlab.cli.options.ClusterChoice;
import annlab.lab.backend.Backend;
import annlab.lab.backend.ClassPath;
import annlab.lab.runs.Origin;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.sweep.engines.Engine;
import annlab.sweep.engines.LocalEngine;
import annlab.sweep.engines.SparkEngine;
import annlab.sweep.engines.SparkJars;
import annlab.sweep.engines.SparkSetup;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Makes the engine on which a command's runs are trained. */
public final class Engines {
  /** The largest of the chapter's experiments take 1.5 GB. */
  private static final long BYTES_OF_A_PROCESS = 2L << 30;

  private Engines() {}

  /**
   * Processes of this machine, none of which is started yet.
   *
   * @param store where the runs are
   * @param choice what computes
   * @param name what their logs are called
   * @param most how many there may be
   */
  public static Engine local(RunStore store, BackendChoice choice, String name, int most) {
    List<String> words = new ArrayList<>(ThisProgram.same(ClassPath.own()));
    words.addAll(List.of(TrialWorkerCommand.NAME, "--backend", choice.backend().toString()));
    return new LocalEngine(store, words, name, most);
  }

  /**
   * A cluster if one is named, else processes of this machine.
   *
   * @param store where the runs are
   * @param settings name project, cache and data
   * @param cluster what was named
   * @param choice what computes
   * @param name what the session and its logs are called
   * @param most how many trials are trained on this machine at a time
   * @param note told what is fetched
   */
  public static Engine of(
      RunStore store,
      Settings settings,
      ClusterChoice cluster,
      BackendChoice choice,
      String name,
      int most,
      Consumer<String> note) {
    if (cluster.master().isEmpty()) {
      return local(store, choice, name, most);
    }
    if (choice.backend() != Backend.CPU) {
      throw new IllegalArgumentException("--master goes with the cpu backend; leave --backend out");
    }
    String master = cluster.master().get();
    SparkJars jars = new SparkJars(settings, master);
    Path glue = jars.require(text -> note.accept("annlab: " + text));
    SparkSetup setup =
        new SparkSetup(
            master,
            jars,
            glue,
            ClusterChoice.secret(settings),
            cluster.conf(),
            settings.dataFolders(),
            "annlab " + name);
    return new SparkEngine(store, setup, Origin.Code.of(settings.project()));
  }

  /** As many processes as there are processors and memory for; one for a graphics processor. */
  public static int most(BackendChoice choice) {
    long bytes =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    long fitting = Math.max(1, bytes / BYTES_OF_A_PROCESS);
    return choice.backend() == Backend.CUDA
        ? 1
        : (int) Math.min(Runtime.getRuntime().availableProcessors(), fitting);
  }
}
