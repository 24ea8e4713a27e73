package annlab.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FashionMnistTest {
  /** Processor time, so that a busy machine does not fail the test; measured 0.7 s. */
  private static final Duration LOAD = Duration.ofSeconds(2);

  @Test
  void aQuickRunHasTheFirstRowsAndTheirLast300Validate() {
    FashionMnist data = FashionMnist.quick(new DataHome());
    assertThat(data.trainImages().shape()).containsExactly(1500, 28, 28);
    assertThat(data.testImages().shape()).containsExactly(500, 28, 28);
    assertThat(data.train(DataType.FLOAT).x().shape()).containsExactly(1200, 28, 28);
    assertThat(data.validation(DataType.FLOAT).count()).isEqualTo(300);
    assertThat(data.test(DataType.FLOAT).count()).isEqualTo(500);
    assertThat(firstTen(data.trainLabels())).containsExactly(9, 0, 0, 3, 0, 2, 7, 2, 5, 5);
    assertThat(firstTen(data.testLabels())).containsExactly(9, 2, 1, 1, 6, 1, 4, 6, 5, 7);
  }

  @Test
  void valuesAreTheBytesDividedBy255InDoublePrecision() {
    FashionMnist data = FashionMnist.quick(new DataHome());
    INDArray bytes = data.trainImages();
    assertThat(bytes.dataType()).isEqualTo(DataType.UINT8);
    int[] grey =
        bytes.get(NDArrayIndex.interval(0, 1200)).castTo(DataType.INT32).ravel().toIntVector();
    float[] floats = data.train(DataType.FLOAT).x().ravel().toFloatVector();
    double[] doubles = data.train(DataType.DOUBLE).x().ravel().toDoubleVector();
    boolean[] seen = new boolean[256];
    int different = 0;
    for (int i = 0; i < grey.length; i++) {
      double exact = grey[i] / 255.0;
      different += floats[i] == (float) exact && doubles[i] == exact ? 0 : 1;
      seen[grey[i]] = true;
    }
    assertThat(different).isZero();
    assertThat(seen).doesNotContain(false);
  }

  @Test
  void labelsOfTheSamplesAreTheirRowsClasses() {
    FashionMnist data = FashionMnist.quick(new DataHome());
    Samples validation = data.validation(DataType.DOUBLE);
    assertThat(validation.y().dataType()).isEqualTo(DataType.INT32);
    assertThat(validation.y().shape()).containsExactly(300);
    INDArray all = data.trainLabels();
    for (int row = 0; row < 300; row++) {
      assertThat(validation.y().getInt(row)).isEqualTo(all.getInt(1200 + row));
    }
  }

  @Test
  void otherTypesThanFloatAndDoubleAreRefused() {
    FashionMnist data = FashionMnist.quick(new DataHome());
    assertThatThrownBy(() -> data.train(DataType.INT32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("type must be FLOAT or DOUBLE, got INT");
  }

  @Test
  void theChaptersSplitHas55000And5000And10000Rows() {
    DataHome home = new DataHome();
    ThreadMXBean processor = ManagementFactory.getThreadMXBean();
    long start = processor.getCurrentThreadCpuTime();
    FashionMnist data = FashionMnist.load(home);
    Samples train = data.train(DataType.FLOAT);
    Samples validation = data.validation(DataType.FLOAT);
    Duration took = Duration.ofNanos(processor.getCurrentThreadCpuTime() - start);
    assertThat(took).isLessThan(LOAD);

    assertThat(train.x().shape()).containsExactly(55_000, 28, 28);
    assertThat(validation.x().shape()).containsExactly(5_000, 28, 28);
    assertThat(data.test(DataType.FLOAT).x().shape()).containsExactly(10_000, 28, 28);
    assertThat(counts(train.y()))
        .containsExactly(5479, 5503, 5510, 5492, 5473, 5497, 5533, 5550, 5485, 5478);
    assertThat(counts(validation.y()))
        .containsExactly(521, 497, 490, 508, 527, 503, 467, 450, 515, 522);
    double mean =
        (train.x().castTo(DataType.DOUBLE).sumNumber().doubleValue()
                + validation.x().castTo(DataType.DOUBLE).sumNumber().doubleValue())
            / (60_000 * 784.0);
    // the published mean is that of the exact quotients; float32 rounding averages out
    assertThat(mean).isCloseTo(0.2860405969887955, org.assertj.core.data.Offset.offset(1e-8));
    assertThat(home.hashes()).hasSize(4);
  }

  @Test
  void theRowsOfAQuickRunAreThoseOfTheWhole() {
    FashionMnist whole = FashionMnist.load(new DataHome());
    FashionMnist quick = FashionMnist.quick(new DataHome());
    assertThat(quick.trainImages())
        .isEqualTo(whole.trainImages().get(NDArrayIndex.interval(0, 1_500)));
    assertThat(quick.trainLabels())
        .isEqualTo(whole.trainLabels().get(NDArrayIndex.interval(0, 1_500)));
    assertThat(quick.testImages()).isEqualTo(whole.testImages().get(NDArrayIndex.interval(0, 500)));
    assertThat(quick.testLabels()).isEqualTo(whole.testLabels().get(NDArrayIndex.interval(0, 500)));
  }

  private static int[] firstTen(INDArray labels) {
    return labels.get(NDArrayIndex.interval(0, 10)).castTo(DataType.INT32).toIntVector();
  }

  private static int[] counts(INDArray labels) {
    int[] counts = new int[10];
    for (int label : labels.toIntVector()) {
      counts[label]++;
    }
    return counts;
  }
}
