package annlab.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
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

  /** Words that pack well behind bytes that do not, so that both kinds of blocks are met. */
  private static byte[] content() {
    byte[] content = new byte[2_000];
    new Random(7).nextBytes(content);
    for (int i = content.length / 2; i < content.length; i++) {
      content[i] = (byte) ("5.1,3.5,1.4,0.2,Iris-setosa\n".charAt(i % 28) + i / 500);
    }
    return content;
  }

  /** A packed file has a hash: it is refused, or its content is right to the bit. */
  private void packed(int count) throws IOException {
    byte[] content = content();
    byte[] good = Packing.gzip(content);
    DataFile file = new DataFile("things.data.gz", content.length, Packing.sha256(content));
    Path copy = folder.resolve("copy.gz");
    Fuzz.Tally tally =
        Fuzz.run(
            12,
            count,
            List.of(good),
            List.of(DamagedFileException.class),
            bytes -> {
              Fuzz.write(copy, bytes);
              assertThat(PackedContent.read(file, new DataCopy.InFolder(copy))).isEqualTo(content);
            });
    assertThat(tally.refused()).isGreaterThan(count / 2);
  }

  @Test
  void damagedPackedFilesAreRefusedOrUnpackToTheRightBits() throws IOException {
    packed(Fuzz.FEW);
  }

  @Test
  @Tag("slow")
  void damagedPackedFilesAreRefusedOrUnpackToTheRightBitsAHundredThousandTimes()
      throws IOException {
    packed(Fuzz.MANY);
  }
}
