package annlab.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class IdxTest {
  private static byte[] idx(int magic, int[] sizes, int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * sizes.length + values.length).putInt(magic);
    for (int size : sizes) {
      buffer.putInt(size);
    }
    for (int value : values) {
      buffer.put((byte) value);
    }
    return buffer.array();
  }

  @Test
  void valuesAreUnsignedAndCountedRowByRow() {
    Idx idx = Idx.parse(idx(2051, new int[] {2, 1, 3}, 0, 1, 127, 128, 254, 255), 3, "images");
    assertThat(idx.rows()).isEqualTo(2);
    assertThat(idx.rowLength()).isEqualTo(3);
    assertThat(idx.shapeOf(2)).containsExactly(2, 1, 3);
    assertThat(new int[] {idx.value(2), idx.value(3), idx.value(5)}).containsExactly(127, 128, 255);
  }

  @Test
  void firstRowsKeepTheirValues() {
    Idx idx = Idx.parse(idx(2049, new int[] {4}, 9, 8, 7, 6), 1, "labels").first(2);
    assertThat(idx.rows()).isEqualTo(2);
    assertThat(idx.rowLength()).isEqualTo(1);
    assertThat(idx.value(1)).isEqualTo(8);
  }

  @Test
  void labelsInPlaceOfImagesAreRefusedByTheirMagicNumber() {
    byte[] labels = idx(2049, new int[] {12}, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2);
    assertThatThrownBy(() -> Idx.parse(labels, 3, "images.gz"))
        .isInstanceOf(DataUnavailableException.class)
        .hasMessage("images.gz is not the IDX file wanted: magic number must be 2051, got 2049");
  }

  @Test
  void aHeaderCutShortIsRefused() {
    assertThatThrownBy(() -> Idx.parse(new byte[] {0, 0, 8, 3, 0, 0}, 3, "images.gz"))
        .hasMessage("images.gz is cut short: a header has 16 bytes, got 6");
  }

  @Test
  void missingAndSurplusValuesAreRefused() {
    assertThatThrownBy(() -> Idx.parse(idx(2049, new int[] {3}, 1, 2), 1, "labels.gz"))
        .hasMessage("labels.gz: [3] values must follow the header, got 2 bytes");
    assertThatThrownBy(() -> Idx.parse(idx(2049, new int[] {1}, 1, 2), 1, "labels.gz"))
        .hasMessage("labels.gz: [1] values must follow the header, got 2 bytes");
  }

  @Test
  void sizesWhoseProductOverflowsAreRefused() {
    int[] sizes = {1 << 16, 1 << 16, 1 << 30};
    assertThatThrownBy(() -> Idx.parse(idx(2051, sizes), 3, "images.gz"))
        .hasMessageContaining("values must follow the header, got 0 bytes");
    assertThatThrownBy(() -> Idx.parse(idx(2051, new int[] {-1, 28, 28}), 3, "images.gz"))
        .hasMessage("images.gz: size 1 must be above 0, got -1");
  }
}
