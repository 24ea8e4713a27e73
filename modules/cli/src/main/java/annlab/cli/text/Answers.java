package annlab.cli.text;

import annlab.lab.settings.PrerequisiteException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes to stdout; unlike a plain {@link PrintWriter} it throws if that fails. */
public final class Answers extends PrintWriter {
  private final Watched stream;

  /**
   * A writer of UTF-8.
   *
   * @param out stdout; not a {@link java.io.PrintStream}, which keeps its failures too
   */
  public Answers(OutputStream out) {
    this(new Watched(out));
  }

  private Answers(Watched stream) {
    super(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    this.stream = stream;
  }

  /**
   * Why an answer is lost.
   *
   * @return one line; empty if all that was printed has been written
   */
  public Optional<String> lost() {
    return checkError()
        ? Optional.of("the answer is lost: cannot write to stdout (" + stream.reason() + ")")
        : Optional.empty();
  }

  /**
   * Makes sure that all that was printed has been written.
   *
   * @throws PrerequisiteException if not
   */
  public void requireWritten() {
    lost()
        .ifPresent(
            reason -> {
              throw new PrerequisiteException(reason);
            });
  }

  private static final class Watched extends FilterOutputStream {
    private @Nullable IOException failure;

    Watched(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    String reason() {
      return failure == null ? "it is closed" : String.valueOf(failure.getMessage());
    }
  }
}
