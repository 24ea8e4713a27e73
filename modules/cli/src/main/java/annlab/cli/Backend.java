package annlab.cli;

import annlab.lab.PrerequisiteException;
import java.util.Locale;
import org.nd4j.linalg.factory.Nd4j;

/** What computes. ND4J takes the one backend on the class path, which the launcher puts there. */
enum Backend {
  CPU("org.nd4j.linalg.cpu.nativecpu.CpuBackend"),
  CUDA("org.nd4j.linalg.jcublas.JCublasBackend");

  private final String type;

  Backend(String type) {
    this.type = type;
  }

  /**
   * Makes sure that this backend computes: a run on another one than was asked for would be a lie.
   *
   * @throws PrerequisiteException if its jars are not there or ND4J chose another one
   */
  void require() {
    if (!present()) {
      throw new PrerequisiteException(
          "no "
              + this
              + " backend in this distribution"
              + (this == CUDA ? "; run with --backend cpu" : "; build it again with ./annlab"));
    }
    String chosen = Nd4j.getBackend().getClass().getName();
    if (!chosen.equals(type)) {
      throw new PrerequisiteException(
          "asked for the " + this + " backend but ND4J chose " + chosen);
    }
  }

  private boolean present() {
    try {
      Class.forName(type, false, Backend.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
