package annlab.experiments.keras.seeds;

import annlab.datasets.DataSet;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.experiments.keras.AcrossSeeds;
import annlab.experiments.keras.StopCheck;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.charts.Figure;
import annlab.lab.charts.LineChart;
import annlab.lab.charts.Series;
import annlab.lab.charts.Series.Hue;
import annlab.lab.charts.Series.Stroke;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Claim.Kind;
import annlab.lab.claims.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What a gap between training and validation curves tells: too little data for so many parameters,
 * or validation images that are not of the same kind.
 */
public final class GeneralizationExperiment implements Experiment {
  private static final String SECTION = "1.3.2";
  private static final long SEED = 1;
  private static final int EPOCHS = 10;
  private static final int ROWS = 5_000;
  private static final int MOVED_BY = 3;
  private static final String SEEDS = "seeds";
  private static final String LITTLE = "little_data";

  /** The published run's gap after 30 epochs on all 55,000 images: 0.9200 - 0.8894. */
  private static final double PUBLISHED_GAP = 0.0306;

  /** For the services' loader. */
  public GeneralizationExperiment() {}

  @Override
  public String id() {
    return "generalization";
  }

  @Override
  public String section() {
    return SECTION;
  }

  @Override
  public String title() {
    return "Gaps between training and validation, and where they come from";
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "F14-little-data",
            SECTION,
            Kind.CLAIM,
            "A network with so many parameters over-fits when there is little data: after as many"
                + " steps on 500 images its training accuracy is further above that on the"
                + " validation set than on 5,000.",
            target(
                "How much larger the gap is, in accuracy; as large a difference as the published"
                    + " run's whole gap after 30 epochs on all images is asked for.")),
        new Claim(
            "F14-many-parameters",
            SECTION,
            Kind.CLAIM,
            "The parameters are what makes it flexible: on 500 images with labels drawn by lot,"
                + " where there is nothing to learn, 266,610 parameters reach a higher training"
                + " accuracy than the 7,960 of a network with 10 neurons and 10 outputs.",
            target(
                "How much higher the training accuracy is; as large a difference as the published"
                    + " run's gap after 30 epochs is asked for.")),
        new Claim(
            "G17-mismatch",
            SECTION,
            Kind.CLAIM,
            "Validation images of another kind show in the curves from the first epoch on, before"
                + " there is any over-fitting: here the same images, moved to the right by three"
                + " pixels.",
            target(
                "How much larger the gap in the first epoch is than with the images as they are;"
                    + " as large a difference as the published run's whole gap after 30 epochs is"
                    + " asked for.")));
  }

  private static Target target(String number) {
    return new Target.Between(
        PUBLISHED_GAP,
        1,
        number
            + " The number is what the mean exceeds with a confidence of 95 % (Student's t over"
            + " five seeds), so their spread is in it.");
  }

  @Override
  public Map<String, String> figureClaims() {
    return Map.of("gaps", "F14-little-data");
  }

  @Override
  public Parameters defaults() {
    return new Parameters(SEED, EPOCHS, ROWS, Map.of(SEEDS, "5", LITTLE, "500"));
  }

  @Override
  public Parameters quick() {
    return new Parameters(SEED, 3, 1_000, Map.of(SEEDS, "2", LITTLE, "100"));
  }

  @Override
  public List<DataSet> dataSets() {
    return List.of(DataSet.FASHION_MNIST);
  }

  @Override
  public Outcome run(RunContext context) {
    Parameters parameters = context.parameters();
    FashionMnist data =
        context.quick() ? FashionMnist.quick(context.data()) : FashionMnist.load(context.data());
    Samples plenty = FashionMnistExperiment.first(data.train(DataType.FLOAT), parameters.rows());
    int little = Integer.parseInt(parameters.others().getOrDefault(LITTLE, "500"));
    Gaps gaps =
        new Gaps(
            plenty,
            plenty.rows(0, Math.min(little, plenty.count())),
            FashionMnistExperiment.first(data.validation(DataType.FLOAT), Gaps.VALIDATION_ROWS),
            parameters.epochs(),
            MOVED_BY);
    int seeds = Integer.parseInt(parameters.others().getOrDefault(SEEDS, "5"));
    List<Gaps.OfSeed> all = new ArrayList<>();
    for (int i = 0; i < seeds; i++) {
      all.add(gaps.of(parameters.seed() + i, new StopCheck(context)));
      context.stopIfAsked();
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    Map<String, Double> metrics = new LinkedHashMap<>();
    put("F14-little-data", all.stream().map(Gaps.OfSeed::littleData).toList(), numbers, metrics);
    put("F14-many-parameters", all.stream().map(Gaps.OfSeed::byHeart).toList(), numbers, metrics);
    put("G17-mismatch", all.stream().map(Gaps.OfSeed::mismatch).toList(), numbers, metrics);
    context.figure(figure(all.get(0), gaps));
    return new Outcome(metrics, numbers);
  }

  private static void put(
      String id, List<Double> values, Map<String, Double> numbers, Map<String, Double> metrics) {
    AcrossSeeds across = new AcrossSeeds(values);
    numbers.put(id, across.atLeast());
    metrics.put(id.substring(id.indexOf('-') + 1).replace('-', '_'), across.mean());
  }

  private static Figure figure(Gaps.OfSeed seed, Gaps gaps) {
    return new Figure(
        "gaps",
        SECTION,
        "Left: with little data the training accuracy leaves the validation accuracy behind the"
            + " longer it trains. Right: images of another kind are a gap from the first epoch on.",
        LineChart.beside(
            List.of(
                chart(
                    gaps.little().count() + " images",
                    seed.little().series("accuracy"),
                    seed.little().series("val_accuracy")),
                chart(
                        gaps.plenty().count() + " images",
                        seed.plenty().series("accuracy"),
                        seed.plenty().series("val_accuracy"))
                    .with(
                        Series.steps(
                            "validation, moved", 1, seed.moved(), Hue.ORANGE, Stroke.SOLID)))));
  }

  private static LineChart chart(String title, List<Double> training, List<Double> validation) {
    return LineChart.titled(title, "epoch", "accuracy")
        .with(Series.steps("training", 1, training, Hue.BLUE, Stroke.SOLID))
        .with(Series.steps("validation", 1, validation, Hue.VERMILION, Stroke.SOLID))
        .withY(0.3, 1);
  }
}
