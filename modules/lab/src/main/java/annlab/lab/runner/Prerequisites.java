package annlab.lab.runner;

import annlab.datasets.DataHome;
import annlab.datasets.DataSet;
import annlab.lab.Experiment;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks what experiments need before the first of them begins, so that none begins that cannot
 * end: their data, a home that can be written, and room on its disk.
 */
public final class Prerequisites {
  /** Any run but fashion-mnist's leaves at most 0.3 MB in the home. */
  private static final long ROOM_PER_RUN = 1_000_000;

  /** A run of fashion-mnist leaves 3.0 MB, and has a checkpoint of 1 MB while it trains. */
  private static final long ROOM_FOR_THE_LARGEST = 4_000_000;

  /** Few rows and epochs. */
  private static final long ROOM_PER_QUICK_RUN = 500_000;

  private static final long ROOM_FOR_THE_LARGEST_QUICK = 1_500_000;

  private Prerequisites() {}

  /**
   * Checks that runs can come to their end.
   *
   * @param settings where data and home are
   * @param experiments what is to be run; one that is run several times stands here as often
   * @param quick whether the runs are quick
   * @throws PrerequisiteException if something is missing: one line with all of it
   */
  public static void require(
      Settings settings, Collection<? extends Experiment> experiments, boolean quick) {
    if (experiments.isEmpty()) {
      return;
    }
    List<String> faults = dataFaults(settings, experiments);
    homeFault(settings, experiments, quick).ifPresent(faults::add);
    throwIfAny(faults);
  }

  /**
   * Checks that runs can be kept.
   *
   * @param settings where the home is
   * @param experiments what is to be run; one that is run several times stands here as often
   * @param quick whether the runs are quick
   * @return why they cannot, in one line; empty if they can
   */
  public static Optional<String> homeFault(
      Settings settings, Collection<? extends Experiment> experiments, boolean quick) {
    return RunStore.unwritable(settings.home())
        .or(() -> lackOfRoom(settings.home(), room(experiments, quick)));
  }

  /**
   * Opens the run store of a program that finds out from the store what is still to be run. If it
   * cannot be opened, the data that are missing are said too.
   *
   * @param settings where data and home are
   * @param experiments what may have to be run
   * @return the store
   * @throws PrerequisiteException if the store cannot be opened
   */
  public static RunStore open(Settings settings, Collection<? extends Experiment> experiments) {
    try {
      return RunStore.open(settings.home());
    } catch (PrerequisiteException e) {
      List<String> faults = dataFaults(settings, experiments);
      faults.add(String.valueOf(e.getMessage()));
      throw new PrerequisiteException(String.join("; ", faults), e);
    }
  }

  private static void throwIfAny(List<String> faults) {
    if (!faults.isEmpty()) {
      throw new PrerequisiteException(String.join("; ", faults));
    }
  }

  private static List<String> dataFaults(
      Settings settings, Collection<? extends Experiment> experiments) {
    List<DataSet> sets =
        experiments.stream()
            .flatMap(experiment -> experiment.dataSets().stream())
            .distinct()
            .toList();
    return new ArrayList<>(new DataHome(settings.dataFolders()).faults(DataSet.files(sets)));
  }

  /** All runs of one experiment may be large ones; of different experiments one is. */
  static long room(Collection<? extends Experiment> experiments, boolean quick) {
    long most =
        experiments.stream()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
            .values()
            .stream()
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    return quick
        ? experiments.size() * ROOM_PER_QUICK_RUN + most * ROOM_FOR_THE_LARGEST_QUICK
        : experiments.size() * ROOM_PER_RUN + most * ROOM_FOR_THE_LARGEST;
  }

  private static Optional<String> lackOfRoom(Path home, long needed) {
    Path there = home.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      FileStore disk = Files.getFileStore(there);
      // a file system that cannot tell its size says 0
      if (disk.getTotalSpace() == 0 || disk.getUsableSpace() >= needed) {
        return Optional.empty();
      }
      return Optional.of(
          String.format(
              Locale.ROOT,
              "too little room on the disk of %s: %.1f MB are needed and %.1f MB free; free some"
                  + " space, or set ANNLAB_HOME to a folder on another disk",
              home,
              needed / 1e6,
              disk.getUsableSpace() / 1e6));
    } catch (IOException e) {
      return Optional.empty(); // not known; a full disk is said at the first write
    }
  }
}
