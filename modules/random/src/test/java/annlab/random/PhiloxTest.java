package annlab.random;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PhiloxTest {
  private static final int INPUTS = 784;
  private static final int UNITS = 300;

  /** The golden sums were added in another order. */
  private static final Offset<Double> SUMMATION = Offset.offset(1e-9);

  private static final JsonNode CASES = Reference.read("keras_philox.json").get("cases");

  @Test
  void theFirstKernelOfTheNotebookIsKeras2sBitByBit() {
    JsonNode golden = CASES.get("notebook_keras2_set_seed_42");
    matches(golden, Philox.stateful(42, golden.get("seed2").longValue()));
    matches(golden, new KerasRandom(42).nextInitializer());
  }

  @Test
  void thePrintedKernelOfTheChapterIsKeras3sBitByBit() {
    matches(CASES.get("chapter_printed_kernel"), Philox.stateless(980493522, 0));
  }

  @Test
  void wordsDoNotDependOnWhereReadingStarts() {
    Philox philox = Philox.stateful(42, 7);
    int[] all = philox.words(0, 103);
    assertThat(philox.words(5, 17)).isEqualTo(Arrays.copyOfRange(all, 20, 37));
    assertThat(philox.words(0, 2)).isEqualTo(Arrays.copyOf(all, 2));
    assertThat(philox.words(0, 0)).isEmpty();
  }

  @Test
  void uniformsLieInTheirRangeAndAllOfItIsUsed() {
    float[] u = Philox.stateless(3, 0).uniform(100_000, -2f, 6f);
    double mean = IntStream.range(0, u.length).mapToDouble(i -> u[i]).average().orElseThrow();
    float[] sorted = u.clone();
    Arrays.sort(sorted);
    assertThat(sorted[0]).isBetween(-2f, -1.99f);
    assertThat(sorted[u.length - 1]).isBetween(5.99f, 6f);
    // five standard errors of the mean of 100,000 uniforms over a range of 8
    assertThat(mean).isCloseTo(2, Offset.offset(5 * 8 / Math.sqrt(12 * 100_000.0)));
  }

  private static void matches(JsonNode golden, Philox philox) {
    long[] words = Arrays.stream(philox.words(0, 8)).mapToLong(Integer::toUnsignedLong).toArray();
    for (int i = 0; i < 8; i++) {
      assertThat(words[i]).isEqualTo(golden.get("first_words").get(i).longValue());
    }
    same(philox.uniform(8), golden.get("first_uniform"));
    float[] kernel = philox.glorotUniform(INPUTS, UNITS);
    same(Arrays.copyOf(kernel, 3), golden.get("kernel_row0_first3"));
    same(Arrays.copyOfRange(kernel, UNITS - 3, UNITS), golden.get("kernel_row0_last3"));
    same(Arrays.copyOfRange(kernel, UNITS, UNITS + 3), golden.get("kernel_row1_first3"));
    same(
        Arrays.copyOfRange(kernel, kernel.length - 3, kernel.length),
        golden.get("kernel_last_row_last3"));
    double sum = 0;
    double squares = 0;
    for (float w : kernel) {
      sum += w;
      squares += (double) w * w;
    }
    assertThat(sum).isCloseTo(golden.get("kernel_sum").doubleValue(), SUMMATION);
    assertThat(squares).isCloseTo(golden.get("kernel_sum_sq").doubleValue(), SUMMATION);
  }

  private static void same(float[] actual, JsonNode golden) {
    double[] widened = IntStream.range(0, actual.length).mapToDouble(i -> actual[i]).toArray();
    assertThat(widened).isEqualTo(Reference.doubles(golden));
  }
}
