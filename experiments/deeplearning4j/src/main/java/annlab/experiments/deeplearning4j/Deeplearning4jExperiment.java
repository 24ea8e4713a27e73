package annlab.experiments.deeplearning4j;

import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.claims.Claim;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures each difference on DL4J itself, and each remedy. */
public final class Deeplearning4jExperiment implements Experiment {
  /** Made by ServiceLoader. */
  public Deeplearning4jExperiment() {}

  @Override
  public String id() {
    return "deeplearning4j";
  }

  @Override
  public String section() {
    return Difference.SECTION;
  }

  @Override
  public String title() {
    return "What Deeplearning4j computes otherwise";
  }

  @Override
  public Parameters defaults() {
    return new Parameters(42, 0, 0, Map.of());
  }

  @Override
  public Parameters quick() {
    return defaults();
  }

  @Override
  public List<Claim> claims() {
    return Differences.all().stream().flatMap(each -> each.claims().stream()).toList();
  }

  @Override
  public Outcome run(RunContext context) {
    Map<String, Double> measured = new LinkedHashMap<>();
    for (Difference difference : Differences.all()) {
      context.stopIfAsked();
      measured.put(difference.claimId(), difference.plain().measure().getAsDouble());
      measured.put(difference.remedyId(), difference.remedy().measure().getAsDouble());
    }
    return new Outcome(Map.of("differences", (double) Differences.all().size()), measured);
  }
}
