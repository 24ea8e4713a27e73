package annlab.experiments.keras.california;

import annlab.datasets.DataSet;
import annlab.experiments.keras.Refusals;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Claim.Kind;
import annlab.lab.claims.Claims;
import annlab.lab.claims.Target;
import annlab.networks.Sequential;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/** Where a stack of layers ends: a network with two paths from its inputs to its output. */
public final class WideAndDeepExperiment implements Experiment {
  private static final String SECTION = "1.3.3";
  private static final Claims CLAIMS = new Claims(SECTION);
  private static final long SEED = 42;
  private static final int EPOCHS = 8;

  /** For the services' loader. */
  public WideAndDeepExperiment() {}

  @Override
  public String id() {
    return "wide-and-deep";
  }

  @Override
  public String section() {
    return SECTION;
  }

  @Override
  public String title() {
    return "A wide and deep network, which no Sequential can be";
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        CLAIMS.claim(
            "H5-sequential-refuses",
            Kind.CLAIM,
            "A Sequential is one path from one input: it refuses a second input, and says what"
                + " other topologies need.",
            new Target.Property(
                "Tried with a second input behind one and behind two layers; each description that"
                    + " is accepted, or refused without naming DL4J's ComputationGraph, counts.")),
        CLAIMS.claim(
            "H5-parameters",
            Kind.CLAIM,
            "As a graph, with two hidden layers of 30 and the 8 inputs beside them before the"
                + " output, the network has 1,239 parameters.",
            new Target.Exact(
                1_239, "9 x 30 + 31 x 30 + (8 + 30 + 1): one value is right and no other.")),
        CLAIMS.claim(
            "H5-gradient",
            Kind.CLAIM,
            "Backpropagation goes down both paths: the graph's gradient is that of central"
                + " differences.",
            new Target.Between(
                0,
                1e-6,
                "The largest error over all parameters in double precision, relative to the larger of"
                    + " the gradient's entry and 0.01. The score is rounded by 1e-15; over twice the"
                    + " step of 1e-6 that is 5e-10, and 5e-8 of 0.01.")),
        CLAIMS.claim(
            "H5-beats-wide",
            Kind.CLAIM,
            "The two paths together predict better than the wide one alone, even with the best"
                + " weights that it can have: those of least squares.",
            new Target.Between(
                0.05,
                1,
                "How much lower the root mean squared error on the 5,160 test districts is. Over"
                    + " six seeds the graph's error has a standard deviation of 0.0124; 0.05 is four"
                    + " of them.")),
        CLAIMS.claim(
            "H5-test-rmse",
            Kind.EXHIBIT,
            "The graph's root mean squared error on the test set.",
            new Target.Exhibit("The chapter prints no such network.")));
  }

  @Override
  public Parameters defaults() {
    return Parameters.of(SEED, EPOCHS);
  }

  @Override
  public Parameters quick() {
    return new Parameters(SEED, 2, 1_000, Map.of());
  }

  @Override
  public List<DataSet> dataSets() {
    return List.of(DataSet.CALIFORNIA_HOUSING);
  }

  @Override
  public Outcome run(RunContext context) {
    Parameters parameters = context.parameters();
    WideAndDeep data = WideAndDeep.of(Housing.load(context.data(), parameters.rows()));
    long inputs = data.train().x().size(1);
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put(
        "H5-sequential-refuses",
        (double)
            accepted(
                List.of(
                    new Layer[] {Input.of(8), Input.of(8)},
                    new Layer[] {Input.of(8), new Dense(30), Input.of(8)})));
    ComputationGraph checked = WideAndDeep.graph(inputs, parameters.seed(), DataType.DOUBLE);
    numbers.put("H5-parameters", (double) checked.numParams());
    numbers.put("H5-gradient", WideAndDeep.gradientError(checked, data.few(0), data.few(0)));

    ComputationGraph both = WideAndDeep.graph(inputs, parameters.seed(), DataType.FLOAT);
    data.train(both, parameters.epochs(), parameters.seed(), context::stopIfAsked);
    double rmse = data.testRmse(both);
    double wideRmse = data.leastSquaresRmse();
    numbers.put("H5-beats-wide", wideRmse - rmse);
    numbers.put("H5-test-rmse", rmse);
    return new Outcome(Map.of("test_rmse", rmse, "wide_test_rmse", wideRmse), numbers);
  }

  /** Descriptions that a Sequential takes, or refuses without saying what they need. */
  public static int accepted(List<Layer[]> descriptions) {
    int accepted = 0;
    for (Layer[] layers : descriptions) {
      // listing: H5-sequential-refuses
      try {
        Sequential.of(layers); // a second input among them
        accepted++;
      } catch (IllegalArgumentException e) {
        accepted += Refusals.says(e, "one path", "ComputationGraph") ? 0 : 1;
      }
      // end listing
    }
    return accepted;
  }
}
