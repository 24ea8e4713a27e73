package annlab.lab.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the files of a {@link ParameterTrace}. */
final class Trace {
  /** A layer's place in the parameter vector. */
  record Range(String layer, int from, int count) {}

  private final Path folder;
  private final JsonNode header;

  private Trace(Path folder, JsonNode header) {
    this.folder = folder;
    this.header = header;
  }

  /** The trace of a folder; empty if no model was trained. */
  static Optional<Trace> read(Path folder) {
    Path file = folder.resolve(ParameterTrace.HEADER);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Trace(folder, new ObjectMapper().readTree(file.toFile())));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  boolean isDouble() {
    return header.path("type").asText().equals("double");
  }

  int parameters() {
    return header.path("parameters").asInt();
  }

  int stepsKept() {
    return header.path("stepsKept").asInt();
  }

  int epochs() {
    return header.path("epochs").asInt();
  }

  Timing timing(double totalSeconds) {
    return new Timing(
        header.path("startSeconds").asDouble(),
        header.path("firstStepMs").asDouble(),
        header.path("msPerStep").asDouble(),
        header.path("steps").asInt(),
        totalSeconds);
  }

  List<Range> layers() {
    List<Range> ranges = new ArrayList<>();
    int from = 0;
    for (JsonNode layer : header.path("layers")) {
      int count = layer.path("parameters").asInt();
      ranges.add(new Range(layer.path("name").asText(), from, count));
      from += count;
    }
    return ranges;
  }

  Vectors steps() {
    return new Vectors(folder.resolve(ParameterTrace.STEPS), parameters(), isDouble());
  }

  Vectors epochVectors() {
    return new Vectors(folder.resolve(ParameterTrace.EPOCHS), parameters(), isDouble());
  }

  /** Parameter vectors of a file, one after the other. */
  static final class Vectors implements AutoCloseable {
    private final InputStream in;
    private final Path file;
    private final boolean isDouble;
    private final byte[] bytes;
    private final double[] values;

    Vectors(Path file, int length, boolean isDouble) {
      this.file = file;
      this.isDouble = isDouble;
      this.bytes = new byte[length * (isDouble ? 8 : 4)];
      this.values = new double[length];
      try {
        this.in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }

    /** The next vector, in an array that is used again; floats are widened. */
    double[] next() {
      try {
        new DataInputStream(in).readFully(bytes);
      } catch (EOFException e) {
        throw new IllegalStateException(file + " ends too early", e);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < values.length; i++) {
        values[i] = isDouble ? buffer.getDouble() : buffer.getFloat();
      }
      return values;
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close " + file, e);
      }
    }
  }
}
