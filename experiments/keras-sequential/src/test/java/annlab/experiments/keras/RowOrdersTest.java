package annlab.experiments.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.datasets.DataHome;
import annlab.datasets.FashionMnist;
import annlab.experiments.keras.today.RowOrderTodayExperiment;
import annlab.experiments.keras.today.RowOrderTodayExperiment.Stored;
import annlab.experiments.keras.today.RowOrderTodayExperiment.Trained;
import annlab.networks.Callback;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stored curves of trainings with one order of the rows and with new ones. */
class RowOrdersTest {
  private static final int EPOCHS = 30;

  static Stream<Stored> stored() {
    return Stored.seeds().stream()
        .flatMap(seed -> Stream.of(new Stored(seed, "one_order"), new Stored(seed, "new_orders")));
  }

  /** Minutes: eight trainings of 30 epochs on 55,000 rows. The same bits on every processor. */
  @Tag("slow")
  @ParameterizedTest
  @MethodSource("stored")
  void storedCurvesAreThoseOfATraining(Stored stored) {
    long seed = stored.seed();
    Trained trained =
        RowOrderTodayExperiment.train(
            FashionMnist.load(new DataHome()),
            0,
            seed,
            stored.orders().equals("one_order")
                ? RowOrderTodayExperiment.one(seed)
                : RowOrderTodayExperiment.anew(seed),
            EPOCHS,
            new Callback() {});
    assertThat(trained.history().series("val_loss")).isEqualTo(stored.valLosses());
    assertThat(trained.testAccuracy()).isEqualTo(stored.testAccuracy());
  }

  @Test
  void theyAreThirtyEpochsOfFourSeedsAndBeginAlike() {
    assertThat(stored()).hasSize(8);
    for (long seed : Stored.seeds()) {
      Stored one = new Stored(seed, "one_order");
      Stored anew = new Stored(seed, "new_orders");
      assertThat(one.valLosses()).hasSize(EPOCHS);
      // Keras 2's first order is Keras 3's only one
      assertThat(anew.valLosses().get(0)).isEqualTo(one.valLosses().get(0));
      assertThat(anew.valLosses().subList(1, EPOCHS))
          .doesNotContainAnyElementsOf(one.valLosses().subList(1, EPOCHS));
    }
  }

  /** Seed 42 against Keras 3.15.1: rounding, amplified over 51,570 steps. */
  @Test
  void theOneOrderOfSeed42EndsWhereKerasDoes() {
    Stored one = new Stored(42, "one_order");
    assertThat(one.testAccuracy())
        .isEqualTo(Reference.today().numbers("/fashion/test").get(1), within(0.006));
  }
}
