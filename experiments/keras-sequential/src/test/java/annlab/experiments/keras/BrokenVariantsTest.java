package annlab.experiments.keras;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.DataHome;
import annlab.datasets.FashionMnistExtract;
import annlab.lab.Claim;
import annlab.lab.Experiment;
import annlab.lab.Judgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No claim's target is so wide that something wrong would pass it: each has a broken variant. */
@TestInstance(Lifecycle.PER_CLASS)
class BrokenVariantsTest {
  private Path folder = Path.of("");
  private final List<BrokenVariant> quick = new ArrayList<>();
  private final List<BrokenVariant> slow = BrokenLongTraining.variants();

  @BeforeAll
  void breakEverything() throws IOException {
    folder = Files.createTempDirectory("annlab-broken");
    DataHome extract = FashionMnistExtract.home(folder);
    quick.addAll(BrokenData.variants(extract));
    quick.addAll(BrokenApi.variants(extract));
    quick.addAll(BrokenTraining.variants(extract));
  }

  @AfterAll
  void tidyUp() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("quick")
  void isRefused(BrokenVariant variant) throws Exception {
    refused(variant);
  }

  @ParameterizedTest
  @MethodSource("slow")
  @Tag("slow")
  void isRefusedAfterThirtyEpochs(BrokenVariant variant) throws Exception {
    refused(variant);
  }

  @Test
  void theRightShiftPassesAtTheBudgetAtWhichTheWrongOneIsRefused() {
    Claim claim = judged().get("G9-half-epoch-shift");
    assertThat(claim).isNotNull();
    double measured = BrokenTraining.shifted(HalfEpochShift.LEFT);
    assertThat(claim.judge(measured).judgement()).as("%s", measured).isEqualTo(Judgement.PASS);
  }

  @Test
  void everyJudgedClaimHasAVariant() {
    TreeSet<String> broken = new TreeSet<>();
    quick.forEach(variant -> broken.add(variant.claim()));
    slow.forEach(variant -> broken.add(variant.claim()));
    assertThat(broken).containsExactlyElementsOf(new TreeSet<>(judged().keySet()));
  }

  private static void refused(BrokenVariant variant) throws Exception {
    Claim claim = judged().get(variant.claim());
    assertThat(claim).as(variant.claim()).isNotNull();
    double measured = variant.measured().call().doubleValue();
    // a line for the test's report: the number beside the target that refuses it
    System.err.println(variant + " measured " + measured + ", target " + claim.target());
    assertThat(claim.judge(measured).judgement())
        .as("%s, measured %s, target %s", variant, measured, claim.target())
        .isEqualTo(Judgement.FAIL);
  }

  /** Every claim of this module that is not an exhibit, by its id. */
  private static Map<String, Claim> judged() {
    return ServiceLoader.load(Experiment.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(
            experiment ->
                experiment
                    .getClass()
                    .getPackageName()
                    .startsWith(BrokenVariantsTest.class.getPackageName()))
        .flatMap(experiment -> experiment.claims().stream())
        .filter(claim -> claim.kind() != Claim.Kind.EXHIBIT)
        .collect(Collectors.toMap(Claim::id, Function.identity()));
  }

  List<BrokenVariant> quick() {
    return quick;
  }

  List<BrokenVariant> slow() {
    return slow;
  }
}
