package annlab.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFuzzTest {
  @TempDir Path folder;

  private static byte[] images() {
    ByteBuffer bytes = ByteBuffer.allocate(16 + 5 * 3 * 2);
    bytes.putInt(0x803).putInt(5).putInt(3).putInt(2);
    for (int i = 0; bytes.hasRemaining(); i++) {
      bytes.put((byte) (i * 37));
    }
    return bytes.array();
  }

  /** Whatever is read is what its own header says, and each of its values is there. */
  private static void readIdx(byte[] bytes) {
    Idx idx = Idx.parse(bytes, 3, "images");
    long[] shape = idx.shapeOf(idx.rows());
    long values = shape[0] * shape[1] * shape[2];
    assertThat(values).isEqualTo(bytes.length - 16L);
    assertThat(idx.value((int) values - 1)).isBetween(0, 255);
    assertThat(idx.first(1).rowLength()).isEqualTo(idx.rowLength());
  }

  private static void idx(int count) {
    Fuzz.Tally tally =
        Fuzz.run(
            11,
            count,
            List.of(images()),
            List.of(DataUnavailableException.class),
            DataFuzzTest::readIdx);
    assertThat(tally.refused()).isPositive();
    assertThat(tally.read()).isPositive();
  }

  @Test
  void damagedIdxFilesAreRefusedOrReadAsTheirHeaderSays() {
    idx(Fuzz.FEW);
  }

  @Test
  @Tag("slow")
  void damagedIdxFilesAreRefusedOrReadAsTheirHeaderSaysAHundredThousandTimes() {
    idx(Fuzz.MANY);
  }

  /** A packed file has a hash: it is refused, or its content is right to the bit. */
  private void packed(int count) throws IOException {
    DataFile file = Packing.file();
    for (String packing : List.of(".gz", ".tgz")) {
      byte[] good =
          packing.equals(".gz")
              ? Packing.gzip(Packing.CONTENT)
              : Packing.tgz("things/things.data", Packing.CONTENT);
      Path copy = folder.resolve("copy" + packing);
      Fuzz.Tally tally =
          Fuzz.run(
              12,
              count / 2,
              List.of(good),
              List.of(DamagedFileException.class),
              bytes -> {
                Files.write(copy, bytes);
                assertThat(PackedContent.read(file, copy, packing, "copy"))
                    .isEqualTo(Packing.CONTENT);
              });
      assertThat(tally.refused()).isGreaterThan(count / 4);
    }
  }

  @Test
  void damagedPackedFilesAreRefusedOrUnpackToTheRightBits() throws IOException {
    packed(Fuzz.FEW / 10); // each unpacks 200,000 bytes
  }

  @Test
  @Tag("slow")
  void damagedPackedFilesAreRefusedOrUnpackToTheRightBitsTwentyThousandTimes() throws IOException {
    packed(Fuzz.MANY / 5);
  }
}
