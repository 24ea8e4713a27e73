package annlab.estimators.perceptron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.datasets.PlaneSet;
import annlab.datasets.Samples;
import annlab.estimators.perceptron.PerceptronSteps.Visit;
import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Training;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class PerceptronStepsTest {
  private static final int ALL = Integer.MAX_VALUE;

  /** Weights and bias after each step of an estimator's own training. */
  private static List<List<Double>> trained(Perceptron perceptron, Samples data) {
    List<List<Double>> weights = new ArrayList<>();
    Callback note =
        new Callback() {
          @Override
          public void batchEnd(Training training, int step, double loss) {
            List<INDArray> now = training.model().weights();
            weights.add(
                List.of(now.get(0).getDouble(0), now.get(0).getDouble(1), now.get(1).getDouble(0)));
          }
        };
    perceptron.withCallbacks(note).fit(data.x(), data.y());
    return weights;
  }

  @ParameterizedTest
  @CsvSource({
    "LINEAR, 0, 1, 0.02, SCIKIT_LEARN",
    "LINEAR, 0, 2, 1, TEXTBOOK",
    "MOONS, 0.2, 7, 0.3, SCIKIT_LEARN",
    "XOR, 0.1, 3, 1, TEXTBOOK",
    "AND, 0, 1, 0.02, SCIKIT_LEARN",
    "SPIRAL, 0, 5, 100, SCIKIT_LEARN"
  })
  void everyStepHasTheBitsOfTheEstimatorsOwnTraining(
      PlaneSet set, double noise, long seed, double eta0, PerceptronRule rule) {
    Samples data = set.samples(60, noise, seed);
    Perceptron perceptron =
        new Perceptron()
            .withRule(rule)
            .withEta0(eta0)
            .withoutTol()
            .withMaxIter(12)
            .withRandomState(seed);
    PerceptronSteps steps = PerceptronSteps.of(perceptron, data.x(), data.y(), ALL);
    List<List<Double>> expected = trained(perceptron, data);
    assertThat(steps.visits()).hasSizeGreaterThanOrEqualTo(60);
    for (int i = 0; i < steps.visits().size(); i++) {
      Visit visit = steps.visits().get(i);
      assertThat(List.of(visit.weights().get(0), visit.weights().get(1), visit.bias()))
          .as("step %d", i)
          .isEqualTo(expected.get(i));
    }
    if (steps.separated()) {
      int last = steps.visits().size() - 1;
      assertThat(expected.subList(last, expected.size())).containsOnly(expected.get(last));
    } else {
      assertThat(steps.mistakes()).hasSize(12).doesNotContain(0);
    }
  }

  @Test
  void mistakesAreCountedBeyondTheVisitsThatAreKept() {
    Samples data = PlaneSet.XOR.samples(40, 0, 1);
    Perceptron perceptron = new Perceptron().withoutTol().withMaxIter(5).withRandomState(1);
    PerceptronSteps all = PerceptronSteps.of(perceptron, data.x(), data.y(), ALL);
    PerceptronSteps few = PerceptronSteps.of(perceptron, data.x(), data.y(), 50);
    assertThat(few.visits()).isEqualTo(all.visits().subList(0, 50));
    assertThat(few.mistakes()).isEqualTo(all.mistakes()).hasSize(5);
    assertThat(all.visits().stream().filter(Visit::wrong)).hasSize(all.total());
  }

  /** The nearest points of AND are (1, 1) and the middle between (0, 1) and (1, 0). */
  @Test
  void theWidestMarginOfAndIsTheOneWorkedOutByHand() {
    Samples and = PlaneSet.AND.samples(4, 0, 1);
    PerceptronSteps steps =
        PerceptronSteps.of(new Perceptron().withRandomState(0), and.x(), and.y(), ALL);
    assertThat(steps.margin().radius()).isCloseTo(Math.sqrt(3), within(1e-12));
    // w = (2, 2, -3): y w.(x, 1) is 1 for three of the points, and |w| is the root of 17
    assertThat(steps.margin().gamma()).isCloseTo(1 / Math.sqrt(17), within(1e-6));
    assertThat(steps.margin().bound()).isCloseTo(51, within(1e-3));
    assertThat(steps.total()).isBetween(1, 51);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "5", "6"})
  void separablePointsAreSeparatedWithinTheBound(long seed) {
    Samples data = PlaneSet.LINEAR.samples(200, 0, seed);
    Perceptron perceptron = new Perceptron().withMaxIter(1000).withRandomState(seed);
    PerceptronSteps steps = PerceptronSteps.of(perceptron, data.x(), data.y(), 1);
    assertThat(steps.separated()).isTrue();
    assertThat((double) steps.total()).isLessThanOrEqualTo(steps.margin().bound());
    // the strip between the halves is 0.2 wide, and no point is longer than the root of 2.57
    assertThat(steps.margin().bound()).isLessThan(300);
  }

  @Test
  void noBoundIsGivenWhereNoLineSeparates() {
    Samples data = PlaneSet.XOR.samples(40, 0, 1);
    Perceptron perceptron = new Perceptron().withMaxIter(5).withRandomState(1);
    PerceptronSteps steps = PerceptronSteps.of(perceptron, data.x(), data.y(), ALL);
    assertThat(steps.margin().gamma()).isZero();
    assertThat(steps.margin().bound()).isInfinite();
  }

  @Test
  void anEpochHasTheMistakesThatItsLossSays() {
    Samples data = PlaneSet.CIRCLES.samples(30, 0, 2);
    List<Integer> wrong = new ArrayList<>();
    Callback count =
        new Callback() {
          @Override
          public void epochEnd(Training training, Epoch epoch) {
            wrong.add((int) Math.round(epoch.logs().getOrDefault("loss", Double.NaN) * 30));
          }
        };
    Perceptron perceptron =
        new Perceptron()
            .withRule(PerceptronRule.TEXTBOOK)
            .withMaxIter(8)
            .withRandomState(4)
            .withoutTol();
    perceptron.withCallbacks(count).fit(data.x(), data.y());
    assertThat(PerceptronSteps.of(perceptron, data.x(), data.y(), 1).mistakes()).isEqualTo(wrong);
  }
}
