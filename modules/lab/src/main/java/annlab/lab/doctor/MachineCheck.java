package annlab.lab.doctor;

import annlab.lab.backend.BlasKernel;
import annlab.lab.doctor.Finding.Group;
import annlab.lab.doctor.Finding.Level;
import annlab.lab.settings.ProcFile;
import annlab.lab.settings.Settings;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Java, processor, memory and disk. */
final class MachineCheck {
  /** Vector units that ND4J's kernels or OpenBLAS use, as Linux names them. */
  private static final List<String> UNITS =
      List.of("sse4_2", "avx", "avx2", "fma", "avx512f", "asimd", "sve");

  /** Units of one of these names let OpenBLAS multiply several times faster than SSE. */
  private static final List<String> WIDE = List.of("avx2", "avx512f", "asimd", "sve");

  /** The published curve's run, with room for the system: measured peak 0.9 GB. */
  private static final long ENOUGH_MEMORY = 1_500_000_000L;

  private static final long ENOUGH_DISK = 1_000_000_000L;
  private static final long MIN_DISK = 50_000_000L;

  private final Settings settings;
  private final Findings findings = new Findings(Group.MACHINE);

  MachineCheck(Settings settings) {
    this.settings = settings;
  }

  List<Finding> findings() {
    java();
    processor();
    blas();
    memory();
    disk("disk-home", "Disk of the run store", settings.home());
    disk("disk-cache", "Disk of the cache", settings.cache());
    return findings.all();
  }

  private void java() {
    String found =
        System.getProperty("java.version")
            + ", "
            + System.getProperty("java.vm.name")
            + ", "
            + System.getProperty("java.vendor")
            + ", "
            + System.getProperty("java.home");
    if (System.getProperty("sun.arch.data.model", "64").equals("64")) {
      findings.ok("java", "Java", found);
    } else {
      findings.add(
          Level.FAULT, "java", "Java", found + ", 32 bits", "install a 64-bit JDK 17 or newer");
    }
  }

  private void blas() {
    BlasKernel.current()
        .ifPresent(
            kernel -> {
              if (kernel.name().equals(BlasKernel.UNKNOWN_AMD)) {
                findings.add(
                    Level.WARNING,
                    "blas-kernel",
                    "Kernel of OpenBLAS",
                    kernel.name() + ", of 2007: it does not know this processor",
                    "start by the launcher, or set OPENBLAS_CORETYPE=Haswell (SkylakeX with"
                        + " AVX-512): DL4J's own step takes half the time");
              } else {
                findings.ok(
                    "blas-kernel",
                    "Kernel of OpenBLAS",
                    kernel.name() + (kernel.named() ? ", as OPENBLAS_CORETYPE says" : ""));
              }
            });
  }

  private void processor() {
    int cores = Runtime.getRuntime().availableProcessors();
    findings.ok(
        "cores",
        "Processor",
        ProcFile.PROCESSORS.value("model name").orElse(System.getProperty("os.arch"))
            + ", "
            + cores
            + (cores == 1 ? " core" : " cores"));
    Optional<List<String>> flags =
        ProcFile.PROCESSORS
            .value("flags")
            .or(() -> ProcFile.PROCESSORS.value("Features"))
            .map(text -> List.of(text.split(" +", -1)));
    if (flags.isEmpty()) {
      findings.add(
          Level.NOTE,
          "vector-units",
          "Vector units",
          "this system does not list them",
          "nothing to do; OpenBLAS finds out for itself");
      return;
    }
    List<String> units = UNITS.stream().filter(flags.get()::contains).toList();
    String found = units.isEmpty() ? "none known" : String.join(", ", units);
    if (units.stream().anyMatch(WIDE::contains)) {
      findings.ok("vector-units", "Vector units", found);
    } else {
      findings.add(
          Level.WARNING,
          "vector-units",
          "Vector units",
          found,
          "results differ in their last bits, training takes several times longer; use a processor"
              + " with AVX2, or pass the host's through to the virtual machine");
    }
  }

  private void memory() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long total = system.getTotalMemorySize();
    long free = available(total, system.getFreeMemorySize(), ProcFile.MEMORY);
    String found = gigabytes(total) + ", " + gigabytes(free) + " available";
    if (free >= ENOUGH_MEMORY) {
      findings.ok("memory", "Memory", found);
    } else {
      findings.add(
          Level.WARNING,
          "memory",
          "Memory",
          found,
          "a run of fashion-mnist needs about 1 GB; close something, or use --quick");
    }
    long heap = Runtime.getRuntime().maxMemory();
    String outside = System.getProperty("org.bytedeco.javacpp.maxbytes", "");
    findings.ok(
        "memory-limits",
        "Limits of this process",
        "heap "
            + gigabytes(heap)
            + ", tensors outside the heap "
            + (outside.isEmpty() ? gigabytes(heap) + " (JavaCPP: as the heap)" : outside));
  }

  /**
   * Linux counts caches that it would give back; Java's figure leaves them out, but knows of the
   * limits of a container, of which Linux' file does not.
   *
   * @param total of the machine or the container, as Java says it
   * @param free the same
   * @param machine the machine's memory, as Linux says it
   */
  static long available(long total, long free, ProcFile machine) {
    boolean limited = total < machine.bytes("MemTotal").orElse(0);
    return limited ? free : machine.bytes("MemAvailable").orElse(free);
  }

  private void disk(String id, String title, Path folder) {
    Path there = folder;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      String found = gigabytes(free) + " free for " + folder;
      if (free >= ENOUGH_DISK) {
        findings.ok(id, title, found);
      } else {
        findings.add(
            free < MIN_DISK ? Level.FAULT : Level.WARNING,
            id,
            title,
            found,
            "free some space, or name another folder: ANNLAB_HOME for the store, cache = in"
                + " annlab.conf");
      }
    } catch (IOException e) {
      findings.add(
          Level.WARNING,
          id,
          title,
          "cannot be read for " + folder + ": " + e.getMessage(),
          "name another folder: ANNLAB_HOME for the store, cache = in annlab.conf");
    }
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
