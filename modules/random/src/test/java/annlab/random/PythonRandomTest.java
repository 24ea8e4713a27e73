package annlab.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PythonRandomTest {
  private static int[] randints(long seed, int lo, int hi, int n) {
    PythonRandom r = new PythonRandom(seed);
    return IntStream.generate(() -> r.randint(lo, hi)).limit(n).toArray();
  }

  @Test
  void integersOfSeed42ArePythons() {
    JsonNode golden = Reference.read("keras_philox.json").get("python_random_42");
    assertThat(randints(42, 0, Integer.MAX_VALUE, 8))
        .isEqualTo(Reference.ints(golden.get("sequence_randint_0_2p31m1")));
    assertThat(randints(42, 1, 1_000_000_000, 8))
        .isEqualTo(Reference.ints(golden.get("sequence_randint_1_1e9")));
    assertThat(randints(42, 0, Integer.MAX_VALUE, 1))
        .isEqualTo(Reference.ints(golden.get("randint_0_2p31m1")));
    PythonRandom words = new PythonRandom(42);
    for (JsonNode word : golden.get("getrandbits32")) {
      assertThat(words.bits(32)).isEqualTo(word.longValue());
    }
  }

  @Test
  void drawsOfOtherSeedsArePythons() {
    for (JsonNode expected : Reference.read("generators.json").get("python")) {
      long seed = expected.get("seed").longValue();
      PythonRandom r = new PythonRandom(seed);
      assertThat(DoubleStream.generate(r::random).limit(5).toArray())
          .isEqualTo(Reference.doubles(expected.get("random")));
      for (JsonNode range : expected.get("randint")) {
        assertThat(randints(seed, range.get(0).intValue(), range.get(1).intValue(), 20))
            .isEqualTo(Reference.ints(range.get(2)));
      }
    }
  }

  @Test
  void anEmptyRangeIsRefused() {
    assertThatThrownBy(() -> new PythonRandom(1).randint(2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lo must not exceed hi, got lo 2, hi 1");
  }
}
