package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Parameters that the dense step keeps are in the network whenever somebody looks. */
class LookWhileTrainingTest {
  private static final List<Optimizer> OPTIMIZERS = List.of(new Sgd(0.1), new Adam(0.01));

  private static Model train(Optimizer optimizer, Consumer<Training> afterEachBatch) {
    Nd4j.getRandom().setSeed(3);
    INDArray x = Nd4j.rand(DataType.FLOAT, 40, 7);
    INDArray y = x.sum(1).reshape(40, 1);
    Model model =
        Sequential.of(Input.of(7), new Dense(9, Activation.RELU), new Dense(1))
            .seed(1)
            .compile(Loss.meanSquaredError(), optimizer);
    Callback look =
        new Callback() {
          @Override
          public void batchEnd(Training training, int batch, double loss) {
            afterEachBatch.accept(training);
          }
        };
    model.fit(x, y, FitOptions.defaults().withBatchSize(10).withEpochs(2).withCallbacks(look));
    return model;
  }

  @Test
  void whoLooksAfterEachBatchSeesEachStepAndChangesNothing() {
    for (Optimizer optimizer : OPTIMIZERS) {
      List<INDArray> seen = new ArrayList<>();
      Model looked = train(optimizer, training -> seen.add(training.model().parameters()));
      assertThat(seen).hasSize(8).doesNotHaveDuplicates();
      assertThat(seen.get(7)).isEqualTo(looked.parameters());
      assertThat(looked.parameters()).isEqualTo(train(optimizer, training -> {}).parameters());
    }
  }

  @Test
  void theNextStepStartsFromWhatACallbackSets() {
    for (Optimizer optimizer : OPTIMIZERS) {
      Model model =
          train(
              optimizer,
              training -> training.model().setParameters(training.model().parameters().mul(0)));
      assertThat(model.parameters().normmaxNumber().doubleValue()).isZero();
    }
    List<INDArray> seen = new ArrayList<>();
    train(
        new Sgd(0.1),
        training -> {
          Model here = training.model();
          seen.add(here.parameters());
          here.setParameters(here.parameters().mul(0));
        });
    // from zeros plain descent moves the last bias alone
    assertThat(seen.get(3).neq(0).castTo(DataType.INT32).sumNumber().intValue()).isEqualTo(1);
  }

  @Test
  void aTrainingThatFailsLeavesItsLastStepInTheNetwork() {
    List<INDArray> seen = new ArrayList<>();
    List<Model> models = new ArrayList<>();
    try {
      train(
          new Sgd(0.1),
          training -> {
            models.add(training.model());
            if (models.size() == 3) {
              throw new IllegalStateException("enough");
            }
          });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("enough");
    }
    train(new Sgd(0.1), training -> seen.add(training.model().parameters()));
    assertThat(models).hasSize(3);
    assertThat(models.get(0).parameters()).isEqualTo(seen.get(2));
  }
}
