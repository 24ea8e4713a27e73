package annlab.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumpyRandomStateTest {
  private static final JsonNode SEED_42 =
      Reference.read("train_test_split.json").get("random_state_42");
  private static final JsonNode CASES = Reference.read("generators.json").get("numpy");

  private static NumpyRandomState fresh() {
    return new NumpyRandomState(42);
  }

  private static int[] golden(String name) {
    return Reference.ints(SEED_42.get(name));
  }

  @Test
  void permutationsOfSeed42AreNumpys() {
    for (int n : new int[] {20640, 15480}) {
      int[] permutation = fresh().permutation(n);
      assertThat(Arrays.copyOf(permutation, 20)).isEqualTo(golden("permutation_" + n + "_first20"));
      assertThat(Arrays.copyOfRange(permutation, n - 20, n))
          .isEqualTo(golden("permutation_" + n + "_last20"));
    }
    assertThat(fresh().permutation(10)).isEqualTo(golden("permutation_10"));
    int[] twenty = IntStream.range(0, 20).toArray();
    fresh().shuffle(twenty);
    assertThat(twenty).isEqualTo(golden("shuffle_arange_20"));
  }

  @Test
  void numbersOfSeed42AreNumpys() {
    NumpyRandomState r = fresh();
    assertThat(DoubleStream.generate(r::randomSample).limit(10).toArray())
        .isEqualTo(Reference.doubles(SEED_42.get("random_sample_first10")));
    assertThat(fresh().uniform(-1, 1, 10))
        .isEqualTo(Reference.doubles(SEED_42.get("uniform_minus1_1_first10")));
    assertThat(fresh().randint(0, Integer.MAX_VALUE, 10))
        .isEqualTo(golden("randint_0_2147483647_first10"))
        .isEqualTo(golden("randint_0_2147483647_first10_one_at_a_time"));
    assertThat(fresh().randint(0, 10, 20)).isEqualTo(golden("randint_0_10_first20"));
    assertThat(normals(fresh(), 10)).isEqualTo(Reference.doubles(SEED_42.get("normal_first10")));
  }

  @Test
  void theWholeRangeOfIntegersGivesTheRawWords() {
    NumpyRandomState r = fresh();
    for (JsonNode word : SEED_42.get("raw_uint32_first10")) {
      long drawn = r.randint(Integer.MIN_VALUE, Integer.MAX_VALUE);
      assertThat(drawn - Integer.MIN_VALUE).isEqualTo(word.longValue());
    }
  }

  @Test
  void drawsOfSeveralSortsInTurnAreNumpys() {
    JsonNode mixed = SEED_42.get("mixed_sequence");
    NumpyRandomState r = fresh();
    assertThat(r.uniform(-1, 1, 3)).isEqualTo(Reference.doubles(mixed.get("uniform3")));
    assertThat(r.permutation(10)).isEqualTo(Reference.ints(mixed.get("permutation10")));
    assertThat(r.randint(0, Integer.MAX_VALUE)).isEqualTo(mixed.get("randint").intValue());
    assertThat(r.uniform(-1, 1)).isEqualTo(mixed.get("uniform").doubleValue());
  }

  @Test
  void uniformsOfSixSeedsAreNumpysBitByBitAndNormalsToTheLastBitOfTheLogarithm() {
    for (JsonNode expected : CASES) {
      int seed = expected.get("seed").intValue();
      NumpyRandomState samples = new NumpyRandomState(seed);
      assertThat(
              Reference.sha256(
                  DoubleStream.generate(samples::randomSample).limit(20_000).toArray()))
          .isEqualTo(expected.get("random_sample_20000").textValue());
      assertThat(Reference.sha256(new NumpyRandomState(seed).uniform(-0.3, 0.7, 20_000)))
          .isEqualTo(expected.get("uniform_-0.3_0.7_20000").textValue());
      double[] normals = Reference.doubles(expected.get("normal_100"));
      double[] ours = normals(new NumpyRandomState(seed), normals.length);
      for (int i = 0; i < normals.length; i++) {
        assertThat(Math.abs(ours[i] - normals[i])).isLessThanOrEqualTo(2 * Math.ulp(normals[i]));
      }
      NumpyRandomState shifted = new NumpyRandomState(seed);
      assertThat(DoubleStream.generate(() -> shifted.normal(1.5, 0.25)).limit(5).toArray())
          .isEqualTo(Reference.doubles(expected.get("normal_1.5_0.25_first5")));
    }
  }

  @Test
  void integersAndPermutationsOfSixSeedsAreNumpys() {
    for (JsonNode expected : CASES) {
      int seed = expected.get("seed").intValue();
      for (JsonNode range : expected.get("randint")) {
        int[] drawn =
            new NumpyRandomState(seed)
                .randint(range.get(0).intValue(), range.get(1).intValue(), 5000);
        assertThat(Reference.sha256(drawn)).isEqualTo(range.get(2).textValue());
      }
      for (JsonNode size : expected.get("permutation")) {
        int[] drawn = new NumpyRandomState(seed).permutation(size.get(0).intValue());
        assertThat(Reference.sha256(drawn)).isEqualTo(size.get(1).textValue());
      }
    }
  }

  @Test
  void theSecondOfAPairOfNormalsWaitsWhileOtherDrawsPass() {
    for (JsonNode expected : CASES) {
      NumpyRandomState r = new NumpyRandomState(expected.get("seed").intValue());
      JsonNode mixed = expected.get("mixed");
      assertThat(r.normal(0, 1)).isEqualTo(mixed.get(0).doubleValue());
      assertThat(r.randint(0, 10)).isEqualTo(mixed.get(1).intValue());
      assertThat(r.normal(0, 1)).isEqualTo(mixed.get(2).doubleValue());
      assertThat(r.permutation(5)).isEqualTo(Reference.ints(mixed.get(3)));
      assertThat(r.normal(0, 1)).isEqualTo(mixed.get(4).doubleValue());
      assertThat(r.uniform(2, 3)).isEqualTo(mixed.get(5).doubleValue());
      assertThat(r.normal(0, 1)).isEqualTo(mixed.get(6).doubleValue());
    }
  }

  @Test
  void aNegativeSeedAndAnEmptyRangeAreRefused() {
    assertThatThrownBy(() -> new NumpyRandomState(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("seed must be in [0, 4294967295], got -1");
    for (long seed : new long[] {-42, 1L << 32, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> new NumpyRandomState(seed))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("seed must be in [0, 4294967295], got " + seed);
    }
    assertThatThrownBy(() -> fresh().randint(5, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lo must be below hi, got lo 5, hi 5");
  }

  private static double[] normals(NumpyRandomState r, int n) {
    return DoubleStream.generate(() -> r.normal(0, 1)).limit(n).toArray();
  }

  /** From 2^31 on a seed must be read as unsigned: {@code np.random.RandomState(seed)}. */
  @Test
  void largeSeedsDrawWhatNumpyDraws() {
    assertThat(new NumpyRandomState(2147483648L).permutation(12))
        .containsExactly(0, 6, 8, 7, 2, 11, 9, 5, 3, 1, 4, 10);
    assertThat(new NumpyRandomState(2147483655L).permutation(12))
        .containsExactly(6, 7, 0, 8, 11, 9, 2, 1, 10, 4, 5, 3);
    assertThat(new NumpyRandomState(3735928559L).permutation(12))
        .containsExactly(0, 4, 3, 7, 6, 5, 11, 10, 2, 9, 1, 8);
    assertThat(new NumpyRandomState(4294967295L).permutation(12))
        .containsExactly(11, 8, 5, 9, 1, 10, 6, 0, 4, 7, 2, 3);
  }
}
