package annlab.experiments.neurons;

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
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class NeuronExperimentsTest {
  static List<Experiment> experiments() {
    return ServiceLoader.load(Experiment.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  @Test
  void bothExperimentsAreFoundByTheServiceLoader() {
    assertThat(experiments())
        .extracting(Experiment::id)
        .containsExactlyInAnyOrder("mcculloch-pitts", "threshold-logic-unit");
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void everyClaimIsMeasuredAndHolds(Experiment experiment) {
    Recording context = new Recording(experiment.defaults());
    Outcome outcome = experiment.run(context);
    assertThat(outcome.measurements().keySet())
        .containsExactlyInAnyOrderElementsOf(experiment.claims().stream().map(Claim::id).toList());
    for (Claim claim : experiment.claims()) {
      assertThat(claim.judge(outcome.measurements().get(claim.id())).judgement())
          .as(claim.id())
          .isIn(Judgement.PASS, Judgement.SHOWN);
    }
    assertThat(context.artifacts.keySet()).anyMatch(name -> name.endsWith(".svg"));
  }

  @Test
  void aWeakInputIsEnoughAfterEightPairings() {
    ThresholdLogicUnits experiment = new ThresholdLogicUnits();
    Recording context = new Recording(experiment.quick());
    assertThat(experiment.run(context).measurements()).containsEntry("A8-conditioning", 8.0);
    assertThat(context.artifacts.get("hebb.csv").lines())
        .hasSize(10)
        .endsWith("8,2.000,1.000,true");
  }

  private static final class Recording implements RunContext {
    private final Parameters parameters;
    private final Map<String, String> artifacts = new HashMap<>();

    Recording(Parameters parameters) {
      this.parameters = parameters;
    }

    @Override
    public Parameters parameters() {
      return parameters;
    }

    @Override
    public boolean quick() {
      return true;
    }

    @Override
    public DataHome data() {
      throw new AssertionError("these experiments need no data");
    }

    @Override
    public Callback recorder() {
      return new Callback() {};
    }

    @Override
    public void artifact(String name, byte[] content) {
      artifacts.put(name, new String(content, StandardCharsets.UTF_8));
    }

    @Override
    public void figure(Figure figure) {
      artifacts.put(figure.name() + ".svg", figure.svg());
    }

    @Override
    public void stopIfAsked() {}
  }
}
