package annlab.lab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.runs.RunStatus;
import annlab.lab.settings.PrerequisiteException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.tensorflow.framework.HistogramProto;
import org.tensorflow.framework.Summary;

class TensorBoardLogTest {
  private static final String FILE = "events.out.tfevents.1795374903.annlab";

  @TempDir Path temp;

  /** One event, as far as these tests look. */
  private record Event(double wallTime, long step, String version, Summary summary) {
    Summary.Value only() {
      assertThat(summary.getValueCount()).isEqualTo(1);
      return summary.getValue(0);
    }
  }

  @Test
  void epochsAreScalarsAsKerasWritesThem() throws IOException {
    Path folder = TensorBoardLog.write(Exports.small(), temp);
    assertThat(folder).isEqualTo(temp.resolve("20261122-191503-toy-a3f"));
    List<Event> train = read(folder.resolve("train").resolve(FILE));
    assertThat(train.get(0).version()).isEqualTo("brain.Event:2");
    assertThat(train.get(1).only().getTag()).isEqualTo("epoch_loss");
    assertThat(train.get(1).only().getSimpleValue()).isEqualTo(1.5f);
    assertThat(train.get(1).step()).isZero();
    assertThat(train.get(1).wallTime()).isEqualTo(1795374903.5);
    assertThat(train.get(3).only().getTag()).isEqualTo("epoch_loss");
    assertThat(train.get(3).only().getSimpleValue()).isNaN();
    assertThat(train.get(3).step()).isEqualTo(1);
    List<Event> validation = read(folder.resolve("validation").resolve(FILE));
    assertThat(validation).hasSize(3);
    assertThat(validation.get(1).only().getTag()).isEqualTo("epoch_loss");
    assertThat(validation.get(1).only().getSimpleValue()).isInfinite();
  }

  @Test
  void histogramsHaveRightEdgesAndNoneIsEmpty() throws IOException {
    Path folder = TensorBoardLog.write(Exports.small(), temp);
    List<Event> train = read(folder.resolve("train").resolve(FILE));
    List<Summary.Value> found = train.get(train.size() - 1).summary().getValueList();
    assertThat(found)
        .extracting(Summary.Value::getTag)
        .containsExactly(
            "my layer/activations", "my layer/kernel/weights", "my layer/kernel/gradients");
    HistogramProto weights = found.get(1).getHisto();
    assertThat(weights.getMin()).isEqualTo(-1);
    assertThat(weights.getMax()).isEqualTo(2);
    assertThat(weights.getNum()).isEqualTo(4);
    assertThat(weights.getSum()).isEqualTo(1.5);
    assertThat(weights.getBucketLimitList()).hasSize(30).isSorted().endsWith(2.0);
    assertThat(weights.getBucketList().stream().mapToDouble(each -> each).sum()).isEqualTo(4);
    HistogramProto same = found.get(2).getHisto();
    assertThat(same.getBucketLimitList()).containsExactly(3.0);
    assertThat(same.getBucketList()).containsExactly(2.0);
  }

  @Test
  void settingsAreForThePageOfHyperparameters() throws IOException {
    Path folder = TensorBoardLog.write(Exports.small(), temp);
    List<Event> settings = read(folder.resolve(FILE));
    assertThat(settings.subList(1, settings.size()))
        .extracting(event -> event.only().getTag())
        .containsExactly(
            "_hparams_/experiment",
            "_hparams_/session_start_info",
            "final/test accuracy",
            "_hparams_/session_end_info");
    Summary.Value start = settings.get(2).only();
    assertThat(start.getMetadata().getPluginData().getPluginName()).isEqualTo("hparams");
    assertThat(start.getMetadata().getPluginData().getContent().toStringUtf8())
        .contains("rate of learning", "step", "auto", "seed");
  }

  @Test
  void aRunWithoutEpochsHasNoValidation() throws IOException {
    Path folder = TensorBoardLog.write(Exports.withoutEpochs(RunStatus.FAILED), temp);
    assertThat(read(folder.resolve("train").resolve(FILE))).hasSize(1);
    assertThat(folder.resolve("validation")).doesNotExist();
  }

  @Test
  void whatIsThereIsNotOverwritten() throws IOException {
    Path folder = TensorBoardLog.write(Exports.small(), temp);
    byte[] before = Files.readAllBytes(folder.resolve(FILE));
    assertThatThrownBy(() -> TensorBoardLog.write(Exports.ofEpochs(3), temp))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(folder + " exists already and stays as it is; name another folder by --to");
    assertThat(Files.readAllBytes(folder.resolve(FILE))).isEqualTo(before);
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile)).hasSize(3);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsSaid() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "x");
    assertThatThrownBy(() -> TensorBoardLog.write(Exports.small(), file))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessageContaining("cannot write " + file)
        .hasMessageEndingWith("name another folder by --to");
  }

  /** TFRecords, each with its length and both checksums. */
  private static List<Event> read(Path file) throws IOException {
    List<Event> events = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      byte[] head = new byte[Long.BYTES];
      bytes.duplicate().get(head);
      byte[] data = new byte[Math.toIntExact(bytes.getLong())];
      assertThat(bytes.getInt()).isEqualTo(masked(head));
      bytes.get(data);
      assertThat(bytes.getInt()).isEqualTo(masked(data));
      events.add(event(CodedInputStream.newInstance(data)));
    }
    return events;
  }

  private static int masked(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    long value = crc.getValue();
    return (int) (((value >>> 15 | value << 17) & 0xffffffffL) + 0xa282ead8L);
  }

  private static Event event(CodedInputStream in) throws IOException {
    double wallTime = 0;
    long step = 0;
    String version = "";
    Summary summary = Summary.getDefaultInstance();
    while (!in.isAtEnd()) {
      int tag = in.readTag();
      switch (tag >>> 3) {
        case 1 -> wallTime = in.readDouble();
        case 2 -> step = in.readInt64();
        case 3 -> version = in.readString();
        case 5 -> summary = Summary.parseFrom(in.readByteArray());
        default -> throw new IOException("field " + (tag >>> 3));
      }
    }
    return new Event(wallTime, step, version, summary);
  }
}
