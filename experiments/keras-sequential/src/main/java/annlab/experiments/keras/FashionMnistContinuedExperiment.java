package annlab.experiments.keras;

import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.lab.Claim;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.Sgd;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/** The chapter's image classifier trained on: fit is called a second time for as many epochs. */
public final class FashionMnistContinuedExperiment implements Experiment {
  private static final long SEED = 42;
  private static final int EPOCHS = 60;
  private static final int FEW_ROWS = 640;

  /** For the services' loader. */
  public FashionMnistContinuedExperiment() {}

  @Override
  public String id() {
    return "fashion-mnist-continued";
  }

  @Override
  public String section() {
    return "1.3.2";
  }

  @Override
  public String title() {
    return "Fashion MNIST, trained on for 30 epochs more";
  }

  @Override
  public List<Claim> claims() {
    return SeedsClaims.continued();
  }

  @Override
  public Parameters defaults() {
    return new Parameters(
        SEED, EPOCHS, 0, Map.of("learning_rate", Double.toString(Sgd.LEARNING_RATE)));
  }

  @Override
  public Parameters quick() {
    return defaults().withEpochs(6).withRows(1_200);
  }

  @Override
  public Outcome run(RunContext context) {
    Parameters parameters = context.parameters();
    FashionMnist data =
        context.quick() ? FashionMnist.quick(context.data()) : FashionMnist.load(context.data());
    Samples train = FashionMnistExperiment.first(data.train(DataType.FLOAT), parameters.rows());
    Samples validation = data.validation(DataType.FLOAT);
    FitOptions options =
        FitOptions.defaults()
            .withValidation(validation.x(), validation.y())
            .withCallbacks(context.recorder());

    Model model = FashionMnistExperiment.model(parameters.seed());
    int half = parameters.epochs() / 2;
    model.fit(train.x(), train.y(), options.withEpochs(half));
    context.stopIfAsked();
    History more =
        model.fit(
            train.x(), train.y(), options.withInitialEpoch(half).withEpochs(parameters.epochs()));
    context.stopIfAsked();

    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("G10-best-validation-accuracy", Collections.max(more.series("val_accuracy")));
    numbers.put("G10-training-accuracy", (double) fallingThirds(more.series("accuracy")));
    numbers.put("G10-steps", (double) model.iterations());
    numbers.put(
        "G10-same-bits", (double) differentWeights(train.rows(0, FEW_ROWS), parameters.seed()));
    return new Outcome(
        Map.of(
            "accuracy", TrainingChecks.last(more, "accuracy"),
            "val_accuracy", TrainingChecks.last(more, "val_accuracy"),
            "best_val_accuracy", Collections.max(more.series("val_accuracy"))),
        numbers);
  }

  /** Thirds whose mean is not above that of the third before. */
  private static int fallingThirds(List<Double> values) {
    int third = values.size() / 3;
    int falling = 0;
    for (int i = 1; i < 3; i++) {
      falling += mean(values, i, third) > mean(values, i - 1, third) ? 0 : 1;
    }
    return falling;
  }

  private static double mean(List<Double> values, int number, int third) {
    return values.subList(number * third, (number + 1) * third).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }

  /** Weights in which one epoch and then another differ from two epochs at once. */
  private static int differentWeights(Samples few, long seed) {
    Model twice = FashionMnistExperiment.model(seed);
    twice.fit(few.x(), few.y());
    twice.fit(few.x(), few.y(), FitOptions.defaults().withInitialEpoch(1).withEpochs(2));
    Model once = FashionMnistExperiment.model(seed);
    once.fit(few.x(), few.y(), FitOptions.defaults().withEpochs(2));
    float[] one = once.parameters().toFloatVector();
    float[] two = twice.parameters().toFloatVector();
    int different = Math.abs(one.length - two.length);
    for (int i = 0; i < Math.min(one.length, two.length); i++) {
      different += Float.floatToIntBits(one[i]) == Float.floatToIntBits(two[i]) ? 0 : 1;
    }
    return different;
  }
}
