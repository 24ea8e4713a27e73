package annlab.experiments.keras.seeds;

import annlab.datasets.DataSet;
import annlab.datasets.FashionMnist;
import annlab.experiments.keras.AcrossSeeds;
import annlab.experiments.keras.StopCheck;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Claim.Kind;
import annlab.lab.claims.Claims;
import annlab.lab.claims.Target;
import annlab.networks.FitOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Class weights and sample weights: what they do to loss and gradient, and what they are for. */
public final class ClassWeightsExperiment implements Experiment {
  private static final String SECTION = "1.3.2";
  private static final Claims CLAIMS = new Claims(SECTION);
  private static final long SEED = 1;
  private static final int EPOCHS = 15;
  private static final int ROWS = 10_000;
  private static final String SEEDS = "seeds";

  /** For the services' loader. */
  public ClassWeightsExperiment() {}

  @Override
  public String id() {
    return "class-weights";
  }

  @Override
  public String section() {
    return SECTION;
  }

  @Override
  public String title() {
    return "Class weights and sample weights";
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        byHand(
            "G11-class-weight",
            "A class weight multiplies the loss of every row of its class, and so the gradient."),
        byHand("G11-sample-weight", "A sample weight multiplies the loss of its row."),
        byHand("G11-both-multiply", "Given both, a row weighs the product of the two."),
        byHand(
            "G11-validation-weights",
            "Sample weights given with the validation data weigh the validation loss."),
        byHand(
            "G11-no-class-weights-in-validation",
            "Class weights weigh the training alone: validation data have none, and their loss is"
                + " the plain one."),
        CLAIMS.claim(
            "G18-rare-recall",
            Kind.CLAIM,
            "Class weights help where some classes are rare: with one shirt to ten T-shirts in"
                + " training, and shirts weighted ten times, the network finds more of the shirts"
                + " of the validation set.",
            new Target.Between(
                0.06,
                1,
                "How much larger the share of shirts is that are found. The number is what the mean"
                    + " exceeds with a confidence of 95 % (Student's t over five seeds); 0.06 is two"
                    + " standard errors of a difference of two shares of 500 shirts, 2 sqrt(2 p (1 -"
                    + " p) / 500) with p = 0.5.")),
        CLAIMS.claim(
            "G18-recall-without",
            Kind.EXHIBIT,
            "The share of shirts found without class weights.",
            new Target.Exhibit("What the claim's number starts from; the mean over the seeds.")));
  }

  private static Claim byHand(String id, String statement) {
    return CLAIMS.claim(
        id,
        Kind.CLAIM,
        statement,
        new Target.Between(
            0,
            1e-12,
            "The largest distance, in double precision, from what is written out by hand for four"
                + " rows and one softmax layer; rounding leaves 1e-15."));
  }

  @Override
  public Parameters defaults() {
    return new Parameters(SEED, EPOCHS, ROWS, Map.of(SEEDS, "5"));
  }

  @Override
  public Parameters quick() {
    return new Parameters(SEED, 5, 1_200, Map.of(SEEDS, "2"));
  }

  @Override
  public List<DataSet> dataSets() {
    return List.of(DataSet.FASHION_MNIST);
  }

  @Override
  public Outcome run(RunContext context) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    measureByHand(numbers);
    Parameters parameters = context.parameters();
    FashionMnist data =
        context.quick() ? FashionMnist.quick(context.data()) : FashionMnist.load(context.data());
    SkewedShirts shirts =
        SkewedShirts.of(
            FashionMnistExperiment.first(data.train(DataType.FLOAT), parameters.rows()),
            data.validation(DataType.FLOAT),
            parameters.epochs());
    int seeds = Integer.parseInt(parameters.others().getOrDefault(SEEDS, "5"));
    List<Double> without = new ArrayList<>();
    List<Double> gains = new ArrayList<>();
    for (int i = 0; i < seeds; i++) {
      StopCheck check = new StopCheck(context);
      double plain = shirts.recall(parameters.seed() + i, Map.of(), check);
      without.add(plain);
      gains.add(shirts.recall(parameters.seed() + i, weights(), check) - plain);
      context.stopIfAsked();
    }
    AcrossSeeds gain = new AcrossSeeds(gains);
    double mean = new AcrossSeeds(without).mean();
    numbers.put("G18-rare-recall", gain.atLeast());
    numbers.put("G18-recall-without", mean);
    return new Outcome(
        Map.of("recall", mean, "recall_with_class_weights", mean + gain.mean()), numbers);
  }

  /** A shirt weighs as much as the ten T-shirts that it stands for. */
  static Map<Integer, Double> weights() {
    return Map.of(1, (double) SkewedShirts.ONE_IN);
  }

  private static void measureByHand(Map<String, Double> numbers) {
    FitOptions plain = FitOptions.defaults();
    FitOptions classes = plain.withClassWeights(WeightedSoftmax.CLASS_WEIGHTS);
    double[] samples = WeightedSoftmax.sampleWeights();
    double[] ofClasses = WeightedSoftmax.ofClasses();
    numbers.put("G11-class-weight", WeightedSoftmax.distance(classes, ofClasses));
    numbers.put(
        "G11-sample-weight",
        WeightedSoftmax.distance(plain.withSampleWeights(Nd4j.createFromArray(samples)), samples));
    numbers.put(
        "G11-both-multiply",
        WeightedSoftmax.distance(
            classes.withSampleWeights(Nd4j.createFromArray(samples)),
            WeightedSoftmax.product(ofClasses, samples)));
    numbers.put("G11-validation-weights", weightedValidation(classes, samples));
    numbers.put("G11-no-class-weights-in-validation", plainValidation(classes));
  }

  static double weightedValidation(FitOptions options, double[] byHand) {
    // listing: G11-validation-weights
    FitOptions weighted =
        options.withValidation(
            WeightedSoftmax.x(),
            WeightedSoftmax.y(),
            Nd4j.createFromArray(WeightedSoftmax.sampleWeights()));
    double distance = WeightedSoftmax.validationDistance(weighted, byHand);
    // end listing
    return distance;
  }

  static double plainValidation(FitOptions options) {
    // listing: G11-no-class-weights-in-validation
    // class weights are options of the training; validation data take sample weights alone
    FitOptions validated = options.withValidation(WeightedSoftmax.x(), WeightedSoftmax.y());
    double[] plain = WeightedSoftmax.ones();
    // val_loss against the loss by hand
    double distance = WeightedSoftmax.validationDistance(validated, plain);
    // end listing
    return distance;
  }
}
