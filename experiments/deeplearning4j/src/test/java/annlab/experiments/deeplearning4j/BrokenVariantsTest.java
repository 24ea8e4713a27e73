package annlab.experiments.deeplearning4j;

import annlab.lab.BrokenVariants;
import java.util.List;
import java.util.stream.Stream;

/**
 * A DL4J that had been mended fails the claim that it differs, and a program without the remedy
 * fails the claim that it gives the other library's number.
 */
final class BrokenVariantsTest extends BrokenVariants {
  @Override
  protected List<Variant> variants() {
    return Differences.all().stream()
        .flatMap(
            difference ->
                Stream.of(
                    variant(
                        difference.claimId(),
                        "the remedy in place of plain DL4J",
                        difference.remedy().measure()),
                    variant(
                        difference.remedyId(),
                        "plain DL4J in place of the remedy",
                        difference.plain().measure())))
        .toList();
  }
}
