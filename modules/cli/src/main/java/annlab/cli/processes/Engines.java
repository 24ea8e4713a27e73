package annlab.cli.processes;

import annlab.cli.options.BackendChoice;
import annlab.lab.backend.Backend;
import annlab.lab.backend.ClassPath;
import annlab.lab.store.RunStore;
import annlab.sweep.engines.Engine;
import annlab.sweep.engines.LocalEngine;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Where the runs of a command are trained. */
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
