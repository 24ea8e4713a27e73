package annlab.cli.options;

/** A command that computes on a backend. */
public interface Computing {
  /** The backend, and where its jars come from. */
  BackendChoice choice();

  /** Whether it computes in its own process, which then has to have the backend's jars. */
  default boolean inItsOwnProcess() {
    return true;
  }
}
