package annlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds a module's claims to this: when something that a claim rests on is broken, its own target
 * says so. A target that a broken run meets proves nothing.
 *
 * <p>The module's test extends this class and lists its variants. Each is computed or trained as
 * the experiment does it, on the smallest budget that tells it from a right one.
 */
public abstract class BrokenVariants {
  /**
   * An experiment with one thing broken.
   *
   * @param claims the claims that must fail, by id
   * @param broken what is broken, and on what budget it is measured
   * @param measured the number of each of these claims; others may come along
   */
  public record Variant(
      List<String> claims, String broken, Supplier<Map<String, Double>> measured) {
    public Variant {
      claims = List.copyOf(claims);
    }
  }

  /**
   * A variant that breaks one claim.
   *
   * @param claim the claim's id
   * @param broken what is broken, and on what budget it is measured
   * @param measured the number that the broken variant gives
   * @return the variant
   */
  protected static Variant variant(String claim, String broken, DoubleSupplier measured) {
    return new Variant(List.of(claim), broken, () -> Map.of(claim, measured.getAsDouble()));
  }

  /**
   * Variants that take less than ten seconds each.
   *
   * @return in the order of the claims
   */
  protected abstract List<Variant> variants();

  /**
   * Variants that take longer.
   *
   * @return in the order of the claims
   */
  protected List<Variant> slowVariants() {
    return List.of();
  }

  @TestFactory
  final Stream<DynamicTest> everyBrokenVariantFails() {
    return tests(variants());
  }

  @Tag("slow")
  @TestFactory
  final Stream<DynamicTest> everySlowBrokenVariantFails() {
    return tests(slowVariants());
  }

  @Test
  final void everyJudgedClaimHasABrokenVariant() {
    Set<String> covered = new HashSet<>();
    Stream.concat(variants().stream(), slowVariants().stream())
        .forEach(variant -> covered.addAll(variant.claims()));
    List<String> judged =
        claims().stream()
            .filter(claim -> claim.kind() != Claim.Kind.EXHIBIT)
            .map(Claim::id)
            .toList();
    assertThat(covered).containsExactlyInAnyOrderElementsOf(judged);
  }

  private static Stream<DynamicTest> tests(List<Variant> variants) {
    return variants.stream()
        .map(
            variant ->
                DynamicTest.dynamicTest(
                    String.join(", ", variant.claims()) + ": " + variant.broken(),
                    () -> assertFails(variant)));
  }

  private static void assertFails(Variant variant) {
    Map<String, Double> measured = variant.measured().get();
    assertThat(measured).containsKeys(variant.claims().toArray(String[]::new));
    for (String id : variant.claims()) {
      double number = measured.getOrDefault(id, Double.NaN);
      Claim claim = claims().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
      // what is not a number fails any target, and would hide a variant that measures nothing
      assertThat(number).as(id).isFinite();
      assertThat(claim.judge(number).judgement())
          .as("%s measured %s with %s", id, number, variant.broken())
          .isEqualTo(Judgement.FAIL);
    }
  }

  /** The claims of all experiments on the class path: those of the module under test. */
  private static List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    ServiceLoader.load(Experiment.class).forEach(experiment -> claims.addAll(experiment.claims()));
    return claims;
  }
}
