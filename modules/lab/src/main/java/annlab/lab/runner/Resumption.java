package annlab.lab.runner;

import annlab.lab.runs.Provenance;
import annlab.lab.runs.Run;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks whether this process can resume a run and get the same numbers. */
final class Resumption {
  private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

  private Resumption() {}

  /**
   * Checks a run that is to go on.
   *
   * @param run as the store has it
   * @param now where this process's numbers come from
   * @throws IllegalArgumentException if it has not ended, is done, or is of other code or settings
   */
  static void check(Run run, Provenance now) {
    String again = "start a new one: annlab run " + run.experiment();
    switch (run.status()) {
      case QUEUED, RUNNING ->
          throw new IllegalArgumentException(
              "run "
                  + run.id()
                  + " is "
                  + run.status().label()
                  + "; wait for it, or stop it first");
      case FINISHED ->
          throw new IllegalArgumentException(
              "run " + run.id() + " is finished; to run it again, " + again);
      case FAILED, INTERRUPTED -> run.provenance().ifPresent(then -> compare(run, then, now));
    }
  }

  private static void compare(Run run, Provenance then, Provenance now) {
    String again = ", or start a new one: annlab run " + run.experiment();
    String head = "run " + run.id() + " ";
    if (!then.sameCode(now)) {
      throw new IllegalArgumentException(
          head
              + "was made by other code (commit "
              + then.commitText()
              + ", this is "
              + now.commitText()
              + "); check that commit out to resume it"
              + again);
    }
    if (!then.backend().equals(now.backend())) {
      throw new IllegalArgumentException(
          head
              + "was made on the "
              + then.backend()
              + " backend, this is "
              + now.backend()
              + "; resume it with --backend "
              + then.backend()
              + again);
    }
    if (then.threads() != now.threads()) {
      throw new IllegalArgumentException(
          head
              + "was made with "
              + then.threads()
              + " threads, this process has "
              + now.threads()
              + ", which gives other last digits; set OMP_NUM_THREADS="
              + then.threads()
              + again);
    }
    machine(then)
        .forEach(
            (what, value) -> {
              String other = machine(now).get(what);
              if (!Objects.equals(value, other)) {
                LOG.warn(
                    "{}: {} was {}, is {}; last digits may differ", run.id(), what, value, other);
              }
            });
  }

  private static Map<String, String> machine(Provenance origin) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("Java", origin.java());
    values.put("the processor", origin.cpu());
    values.put("ND4J", origin.nd4j());
    values.put("BLAS", origin.blas());
    return values;
  }
}
