package annlab.experiments.perceptron;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.DataHome;
import annlab.lab.Claim;
import annlab.lab.Experiment;
import annlab.lab.Figure;
import annlab.lab.Judgement;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class IrisPerceptronTest {
  private final IrisPerceptron experiment = new IrisPerceptron();

  @Test
  void theServiceLoaderFindsIt() {
    assertThat(ServiceLoader.load(Experiment.class))
        .extracting(Experiment::id)
        .contains("iris-perceptron");
  }

  @Test
  void everyClaimIsMeasuredAndHolds() {
    Recording context = new Recording(experiment.defaults());
    Outcome outcome = experiment.run(context);
    assertThat(outcome.measurements().keySet())
        .containsExactlyInAnyOrderElementsOf(experiment.claims().stream().map(Claim::id).toList());
    for (Claim claim : experiment.claims()) {
      assertThat(claim.judge(outcome.measurements().get(claim.id())).judgement())
          .as(claim.id())
          .isIn(Judgement.PASS, Judgement.SHOWN);
    }
    // all features: the two rules do part
    assertThat(outcome.measurements().get("A5-other-rule")).isGreaterThan(0);
    assertThat(context.epochs).hasSize(7);
    assertThat(context.figures)
        .extracting(Figure::name)
        .containsExactly("iris-perceptron-boundary");
  }

  @Test
  void aWrongNumberIsCounted() {
    ScikitLearnPerceptrons right = ScikitLearnPerceptrons.ONE_HOT;
    assertThat(right.weights()).hasSize(6);
    Outcome quick = experiment.run(new Recording(experiment.quick()));
    // two epochs are too few for three species, so most numbers differ
    assertThat(quick.measurements().get("A6-multiclass")).isGreaterThan(4);
    assertThat(quick.measurements().get("A5-epochs")).isEqualTo(2);
  }

  private static final class Recording implements RunContext {
    private final Parameters parameters;
    private final List<Epoch> epochs = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    Recording(Parameters parameters) {
      this.parameters = parameters;
    }

    @Override
    public Parameters parameters() {
      return parameters;
    }

    @Override
    public boolean quick() {
      return false;
    }

    @Override
    public DataHome data() {
      throw new AssertionError("iris comes with the program");
    }

    @Override
    public Callback recorder() {
      return new Callback() {
        @Override
        public void epochEnd(Training training, Epoch epoch) {
          epochs.add(epoch);
        }
      };
    }

    @Override
    public void artifact(String name, byte[] content) {}

    @Override
    public void figure(Figure figure) {
      figures.add(figure);
    }

    @Override
    public void stopIfAsked() {}
  }
}
