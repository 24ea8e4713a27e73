package annlab.lab.export;

import annlab.lab.runs.RunStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.CodedOutputStream;
import org.nd4j.shade.protobuf.Value;
import org.tensorflow.framework.DataType;
import org.tensorflow.framework.Summary;
import org.tensorflow.framework.SummaryMetadata;
import org.tensorflow.framework.TensorProto;
import org.tensorflow.framework.TensorShapeProto;

/**
 * Writes the hyperparameters that TensorBoard shows: messages of {@code plugins/hparams}' {@code
 * plugin_data.proto} and {@code api.proto}, whose field numbers these are.
 */
final class Hyperparameters {
  /** {@code DataType} of its {@code api.proto}. */
  private static final int TEXT = 1;

  private static final int FLOAT = 3;

  private Hyperparameters() {}

  private interface Fields {
    void write(CodedOutputStream message) throws IOException;
  }

  private static ByteString message(Fields fields) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream message = CodedOutputStream.newInstance(bytes);
      fields.write(message);
      message.flush();
      return ByteString.copyFrom(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot be written", e);
    }
  }

  /** The names of settings and of the metrics to compare: {@code Experiment}. */
  static Summary experiment(Instant at, Map<String, String> settings, Collection<Metric> metrics) {
    return summary(
        "_hparams_/experiment",
        2,
        message(
            experiment -> {
              experiment.writeDouble(3, at.toEpochMilli() / 1000.0);
              for (Map.Entry<String, String> setting : settings.entrySet()) {
                experiment.writeBytes(
                    4,
                    message(
                        info -> {
                          info.writeString(1, setting.getKey());
                          info.writeEnum(
                              4, value(setting.getValue()).hasNumberValue() ? FLOAT : TEXT);
                        }));
              }
              for (Metric metric : metrics) {
                experiment.writeBytes(
                    5, message(info -> info.writeBytes(1, message(metric::write))));
              }
            }));
  }

  /**
   * A metric to compare.
   *
   * @param group folder below the run's
   * @param tag its name there
   */
  record Metric(String group, String tag) {
    private void write(CodedOutputStream name) throws IOException {
      name.writeString(1, group);
      name.writeString(2, tag);
    }
  }

  /** A run's settings: {@code SessionStartInfo}. */
  static Summary start(String group, Instant at, Map<String, String> settings) {
    return summary(
        "_hparams_/session_start_info",
        3,
        message(
            start -> {
              for (Map.Entry<String, String> setting : settings.entrySet()) {
                start.writeBytes(
                    1,
                    message(
                        entry -> {
                          entry.writeString(1, setting.getKey());
                          entry.writeMessage(2, value(setting.getValue()));
                        }));
              }
              start.writeString(4, group);
              start.writeDouble(5, at.toEpochMilli() / 1000.0);
            }));
  }

  private static Value value(String text) {
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return Value.newBuilder().setNumberValue(number).build();
      }
    } catch (NumberFormatException e) {
      return Value.newBuilder().setStringValue(text).build();
    }
    return Value.newBuilder().setStringValue(text).build();
  }

  /** A run's end: {@code SessionEndInfo}. */
  static Summary end(RunStatus status, Instant at) {
    int success = 1;
    int failure = 2;
    return summary(
        "_hparams_/session_end_info",
        4,
        message(
            end -> {
              end.writeEnum(1, status == RunStatus.FINISHED ? success : failure);
              end.writeDouble(2, at.toEpochMilli() / 1000.0);
            }));
  }

  private static Summary summary(String tag, int field, ByteString content) {
    ByteString data = message(plugin -> plugin.writeBytes(field, content));
    return Summary.newBuilder()
        .addValue(
            Summary.Value.newBuilder()
                .setTag(tag)
                .setMetadata(
                    SummaryMetadata.newBuilder()
                        .setPluginData(
                            SummaryMetadata.PluginData.newBuilder()
                                .setPluginName("hparams")
                                .setContent(data)))
                // TensorBoard leaves a value without a tensor out
                .setTensor(
                    TensorProto.newBuilder()
                        .setDtype(DataType.DT_FLOAT)
                        .setTensorShape(TensorShapeProto.getDefaultInstance())
                        .addFloatVal(0)))
        .build();
  }
}
