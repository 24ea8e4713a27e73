package annlab.web;

import annlab.datasets.DataSet;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.claims.Claim;
import java.util.List;

/** An experiment on data that are not on the class path of these tests. */
public final class NeedyExperiment implements Experiment {
  static final String ID = "needy";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String section() {
    return "9.9.9";
  }

  @Override
  public String title() {
    return "A fake experiment on houses";
  }

  @Override
  public List<Claim> claims() {
    return List.of();
  }

  @Override
  public Parameters defaults() {
    return Parameters.of(1, 1);
  }

  @Override
  public Parameters quick() {
    return defaults();
  }

  @Override
  public List<DataSet> dataSets() {
    return List.of(DataSet.CALIFORNIA_HOUSING);
  }

  @Override
  public Outcome run(RunContext context) {
    throw new AssertionError("this experiment is not to begin");
  }
}
