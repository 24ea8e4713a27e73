package annlab.lab.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import annlab.lab.runs.EpochProgress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a run is in the epoch under way: a few bytes beside the run, written over again and
 * again. They are for whoever watches, so a run goes on without them, and nothing is synced.
 */
public final class ProgressFile implements AutoCloseable {
  private static final String NAME = "progress";

  private final Path file;
  private Optional<FileChannel> open = Optional.empty();
  private boolean closed;

  ProgressFile(Path folder) {
    this.file = folder.resolve(NAME);
  }

  /**
   * Tells how far the run is; nothing happens once this is closed.
   *
   * @param progress the epoch under way
   */
  public synchronized void write(EpochProgress progress) {
    if (closed) {
      return;
    }
    String text =
        String.format(
            Locale.ROOT,
            "%011d %011d %011d %019d\n", // of one length, so that a reader finds no half of it
            progress.epoch(),
            progress.step(),
            progress.steps(),
            progress.took().toMillis());
    try {
      if (open.isEmpty()) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        open =
            Optional.of(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      }
      open.get().write(ByteBuffer.wrap(text.getBytes(US_ASCII)), 0);
    } catch (IOException e) {
      closed = true; // a full disk: the run's epochs will say so
    }
  }

  /**
   * What was told last. The epoch may have ended meanwhile, or its process.
   *
   * @return the epoch of then; empty where nothing was told
   */
  public Optional<EpochProgress> read() {
    try {
      List<String> words = List.of(Files.readString(file, US_ASCII).strip().split(" ", -1));
      return Optional.of(
          new EpochProgress(
              Integer.parseInt(words.get(0)),
              Integer.parseInt(words.get(1)),
              Integer.parseInt(words.get(2)),
              Duration.ofMillis(Long.parseLong(words.get(3)))));
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Forgets what a process that is gone has told. */
  public synchronized void clear() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      return; // it says of which epoch it is, so nobody takes it for news
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      if (open.isPresent()) {
        open.get().close();
      }
    } catch (IOException e) {
      return; // nothing waits to be written
    } finally {
      clear();
    }
  }
}
