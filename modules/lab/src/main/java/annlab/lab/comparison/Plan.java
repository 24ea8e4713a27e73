package annlab.lab.comparison;

import annlab.lab.Experiment;
import annlab.lab.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * The run that both sides of a comparison make.
 *
 * @param experiment the experiment's id
 * @param axis what differs
 * @param parameters seed, epochs and rows of both
 * @param quick whether both are quick runs
 * @param options the words that give both runs these settings
 */
public record Plan(
    String experiment, Axis axis, Parameters parameters, boolean quick, List<String> options) {
  public Plan {
    options = List.copyOf(options);
  }

  /**
   * A plan.
   *
   * @param experiment what is run
   * @param axis what differs
   * @param parameters the experiment's own or quick ones with another seed or number of epochs
   * @param quick whether both are quick runs
   * @return the plan
   */
  public static Plan of(Experiment experiment, Axis axis, Parameters parameters, boolean quick) {
    List<String> options = new ArrayList<>();
    if (quick) {
      options.add("--quick");
    }
    options.addAll(List.of("--seed", Long.toString(parameters.seed())));
    Parameters own = quick ? experiment.quick() : experiment.defaults();
    if (parameters.epochs() != own.epochs()) {
      options.addAll(List.of("--epochs", Integer.toString(parameters.epochs())));
    }
    return new Plan(experiment.id(), axis, parameters, quick, options);
  }
}
