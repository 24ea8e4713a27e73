package annlab.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StandardScalerTest {
  private static final JsonNode GOLDEN = Reference.read("scaler_and_scores.json").get("scaler");

  /** The constant case has 1e6 / 3 in every row; the offset case 1e8 with a deviation of 1e-2. */
  @ParameterizedTest
  @ValueSource(strings = {"usual", "constant", "offset"})
  void meansScalesAndValuesEqualScikitLearnsBitForBit(String name) {
    JsonNode golden = GOLDEN.get(name);
    INDArray x = Reference.array(golden.get("x"));
    FittedStandardScaler scaler = new StandardScaler().fit(x);
    assertThat(scaler.mean()).isEqualTo(Reference.list(golden.get("mean")));
    assertThat(scaler.variance()).isEqualTo(Reference.list(golden.get("variance")));
    assertThat(scaler.scale()).isEqualTo(Reference.list(golden.get("scale")));
    assertThat(Reference.values(scaler.transform(x)))
        .containsExactly(Reference.values(Reference.array(golden.get("transformed"))));
  }

  @Test
  void inverseTransformGivesTheInputsBack() {
    INDArray x = Nd4j.createFromArray(new double[][] {{1, 5}, {2, 5}, {4, 5}});
    FittedStandardScaler scaler = new StandardScaler().fit(x);
    assertThat(Reference.values(scaler.inverseTransform(scaler.transform(x))))
        .containsExactly(Reference.values(x), org.assertj.core.data.Offset.offset(1e-15));
  }

  @Test
  void theInputsStayAsTheyWere() {
    INDArray x = Nd4j.createFromArray(new double[][] {{1, 5}, {2, 7}});
    double[] before = Reference.values(x);
    new StandardScaler().fit(x).transform(x);
    assertThat(Reference.values(x)).containsExactly(before);
  }

  @Test
  void floatInputsGiveFloatsScaledInDouble() {
    INDArray x = Nd4j.createFromArray(new float[][] {{1, 5}, {2, 7}});
    INDArray scaled = new StandardScaler().fit(x).transform(x);
    assertThat(scaled.dataType()).isEqualTo(DataType.FLOAT);
    assertThat(Reference.values(scaled)).containsExactly(-1, -1, 1, 1);
  }

  @Test
  void anotherNumberOfFeaturesIsRefused() {
    FittedStandardScaler scaler =
        new StandardScaler().fit(Nd4j.createFromArray(new double[][] {{1, 5}, {2, 7}}));
    INDArray narrow = Nd4j.createFromArray(new double[][] {{1}});
    assertThatThrownBy(() -> scaler.transform(narrow))
        .hasMessage("x has 1 features, but StandardScaler is expecting 2 features as input");
  }
}
