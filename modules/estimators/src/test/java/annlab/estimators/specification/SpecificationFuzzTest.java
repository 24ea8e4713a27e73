package annlab.estimators.specification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.DataUnavailableException;
import annlab.datasets.Fuzz;
import annlab.datasets.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecificationFuzzTest {
  private static final List<Class<? extends Exception>> CLEAR =
      List.of(IllegalArgumentException.class, DataUnavailableException.class);

  private static final List<byte[]> SPECIFICATIONS =
      List.of(
          ("{\"data\": \"california-housing\", \"split\": {\"test_size\": 0.25, \"random_state\":"
                  + " 7}, \"scale\": true, \"estimator\": \"MLPRegressor\", \"parameters\":"
                  + " {\"hidden_layer_sizes\": [30, 20], \"max_iter\": 5, \"alpha\": 1e-4}}")
              .getBytes(UTF_8),
          ("{\"data\": {\"csv\": \"a.csv\", \"target\": \"y\", \"columns\": [0, \"b\"], \"rows\":"
                  + " 9}, \"estimator\": \"SGDClassifier\", \"parameters\": {\"eta0\": 1,"
                  + " \"learning_rate\": \"constant\", \"shuffle\": false, \"random_state\": 42}}")
              .getBytes(UTF_8),
          ("{\"data\": \"iris\", \"sequential\": [{\"Dense\": {\"units\": 5, \"activation\":"
                  + " \"relu\"}}, {\"Dropout\": {\"rate\": 0.2}}, {\"Dense\": {\"units\": 3,"
                  + " \"activation\": \"softmax\"}}], \"compile\": {\"loss\":"
                  + " \"sparse_categorical_crossentropy\", \"optimizer\": {\"Adam\":"
                  + " {\"learning_rate\": 0.01}}, \"metrics\": [\"accuracy\"]}, \"fit\": {\"epochs\":"
                  + " 2, \"batch_size\": 8, \"class_weight\": {\"0\": 1, \"1\": 2, \"2\": 0.5}}}")
              .getBytes(UTF_8));

  private static final byte[] TABLE =
      "a,b,\"the y\"\n1,2.5,-3\n4e-1,\"5\",6\n-7,NaN,8\n0.1,.2,3\n9,10,11\n".getBytes(UTF_8);

  @TempDir Path folder;

  private void specifications(int count) {
    Fuzz.Tally tally =
        Fuzz.run(
            31,
            count,
            SPECIFICATIONS,
            CLEAR,
            bytes -> FitSpec.parse(new String(bytes, UTF_8), folder));
    assertThat(tally.refused()).isPositive();
    assertThat(tally.read()).isPositive();
  }

  @Test
  void damagedSpecificationsAreRefusedOrUnderstood() {
    specifications(Fuzz.FEW);
  }

  @Test
  @Tag("slow")
  void damagedSpecificationsAreRefusedOrUnderstoodAHundredThousandTimes() {
    specifications(Fuzz.MANY);
  }

  private void tables(int count) throws IOException {
    Path file = folder.resolve("table.csv");
    Fuzz.Tally tally =
        Fuzz.run(
            32,
            count,
            List.of(TABLE),
            CLEAR,
            bytes -> {
              Fuzz.write(file, bytes);
              for (boolean classifies : new boolean[] {false, true}) {
                Samples samples =
                    CsvTable.read(
                            file, "the y", classifies ? TargetKind.CLASSES : TargetKind.NUMBERS)
                        .samples();
                assertThat(samples.y().length()).isEqualTo(samples.count());
                assertThat(samples.x().rank()).isEqualTo(2);
              }
            });
    assertThat(tally.refused()).isPositive();
    assertThat(tally.read()).isPositive();
  }

  @Test
  void damagedTablesAreRefusedOrRead() throws IOException {
    tables(Fuzz.FEW);
  }

  @Test
  @Tag("slow")
  void damagedTablesAreRefusedOrReadAHundredThousandTimes() throws IOException {
    tables(Fuzz.MANY);
  }
}
