package annlab.experiments.keras;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.DataHome;
import annlab.experiments.keras.seeds.FashionMnistSeedsExperiment;
import annlab.lab.BrokenVariants;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must be trained on the whole data set is skipped where that is not at hand. */
final class BrokenVariantsTest extends BrokenVariants {
  private final List<Variant> variants = new ArrayList<>();

  @BeforeEach
  void breakEverything() {
    DataHome home = new DataHome();
    variants.addAll(BrokenData.variants(home));
    variants.addAll(BrokenApi.variants(home));
    variants.addAll(BrokenTraining.variants(home));
    variants.addAll(BrokenTuning.variants(home));
    variants.addAll(BrokenToday.variants(home));
  }

  @Override
  protected List<Variant> variants() {
    return variants;
  }

  @Override
  protected List<Variant> slowVariants() {
    return BrokenLongTraining.variants();
  }

  @Test
  void theRightShiftPassesAtTheBudgetAtWhichTheWrongOneFails() {
    Claim claim =
        new FashionMnistSeedsExperiment()
            .claims().stream()
                .filter(c -> c.id().equals("G9-half-epoch-shift"))
                .findFirst()
                .orElseThrow();
    double measured = BrokenTraining.shifted(HalfEpochShift.LEFT);
    assertThat(claim.judge(measured).judgement()).as("%s", measured).isEqualTo(Judgement.PASS);
  }
}
