package annlab.web;

import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.claims.Change;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Target;
import annlab.networks.Epoch;
import annlab.networks.Model;
import annlab.networks.Training;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An experiment that trains nothing: its epochs take a tenth of a second each. Seed {@value
 * #BROKEN_SEED} makes it fail.
 */
public final class FakeExperiment implements Experiment {
  static final String ID = "fake";
  static final long BROKEN_SEED = 13;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String section() {
    return "9.9.9";
  }

  @Override
  public String title() {
    return "A fake experiment";
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "Z1-loss",
            "9.9.9",
            Claim.Kind.CLAIM,
            "The loss of the last epoch is a hundredth.",
            new Target.Within(0.01, 0.5, "made up for the tests")));
  }

  @Override
  public List<Change> changes() {
    return List.of(
        new Change(
            "`old()`", "`TypeError`", "Fake 2.0", Optional.of("`young()`"), List.of("Z1-loss")),
        new Change("`ancient()`", "a warning", "Fake 3.0", Optional.empty(), List.of()));
  }

  @Override
  public Parameters defaults() {
    return Parameters.of(42, 40);
  }

  @Override
  public Parameters quick() {
    return Parameters.of(42, 3).withRows(100);
  }

  @Override
  public Outcome run(RunContext context) {
    if (context.parameters().seed() == BROKEN_SEED) {
      throw new IllegalStateException("seed 13 breaks this experiment, as it should");
    }
    context.artifact("notes.txt", "hello".getBytes(StandardCharsets.UTF_8));
    double loss = 1;
    for (int i = 0; i < context.parameters().epochs(); i++) {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
      loss = 1.0 / (i + 1);
      context.recorder().epochEnd(new NoTraining(), epoch(i));
      context.stopIfAsked();
    }
    return new Outcome(Map.of("loss", loss), Map.of("Z1-loss", loss));
  }

  static Epoch epoch(int number) {
    Map<String, Double> logs = new LinkedHashMap<>();
    logs.put("loss", 1.0 / (number + 1));
    logs.put("val_loss", 1.5 / (number + 1));
    return new Epoch(number, logs, 10, Duration.ofMillis(100));
  }

  private static final class NoTraining implements Training {
    @Override
    public Model model() {
      throw new UnsupportedOperationException("nothing is trained here");
    }

    @Override
    public int epochs() {
      return 1;
    }

    @Override
    public int stepsPerEpoch() {
      return 10;
    }

    @Override
    public Map<String, Double> logs() {
      return Map.of();
    }

    @Override
    public void stopNow() {}

    @Override
    public void stopAfterEpoch() {}
  }
}
