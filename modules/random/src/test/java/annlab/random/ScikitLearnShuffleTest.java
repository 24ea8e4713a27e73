package annlab.random;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScikitLearnShuffleTest {
  @Test
  void ordersOfThreeEpochsAreScikitLearns() {
    for (JsonNode expected : Reference.read("generators.json").get("scikit_learn_shuffle")) {
      int[] rows = IntStream.range(0, expected.get("n").intValue()).toArray();
      for (JsonNode epoch : expected.get("epochs")) {
        ScikitLearnShuffle.shuffle(rows, expected.get("seed").intValue());
        assertThat(rows).isEqualTo(Reference.ints(epoch));
      }
    }
  }
}
