package annlab.estimators;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.estimators.tribuo.FittedLogisticRegression;
import annlab.estimators.tribuo.LogisticRegression;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class PipelineTest {
  private static final JsonNode GOLDEN = Reference.read("baselines.json");

  @Test
  void scalesByTheTrainingRowsAlone() {
    INDArray petals = Reference.array(GOLDEN.get("petals"));
    INDArray species = Reference.ids(GOLDEN.get("species"));
    INDArray train = petals.get(NDArrayIndex.interval(40, 120), NDArrayIndex.all());
    INDArray y = species.get(NDArrayIndex.interval(40, 120));
    FittedPipeline<FittedLogisticRegression> fitted =
        Pipeline.of(new StandardScaler(), new LogisticRegression(1)).fit(train, y);
    FittedStandardScaler scaler = new StandardScaler().fit(train);
    assertThat(fitted.scaler().mean()).isEqualTo(scaler.mean());
    assertThat(fitted.features()).isEqualTo(2);
    FittedLogisticRegression alone = new LogisticRegression(1).fit(scaler.transform(train), y);
    assertThat(fitted.last().predictProba(fitted.transform(petals)))
        .isEqualTo(alone.predictProba(scaler.transform(petals)));
    assertThat(fitted.predict(petals)).isEqualTo(alone.predict(scaler.transform(petals)));
    assertThat(fitted.score(petals, species))
        .isEqualTo(Scores.accuracy(species, fitted.predict(petals)));
  }
}
