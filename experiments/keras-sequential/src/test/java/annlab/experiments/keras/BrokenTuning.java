package annlab.experiments.keras;

import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import annlab.datasets.DataHome;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.experiments.keras.california.Housing;
import annlab.experiments.keras.california.WideAndDeep;
import annlab.experiments.keras.california.WideAndDeepExperiment;
import annlab.experiments.keras.seeds.SkewedShirts;
import annlab.experiments.keras.seeds.WeightedSoftmax;
import annlab.experiments.keras.tuning.Optimism;
import annlab.experiments.keras.tuning.SealedTest;
import annlab.experiments.keras.tuning.Search;
import annlab.experiments.keras.tuning.Search.Trial;
import annlab.experiments.keras.tuning.Setting;
import annlab.experiments.keras.tuning.Setting.Learner;
import annlab.experiments.keras.tuning.TuningExperiment;
import annlab.lab.BrokenVariants.Variant;
import annlab.networks.Callback;
import annlab.networks.FitOptions;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Searches, weights and graphs that go wrong. */
final class BrokenTuning {
  private static final Callback NOTHING = new Callback() {};
  private static final String STEP = "one step on four rows";

  private BrokenTuning() {}

  static List<Variant> variants(DataHome home) {
    FashionMnist data = FashionMnist.quick(home);
    List<Variant> variants = new ArrayList<>(search(data));
    variants.addAll(weights(data));
    variants.addAll(graph());
    return variants;
  }

  private static List<Variant> search(FashionMnist data) {
    Samples train = data.train(DataType.FLOAT);
    Samples validation = data.validation(DataType.FLOAT);
    Samples test = data.test(DataType.FLOAT);
    String budget = "3 epochs on 1,200 rows";
    return List.of(
        Faults.variant(
            "G12-learning-rate",
            "five rates that are one",
            budget,
            () ->
                Search.effect(
                    search(train, validation)
                        .grid(
                            "learning rate",
                            Setting.CHAPTER::withRate,
                            List.of(.01, .01, .01, .01, .01)))),
        Faults.variant(
            "G12-rate-again",
            "Adam keeps a rate of its own",
            budget,
            () -> {
              Search search = search(train, validation);
              Setting own = Setting.CHAPTER.withRate(1e-3);
              double best = attempt(search, own.withOptimizer(Learner.ADAM)).accuracy();
              return TuningExperiment.rateAgain(search, own, best);
            }),
        Faults.variant(
            "G12-tuned",
            "knobs that are turned to where they stood",
            budget,
            () -> {
              Search search = search(train, validation);
              Trial before = attempt(search, Setting.CHAPTER);
              Trial after = attempt(search, Setting.CHAPTER.withBatchSize(32));
              return TuningExperiment.accuracy(after, test)
                  - TuningExperiment.accuracy(before, test);
            }),
        Faults.variant(
            "G14-warning",
            "the run reads the test set before it has chosen",
            "two epochs on 1,200 rows",
            () -> {
              SealedTest sealed = new SealedTest(test);
              TuningExperiment.accuracy(
                  attempt(search(train, validation), Setting.CHAPTER), sealed.read("a look"));
              return TuningExperiment.wrongWarnings(train, validation, test, sealed);
            }),
        Faults.variant(
            "G14-optimism",
            "a choice that does not look at the part",
            budget,
            () -> {
              Search search = search(train, validation);
              search.grid("learning rate", Setting.CHAPTER::withRate, List.of(0.02, 0.05, 0.1));
              return new AcrossSeeds(Optimism.of(search.trials(), test, right -> 0)).atLeast();
            }));
  }

  private static Search search(Samples train, Samples validation) {
    return new Search(train, validation, 3, 1, NOTHING);
  }

  private static Trial attempt(Search search, Setting setting) {
    return search.attempt("as it stands", List.of(setting)).get(0);
  }

  private static List<Variant> weights(FashionMnist data) {
    double[] samples = WeightedSoftmax.sampleWeights();
    double[] classes = WeightedSoftmax.ofClasses();
    FitOptions plain = FitOptions.defaults();
    FitOptions byClass = plain.withClassWeights(WeightedSoftmax.CLASS_WEIGHTS);
    return List.of(
        Faults.variant(
            "G11-class-weight",
            "training without them",
            STEP,
            () -> WeightedSoftmax.distance(plain, classes)),
        Faults.variant(
            "G11-sample-weight",
            "one row's weight off by a thousandth of a percent",
            STEP,
            () ->
                WeightedSoftmax.distance(
                    plain.withSampleWeights(
                        Nd4j.createFromArray(samples[0], samples[1], samples[2] + 4e-5, 0.0)),
                    samples)),
        Faults.variant(
            "G11-both-multiply",
            "weights that are added",
            STEP,
            () -> {
              double[] sum = new double[samples.length];
              for (int i = 0; i < sum.length; i++) {
                sum[i] = samples[i] + classes[i];
              }
              return WeightedSoftmax.distance(
                  plain.withSampleWeights(Nd4j.createFromArray(sum)),
                  WeightedSoftmax.product(samples, classes));
            }),
        Faults.variant(
            "G11-validation-weights",
            "validation rows that all weigh 1",
            STEP,
            () ->
                WeightedSoftmax.validationDistance(
                    byClass.withValidation(WeightedSoftmax.x(), WeightedSoftmax.y()), samples)),
        Faults.variant(
            "G11-no-class-weights-in-validation",
            "class weights for validation rows too",
            STEP,
            () ->
                WeightedSoftmax.validationDistance(
                    byClass.withValidation(
                        WeightedSoftmax.x(), WeightedSoftmax.y(), Nd4j.createFromArray(classes)),
                    WeightedSoftmax.ones())),
        Faults.variant(
            "G18-rare-recall",
            "shirts that weigh no more than T-shirts",
            "3 seeds, 5 epochs on 130 rows",
            () -> {
              SkewedShirts shirts =
                  SkewedShirts.of(data.train(DataType.FLOAT), data.validation(DataType.FLOAT), 5);
              List<Double> gains = new ArrayList<>();
              for (long seed = 1; seed <= 3; seed++) {
                gains.add(
                    shirts.recall(seed, Map.of(1, 1.0), NOTHING)
                        - shirts.recall(seed, Map.of(), NOTHING));
              }
              return new AcrossSeeds(gains).atLeast();
            }));
  }

  private static List<Variant> graph() {
    return List.of(
        Faults.variant(
            "H5-sequential-refuses",
            "a description with a single path",
            "not trained",
            () ->
                WideAndDeepExperiment.accepted(
                    List.<Layer[]>of(new Layer[] {Input.of(8), new Dense(30)}))),
        Faults.variant(
            "H5-parameters",
            "one of the eight inputs left out",
            "not trained",
            () -> WideAndDeep.graph(7, 1, DataType.DOUBLE).numParams()),
        Faults.variant(
            "H5-gradient",
            "differences on other rows",
            "8 rows",
            () -> {
              WideAndDeep data = WideAndDeep.of(housing());
              ComputationGraph graph = WideAndDeep.graph(8, 1, DataType.DOUBLE);
              return WideAndDeep.gradientError(graph, data.few(0), data.few(8));
            }),
        Faults.variant(
            "H5-beats-wide",
            "trained on the next district's price",
            "2 epochs on 2,000 rows",
            () -> {
              WideAndDeep data = WideAndDeep.of(housing());
              INDArray prices = data.train().y();
              INDArray next =
                  Nd4j.concat(0, prices.get(interval(1, 2_000)), prices.getRow(0, true));
              ComputationGraph graph = WideAndDeep.graph(8, 1, DataType.FLOAT);
              new WideAndDeep(new Samples(data.train().x(), next), data.test())
                  .train(graph, 2, 1, BrokenTuning::goOn);
              return data.leastSquaresRmse() - data.testRmse(graph);
            }));
  }

  private static void goOn() {}

  private static Housing housing() {
    return Housing.load(new DataHome(), 2_000);
  }
}
