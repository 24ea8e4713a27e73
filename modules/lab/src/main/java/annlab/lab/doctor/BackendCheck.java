package annlab.lab.doctor;

import annlab.lab.backend.Backend;
import annlab.lab.backend.BackendProbe;
import annlab.lab.backend.Card;
import annlab.lab.backend.ClassPath;
import annlab.lab.backend.CudaBuild;
import annlab.lab.backend.CudaBuild.Unfit;
import annlab.lab.backend.CudaClassPath;
import annlab.lab.backend.CudaJars;
import annlab.lab.backend.NvidiaSmi;
import annlab.lab.doctor.Finding.Group;
import annlab.lab.doctor.Finding.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Checks which of ND4J's backends exist and load, and why the others do not. */
final class BackendCheck {
  private final Backend asked;
  private final NvidiaSmi driver;
  private final CudaBuild build;
  private final CudaJars jars;
  private final Findings findings = new Findings(Group.BACKENDS);

  BackendCheck(Backend asked, NvidiaSmi driver, CudaBuild build, CudaJars jars) {
    this.asked = asked;
    this.driver = driver;
    this.build = build;
    this.jars = jars;
  }

  List<Finding> findings() {
    cpu();
    threads();
    if (card()) {
      cuda();
    }
    return findings.all();
  }

  /** What trouble with a backend is, by whether it was asked for. */
  private Level trouble(Backend backend) {
    return asked == backend ? Level.FAULT : Level.NOTE;
  }

  private void cpu() {
    if (!Backend.CPU.present()) {
      findings.add(
          trouble(Backend.CPU),
          "cpu-backend",
          "CPU backend",
          "nd4j-native is not on the class path",
          "build it again: remove dist and call ./annlab");
      return;
    }
    BackendProbe.Outcome outcome = BackendProbe.probe(Backend.CPU, ClassPath.own());
    if (outcome.loads()) {
      findings.ok("cpu-backend", "CPU backend", outcome.text());
    } else {
      findings.add(
          Level.FAULT,
          "cpu-backend",
          "CPU backend",
          "does not load: " + outcome.text(),
          "ND4J needs a 64-bit Linux with glibc 2.17, macOS or Windows; on Alpine use an image with"
              + " glibc");
    }
  }

  private void threads() {
    String threads = System.getenv("OMP_NUM_THREADS");
    if (threads == null || threads.isBlank()) {
      findings.add(
          Level.WARNING,
          "threads",
          "Threads of an operation",
          "OMP_NUM_THREADS is not set: one for each core",
          "start by ./annlab, which sets 1: more are slower at these sizes and give other last bits");
    } else if (threads.equals("1")) {
      findings.ok("threads", "Threads of an operation", "1 (OMP_NUM_THREADS)");
    } else {
      findings.add(
          Level.NOTE,
          "threads",
          "Threads of an operation",
          threads + " (OMP_NUM_THREADS)",
          "1 is faster at these sizes, and repeats to the last bit");
    }
  }

  /** Whether driver and card are there and fit. */
  private boolean card() {
    NvidiaSmi.Answer answer = driver.ask();
    if (answer.trouble().isPresent()) {
      Unfit why = answer.trouble().get();
      findings.add(
          trouble(Backend.CUDA), "cuda-driver", "NVIDIA driver", why.found(), why.advice());
      return false;
    }
    findings.ok("cuda-driver", "NVIDIA driver", answer.cards().get(0).driver());
    boolean first = true;
    boolean fits = false;
    for (Card card : answer.cards()) {
      Optional<Unfit> why = build.unfit(card).or(jars::unfit);
      if (why.isPresent()) {
        findings.add(
            first ? trouble(Backend.CUDA) : Level.NOTE,
            "cuda-card",
            "Graphics card",
            card + ": " + why.get().found(),
            why.get().advice());
      } else {
        findings.ok("cuda-card", "Graphics card", card.toString());
      }
      fits |= first && why.isEmpty();
      first = false;
    }
    return fits;
  }

  private void cuda() {
    Optional<Path> folder = jars.fetched();
    if (folder.isEmpty()) {
      findings.add(
          Level.NOTE,
          "cuda-backend",
          "CUDA backend",
          build.artifact() + " " + build.version() + " is not fetched",
          "the first --backend " + build.name() + " fetches it: " + jars.size(false));
      return;
    }
    BackendProbe.Outcome outcome =
        BackendProbe.probe(Backend.CUDA, CudaClassPath.with(folder.get()));
    if (outcome.loads()) {
      findings.ok("cuda-backend", "CUDA backend", outcome.text());
    } else {
      findings.add(
          trouble(Backend.CUDA),
          "cuda-backend",
          "CUDA backend",
          "does not load: " + outcome.text(),
          loading(outcome.text()));
    }
  }

  private String loading(String why) {
    if (why.contains("libcuda.so")) {
      return "that is a library of the driver: install the driver again, or pass it on to this"
          + " container";
    }
    return (build.ptx()
            ? "a newer card compiles PTX first: let one command end, ask again; else "
            : "")
        + "install CUDA 11's libraries, or fetch them: --with-redist (1.8 GB)";
  }
}
