package annlab.random;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KerasRandomTest {
  private static final JsonNode GOLDEN = Reference.read("keras_seed42_orders.json");

  @Test
  void rowOrdersOfThreeEpochsAreKeras2s() {
    Iterator<Map.Entry<String, JsonNode>> sizes = GOLDEN.get("orders").properties().iterator();
    int compared = 0;
    while (sizes.hasNext()) {
      Map.Entry<String, JsonNode> size = sizes.next();
      int rows = Integer.parseInt(size.getKey());
      for (int epoch = 0; epoch < size.getValue().size(); epoch++) {
        int[] order = new KerasRandom(42).order(epoch, rows);
        assertThat(Arrays.copyOf(order, 20)).isEqualTo(Reference.ints(size.getValue().get(epoch)));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(6);
  }

  @Test
  void everyOrderIsAPermutation() {
    for (int rows : new int[] {0, 1, 2, 3, 5, 1719}) {
      assertThat(IntStream.of(new KerasRandom(7).order(2, rows)).sorted().toArray())
          .isEqualTo(IntStream.range(0, rows).toArray());
    }
  }

  @Test
  void eachKernelHasTheNextSeedOfPythonsGenerator() {
    KerasRandom keras = new KerasRandom(42);
    for (JsonNode seed2 : GOLDEN.get("seed2_first8")) {
      assertThat(keras.nextInitializer().words(0, 9))
          .isEqualTo(Philox.stateful(42, seed2.longValue()).words(0, 9));
    }
  }

  /** Zero, negative seeds and those from 2^31 - 1 on, which TensorFlow takes modulo 2^31 - 1. */
  @Test
  void everySeedDrawsWhatTensorFlowDraws() {
    for (JsonNode given : Reference.read("tensorflow_seeds.json").get("cases")) {
      KerasRandom keras = new KerasRandom(given.get("seed").longValue());
      for (JsonNode expected : given.get("uniform")) {
        float[] drawn = keras.nextInitializer().uniform(expected.size());
        for (int i = 0; i < drawn.length; i++) {
          assertThat(drawn[i]).as("%s", given.get("seed")).isEqualTo(expected.get(i).floatValue());
        }
      }
    }
  }
}
