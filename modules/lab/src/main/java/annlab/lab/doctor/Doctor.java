package annlab.lab.doctor;

import annlab.lab.backend.Backend;
import annlab.lab.backend.CudaBuild;
import annlab.lab.backend.CudaJars;
import annlab.lab.backend.NvidiaSmi;
import annlab.lab.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at everything that a run needs and says of each thing what to do. Loads no ND4J into the
 * asking process: a backend is tried in a child, which takes a second or two.
 */
public final class Doctor {
  private final Settings settings;
  private final Optional<OwnPorts> ownPorts;
  private final NvidiaSmi driver;

  /**
   * A doctor for these settings.
   *
   * @param settings where things are to be
   * @param ownPorts ports that this very process serves on; empty for a command
   */
  public Doctor(Settings settings, Optional<OwnPorts> ownPorts) {
    this(settings, ownPorts, new NvidiaSmi());
  }

  Doctor(Settings settings, Optional<OwnPorts> ownPorts, NvidiaSmi driver) {
    this.settings = settings;
    this.ownPorts = ownPorts;
    this.driver = driver;
  }

  /**
   * Looks at everything; takes some seconds.
   *
   * @param backend what is to compute: its troubles are faults, another backend's are notes
   * @return what was found
   */
  public Diagnosis examine(Backend backend) {
    List<Finding> findings = new ArrayList<>(new MachineCheck(settings).findings());
    CudaBuild build = CudaBuild.ofThisProgram();
    findings.addAll(
        new BackendCheck(backend, driver, build, new CudaJars(build, settings)).findings());
    findings.addAll(new ProjectCheck(settings, ownPorts).findings());
    return new Diagnosis(backend, findings);
  }
}
