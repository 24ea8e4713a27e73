package annlab.experiments.deeplearning4j;

import java.util.List;
import java.util.stream.Stream;

/** All differences, the one source of the claims, of the page and of {@code docs/dl4j.md}. */
final class Differences {
  private Differences() {}

  static List<Difference> all() {
    return Stream.of(
            Trainings.all(),
            OptimizerSteps.all(),
            LayerOutputs.all(),
            InitialWeights.all(),
            LossValues.all(),
            Evaluations.all(),
            DataHandling.all(),
            ArrayOperations.all())
        .flatMap(List::stream)
        .toList();
  }
}
