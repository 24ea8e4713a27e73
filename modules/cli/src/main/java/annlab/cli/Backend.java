package annlab.cli;

import annlab.lab.PrerequisiteException;
import java.util.Arrays;
import java.util.Locale;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.TypeConversionException;

/** What computes. ND4J takes the one backend on the class path, which the launcher puts there. */
enum Backend {
  CPU("org.nd4j.linalg.cpu.nativecpu.CpuBackend"),
  CUDA("org.nd4j.linalg.jcublas.JCublasBackend");

  private final String type;

  Backend(String type) {
    this.type = type;
  }

  /** The backend of a name on the command line. */
  static Backend of(String name) {
    return Arrays.stream(values())
        .filter(each -> each.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected one of " + Arrays.toString(values()) + " but was '" + name + "'"));
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
