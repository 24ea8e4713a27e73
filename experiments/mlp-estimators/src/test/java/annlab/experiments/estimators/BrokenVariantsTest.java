package annlab.experiments.estimators;

import annlab.datasets.CaliforniaHousing;
import annlab.datasets.DataHome;
import annlab.datasets.Iris;
import annlab.datasets.Samples;
import annlab.datasets.Split;
import annlab.estimators.Fitted;
import annlab.estimators.FittedPipeline;
import annlab.estimators.FittedStandardScaler;
import annlab.estimators.Pipeline;
import annlab.estimators.StandardScaler;
import annlab.estimators.mlp.FittedMLPRegressor;
import annlab.estimators.mlp.MLPClassifier;
import annlab.estimators.mlp.MLPRegressor;
import annlab.estimators.mlp.OutputActivation;
import annlab.estimators.mlp.RegressionLoss;
import annlab.estimators.tribuo.LogisticRegression;
import annlab.estimators.tribuo.RandomForestRegressor;
import annlab.experiments.estimators.RegressionOutputs.Boxed;
import annlab.experiments.estimators.RegressionOutputs.OutputRange;
import annlab.experiments.estimators.RegressionOutputs.Ranged;
import annlab.lab.BrokenVariants;
import annlab.lab.RecordingContext;
import annlab.networks.layers.Activation;
import annlab.networks.losses.Loss;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Trained for as few epochs, on as few rows, as tell each variant from a right run. */
final class BrokenVariantsTest extends BrokenVariants {
  private static final int SEED = 42;
  private static final int FEW_EPOCHS = 3;
  private static final double QUARTER = 0.25;

  private Optional<Samples> housing = Optional.empty();

  @Override
  protected List<Variant> variants() {
    List<Variant> variants = new ArrayList<>(housingData());
    variants.addAll(housingNetworks());
    variants.addAll(housingOptions());
    variants.addAll(iris());
    variants.addAll(boxes());
    variants.addAll(ranges());
    variants.addAll(losses());
    variants.addAll(classifiers());
    variants.addAll(crossEntropies());
    variants.addAll(errata());
    return variants;
  }

  private Samples housing() {
    if (housing.isEmpty()) {
      housing = Optional.of(CaliforniaHousing.load(new DataHome()));
    }
    return housing.get();
  }

  private HousingParts parts() {
    return HousingParts.of(housing());
  }

  private static ScikitLearnCalifornia golden() {
    return ScikitLearnCalifornia.load();
  }

  private List<Variant> housingData() {
    return List.of(
        new Variant(
            List.of("C2-rows", "C2-first-row", "C2-statistics"),
            "the first district left out",
            () -> CaliforniaMlpRegressor.data(housing().rows(1, housing().count()), golden())),
        new Variant(
            List.of("C2-features"),
            "the price among the features",
            () -> {
              Samples all = housing();
              INDArray y = all.y().reshape(all.count(), 1).castTo(all.x().dataType());
              return CaliforniaMlpRegressor.data(
                  new Samples(Nd4j.hstack(all.x(), y), all.y()), golden());
            }),
        new Variant(
            List.of("C3-train", "C3-valid", "C3-test"),
            "fifths in place of quarters",
            () -> CaliforniaMlpRegressor.parts(HousingParts.of(housing(), 0.2, SEED), golden())),
        new Variant(
            List.of("C3-same-rows"),
            "another seed",
            () -> CaliforniaMlpRegressor.parts(HousingParts.of(housing(), QUARTER, 43), golden())),
        variant(
            "C4-scaler",
            "a scaler fitted on all rows",
            () ->
                CaliforniaMlpRegressor.scalerDifference(
                    new StandardScaler().fit(housing().x()), golden())));
  }

  private static FittedPipeline<FittedMLPRegressor> fit(MLPRegressor estimator, Samples train) {
    return Pipeline.of(new StandardScaler(), estimator).fit(train.x(), train.y());
  }

  private List<Variant> housingNetworks() {
    MLPRegressor brief = CaliforniaMlpRegressor.estimator(FEW_EPOCHS);
    return List.of(
        variant(
            "C5-scaling-matters",
            "features scaled both times, 3 epochs",
            () -> {
              HousingParts parts = parts();
              FittedStandardScaler scaler = new StandardScaler().fit(parts.train().x());
              HousingParts scaled =
                  new HousingParts(
                      new Samples(scaler.transform(parts.train().x()), parts.train().y()),
                      new Samples(scaler.transform(parts.valid().x()), parts.valid().y()),
                      parts.test(),
                      parts.hashes());
              return CaliforniaMlpRegressor.unscaledRmse(brief, scaled)
                  - CaliforniaMlpRegressor.rmse(fit(brief, parts.train()), parts.valid());
            }),
        new Variant(
            List.of("C6-epochs", "C6-loss-curve", "C7-validation-rmse", "C7-test-rmse"),
            "the weights of another seed, 3 epochs",
            () -> {
              HousingParts parts = parts();
              FittedPipeline<FittedMLPRegressor> fitted =
                  fit(brief.withRandomState(43), parts.train());
              Map<String, Double> measured =
                  new HashMap<>(CaliforniaMlpRegressor.curve(fitted.last(), golden()));
              measured.put(
                  "C7-validation-rmse", CaliforniaMlpRegressor.rmse(fitted, parts.valid()));
              measured.put("C7-test-rmse", CaliforniaMlpRegressor.rmse(fitted, parts.test()));
              return measured;
            }),
        variant(
            "C7-single-precision",
            "features as they are, 3 epochs",
            () -> {
              HousingParts parts = parts();
              Fitted unscaled =
                  CaliforniaMlpRegressor.estimator(FEW_EPOCHS)
                      .withDataType(DataType.FLOAT)
                      .fit(parts.train().x(), parts.train().y());
              return CaliforniaMlpRegressor.rmse(unscaled, parts.test());
            }),
        variant("C8-forest", "one tree", () -> forestRmse(1)),
        variant(
            "C8-comparable",
            "a network after one epoch, beside 2 trees",
            () -> {
              Fitted network = fit(CaliforniaMlpRegressor.estimator(1), parts().train());
              return Math.abs(
                  forestRmse(2) - CaliforniaMlpRegressor.rmse(network, parts().valid()));
            }));
  }

  private double forestRmse(int trees) {
    Samples train = parts().train();
    Fitted forest = new RandomForestRegressor(trees, SEED).fit(train.x(), train.y());
    return CaliforniaMlpRegressor.rmse(forest, parts().valid());
  }

  private List<Variant> housingOptions() {
    return List.of(
        variant(
            "X3-forest-regressor",
            "prices rounded to classes, 200 rows",
            () -> {
              HousingParts few = parts().withTrainingRows(200);
              Fitted forest =
                  new RandomForestRegressor(5, SEED).fit(few.train().x(), few.train().y());
              INDArray rounded = Transforms.round(few.train().y(), true);
              return CaliforniaMlpRegressor.forestCounterExamples(forest, few, rounded);
            }),
        variant(
            "C9-unbounded",
            "a ReLU on the output, 3 epochs",
            () ->
                CaliforniaMlpRegressor.bounds(
                    fit(
                        CaliforniaMlpRegressor.estimator(FEW_EPOCHS)
                            .withOutputActivation(OutputActivation.RELU),
                        parts().train()),
                    parts())),
        variant(
            "C11-outputs",
            "no activation on the output",
            () ->
                CaliforniaMlpRegressor.outOfRange(
                    parts(), activation -> OutputActivation.IDENTITY)),
        variant(
            "C11-losses",
            "no second epoch",
            () -> CaliforniaMlpRegressor.lossesThatDoNotFall(parts(), 1)));
  }

  private static List<Variant> iris() {
    RecordingContext context = RecordingContext.of(new IrisMlpClassifier().defaults());
    MLPClassifier ten = new MLPClassifier().withHiddenLayerSizes(10).withMaxIter(FEW_EPOCHS);
    List<Variant> variants = new ArrayList<>();
    for (int neurons : List.of(5, 10)) {
      variants.add(
          new Variant(
              List.of(
                  "D5-epochs-" + neurons,
                  "D5-loss-" + neurons,
                  "D5-train-" + neurons,
                  "D5-valid-" + neurons,
                  "D5-test-" + neurons),
              "an end after 3 epochs",
              () -> irisNetwork(neurons)));
    }
    variants.add(
        new Variant(
            List.of("D6-almost-linear"),
            "a network after 3 epochs",
            () ->
                IrisMlpClassifier.besideLogisticRegression(
                    context, ten, new LogisticRegression(100))));
    variants.add(
        new Variant(
            List.of("D6-logistic"),
            "a penalty ten thousand times as strong",
            () ->
                IrisMlpClassifier.besideLogisticRegression(
                    context, ten, new LogisticRegression(0.01))));
    return variants;
  }

  private static Map<String, Double> irisNetwork(int neurons) {
    Split outer = Split.of(Iris.load(), 0.1, SEED);
    Split inner = Split.of(outer.train(), 0.1, SEED);
    MLPClassifier estimator =
        new MLPClassifier()
            .withHiddenLayerSizes(neurons)
            .withRandomState(SEED)
            .withMaxIter(FEW_EPOCHS);
    Map<String, Double> measured = new LinkedHashMap<>();
    IrisMlpClassifier.measure(
        measured,
        String.valueOf(neurons),
        IrisMlpClassifier.fit(estimator, inner.train()),
        inner,
        outer);
    return measured;
  }

  private static List<Variant> boxes() {
    List<Variant> variants = new ArrayList<>();
    variants.add(
        variant(
            "C1-outputs",
            "a network for a centre, asked for a box, 1 epoch",
            () -> {
              Samples centres = BoxImages.random(new SplittableRandom(SEED), 50).targets(0, 2);
              return Boxed.miscounts(
                  RegressionOutputs.estimator(1, SEED).fit(centres.x(), centres.y()), 4);
            }));
    for (Map.Entry<String, Integer> task :
        Map.of("C1-size", 1, "C1-centre", 2, "C1-box", 4).entrySet()) {
      variants.add(
          variant(
              task.getKey(),
              "the boxes of other pictures, 200 of them, 10 epochs",
              () -> {
                SplittableRandom random = new SplittableRandom(SEED);
                INDArray boxes = BoxImages.random(random, 200).boxes();
                BoxImages mixed = new BoxImages(BoxImages.random(random, 200).x(), boxes);
                BoxImages test = BoxImages.random(random, 100);
                MLPRegressor estimator = RegressionOutputs.estimator(10, SEED);
                return Boxed.of(estimator, mixed, test, task.getValue()).measured();
              }));
    }
    return variants;
  }

  private static List<Variant> ranges() {
    Samples train = RegressionOutputs.curve(new SplittableRandom(SEED), 200);
    Samples test = RegressionOutputs.curve(new SplittableRandom(43), 200);
    OutputActivation none = OutputActivation.IDENTITY;
    return List.of(
        variant(
            "C10-never-negative",
            "no activation on the output, 200 rows, 3 epochs",
            () -> RegressionOutputs.negative(none, train, FEW_EPOCHS)),
        variant(
            "C10-range",
            "no activation on the output, 200 rows, 3 epochs",
            () -> Ranged.of(none, train, FEW_EPOCHS, OutputRange.UNIT).beyond(train)),
        variant(
            "C10-scaled-back",
            "no activation on the output, 200 rows, 3 epochs",
            () -> Ranged.of(none, train, FEW_EPOCHS, OutputRange.UNIT).beyondTargets(train)),
        variant(
            "C10-fit",
            "targets left as they are, 200 rows, 60 epochs",
            () -> {
              double least = train.y().minNumber().doubleValue();
              double most = train.y().maxNumber().doubleValue();
              OutputRange unscaled = new OutputRange(least, most);
              return Ranged.of(OutputActivation.SIGMOID, train, 60, unscaled).r2(test);
            }));
  }

  private static List<ErrorCurve> curves(Loss loss) {
    return LongStream.range(SEED, SEED + 5)
        .mapToObj(
            seed -> RegressionLosses.Task.of(seed, 400, RegressionLosses.NOISE).train(loss, 40))
        .toList();
  }

  private static List<Variant> losses() {
    Loss squared = RegressionLosses.SQUARED;
    return List.of(
        variant(
            "C12-values",
            "the squared error in Huber's place",
            () -> RegressionLosses.valueError(squared, RegressionLosses.HUBER_VALUES)),
        variant(
            "C12-gradients",
            "the squared error in Huber's place",
            () -> RegressionLosses.gradientError(squared, RegressionLosses.HUBER_SLOPES)),
        new Variant(
            List.of("C12-outliers", "C12-precise", "C12-faster"),
            "the squared error in Huber's place, 5 seeds, 40 epochs",
            () -> {
              List<ErrorCurve> absolute = curves(RegressionLosses.ABSOLUTE);
              List<ErrorCurve> huber = curves(squared);
              return Map.of(
                  "C12-outliers", ErrorCurve.ratio(huber, huber),
                  "C12-precise", ErrorCurve.precision(absolute, huber),
                  "C12-faster", ErrorCurve.speed(absolute, huber));
            }));
  }

  private static MLPClassifier classifier() {
    return ClassificationOutputs.classifier(FEW_EPOCHS, SEED);
  }

  private static List<Variant> classifiers() {
    Samples blobs = ClassificationOutputs.blobs(SEED, 200);
    INDArray three = Nd4j.createFromArray(IntStream.range(0, 200).map(row -> row % 3).toArray());
    Mails mails = Mails.random(new SplittableRandom(SEED), 400);
    INDArray spam = mails.labels().getColumn(0).reshape(400, 1);
    INDArray exclusive = Nd4j.hstack(spam, spam.rsub(1));
    return List.of(
        variant(
            "D1-one-neuron",
            "a class a column",
            () -> classifier().fit(mails.x(), exclusive).outputs()),
        variant(
            "D1-sigmoid",
            "a softmax of three classes",
            () ->
                ClassificationOutputs.sigmoidDifference(
                    classifier().fit(blobs.x(), three), blobs.x())),
        variant(
            "D1-complement",
            "two labels in place of two classes",
            () -> {
              INDArray p = classifier().fit(mails.x(), mails.labels()).predictProba(mails.x());
              return ClassificationOutputs.complementFaults(
                  p, mails.labels().getColumn(1).toIntVector());
            }),
        new Variant(
            List.of("D2-combinations", "D2-right", "D2-sums"),
            "urgent learnt as the opposite of spam, 400 mails, 30 epochs",
            () ->
                ClassificationOutputs.mailResults(
                    ClassificationOutputs.classifier(30, SEED).fit(mails.x(), exclusive),
                    Mails.random(new SplittableRandom(43), 400))),
        new Variant(
            List.of("D3-range"),
            "no activation",
            () -> ClassificationOutputs.softmax(Activation.LINEAR, SEED, 10)),
        new Variant(
            List.of("D3-sum", "D3-shift"),
            "a sigmoid for each output",
            () -> ClassificationOutputs.softmax(Activation.SIGMOID, SEED, 10)));
  }

  private static List<Variant> crossEntropies() {
    List<Variant> variants = new ArrayList<>();
    for (CrossEntropy right : CrossEntropy.values()) {
      Loss broken =
          right == CrossEntropy.SPARSE
              ? new Loss.Scaled(right.loss(), 1, 0.5)
              : Loss.meanSquaredError();
      variants.add(
          variant(
              right.claim(),
              right == CrossEntropy.SPARSE ? "half the gradient" : "the squared error",
              () -> right.error(broken, SEED, 10)));
    }
    return variants;
  }

  private static List<Variant> errata() {
    Map<RegressionLoss, ChapterErrata.Formula> squaredOnly = new HashMap<>();
    ChapterErrata.ALL_LOSSES
        .keySet()
        .forEach(loss -> squaredOnly.put(loss, (y, p) -> (y - p) * (y - p) / 2));
    return List.of(
        variant("X7-rmse", "the mean square itself", () -> ChapterErrata.rmseFaults(1)),
        variant(
            "X7-losses",
            "the squared error for each loss",
            () -> ChapterErrata.lossFaults(squaredOnly)),
        variant("X7-keras", "next to no learning rate", () -> ChapterErrata.kerasFaults(1e-6)),
        variant(
            "X8-one-hot",
            "a sound vector in the printed one's place",
            () -> ChapterErrata.oneHotFaults(ChapterErrata.RIGHT)),
        variant(
            "X8-references",
            "a figure that is there",
            () -> ChapterErrata.found(List.of("1-10"), PrintedText.load().numbers())),
        variant("X8-code", "an epoch more than asked for", () -> ChapterErrata.codeFaults(2)));
  }
}
