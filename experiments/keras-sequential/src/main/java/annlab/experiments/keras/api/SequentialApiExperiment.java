package annlab.experiments.keras.api;

import annlab.datasets.DataSet;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.claims.Claim;
import annlab.networks.Sequential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * How a Sequential model is built, named, seeded, drawn, and how its weights are read and set: the
 * chapter's walk through Keras, each statement tried on the first training images.
 */
public final class SequentialApiExperiment implements Experiment {
  private static final long SEED = 42;
  private static final int ROWS = 640;
  private static final int QUICK_ROWS = 96;

  /** For the services' loader. */
  public SequentialApiExperiment() {}

  @Override
  public String id() {
    return "sequential-api";
  }

  @Override
  public String section() {
    return "1.3.2";
  }

  @Override
  public String title() {
    return "Building, naming and compiling a Sequential model";
  }

  @Override
  public List<Claim> claims() {
    return SequentialApiClaims.all();
  }

  @Override
  public Map<String, String> figureClaims() {
    return Map.of("model", "F8-figure");
  }

  @Override
  public Parameters defaults() {
    return Parameters.of(SEED, 0).withRows(ROWS);
  }

  @Override
  public Parameters quick() {
    return defaults().withRows(QUICK_ROWS);
  }

  @Override
  public List<DataSet> dataSets() {
    return List.of(DataSet.FASHION_MNIST);
  }

  @Override
  public Outcome run(RunContext context) {
    Samples few =
        FashionMnistExperiment.first(
            FashionMnist.quick(context.data()).train(DataType.FLOAT), context.parameters().rows());
    Map<String, Double> numbers = new LinkedHashMap<>();
    BuildingChecks.measure(few, numbers);
    context.stopIfAsked();
    SeedChecks.measure(few, context, numbers);
    Sequential.clearSession();
    PlotChecks.measure(FashionMnistExperiment.model(SEED), context, numbers);
    NameChecks.measure(numbers);
    WeightChecks.measure(few, numbers);
    context.stopIfAsked();
    UnbuiltChecks.measure(few, numbers);
    LossChecks.measure(few, numbers);
    return new Outcome(Map.of("rows", (double) few.count()), numbers);
  }
}
