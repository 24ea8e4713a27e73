package annlab.experiments.keras;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.DataHome;
import annlab.datasets.FashionMnistExtract;
import annlab.lab.BrokenVariants;
import annlab.lab.Claim;
import annlab.lab.Judgement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must be trained on the whole data set is skipped where that is not at hand. */
final class BrokenVariantsTest extends BrokenVariants {
  @TempDir Path folder;
  private final List<Variant> variants = new ArrayList<>();

  @BeforeEach
  void breakEverything() {
    DataHome extract = FashionMnistExtract.home(folder);
    variants.addAll(BrokenData.variants(extract));
    variants.addAll(BrokenApi.variants(extract));
    variants.addAll(BrokenTraining.variants(extract));
    variants.addAll(BrokenTuning.variants(extract));
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
