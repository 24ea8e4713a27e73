package annlab.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches a data file over HTTP into a folder.
 *
 * <p>What arrives is written to a temporary file, verified, and then renamed in one step: the
 * folder never holds a half or a wrong file under the file's name. One download of a file at a
 * time, among the threads of this process and among processes.
 *
 * @param connectTimeout the longest wait for a connection
 * @param readTimeout the longest wait for more bytes
 * @param total the longest time for one file from one address
 * @param rounds how often the list of addresses is gone through
 * @param pause the wait between two rounds
 */
record Download(
    Duration connectTimeout, Duration readTimeout, Duration total, int rounds, Duration pause) {
  private static final Logger LOG = LoggerFactory.getLogger(Download.class);

  static final Download STANDARD =
      new Download(
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofMinutes(15),
          3,
          Duration.ofSeconds(2));

  private static final int MOST_REDIRECTS = 5;
  private static final int BUFFER = 1 << 16;

  /** A compressed file is never much longer than its content. */
  private static final long SLACK = 1 << 20;

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** A file lock holds between processes only; this holds between the threads of one. */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  /**
   * Fetches a file.
   *
   * @param failures receives a line for each address that failed in the last round
   * @return the file in the folder, verified; empty if no address gave a good one
   */
  Optional<DataHome.Found> fetch(DataFile file, Path folder, List<String> failures) {
    if (file.mirrors().isEmpty()) {
      return Optional.empty();
    }
    ONE_AT_A_TIME.lock();
    try {
      Files.createDirectories(folder);
      Path lockFile = folder.resolve("." + file.name() + ".lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        Optional<DataHome.Found> fetchedMeanwhile = good(file, folder);
        return lock.isValid() && fetchedMeanwhile.isEmpty()
            ? fetchLocked(file, folder, failures)
            : fetchedMeanwhile;
      }
    } catch (IOException e) {
      failures.add("cannot keep downloads in " + folder + " (" + e + ")");
      return Optional.empty();
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  private static Optional<DataHome.Found> good(DataFile file, Path folder) {
    for (Path copy : file.copiesIn(folder)) {
      try {
        return Optional.of(new DataHome.Found(copy, file.read(copy)));
      } catch (DamagedFileException e) {
        LOG.warn("{}; fetching it again", e.getMessage());
      }
    }
    return Optional.empty();
  }

  private Optional<DataHome.Found> fetchLocked(DataFile file, Path folder, List<String> failures)
      throws IOException {
    deleteLeftovers(file, folder);
    for (int round = 1; round <= rounds; round++) {
      failures.clear();
      boolean reached = false;
      for (DataFile.Mirror mirror : file.mirrors()) {
        try {
          return Optional.of(fetchFrom(mirror, file, folder));
        } catch (IOException | DamagedFileException e) {
          reached |= !unreachable(e);
          failures.add(mirror.address() + " failed (" + reason(e) + ")");
        }
      }
      if (!reached || round == rounds || !pauseBetweenRounds()) {
        break; // without a network, further rounds only make the user wait
      }
    }
    return Optional.empty();
  }

  /** Files of downloads whose process was killed; the lock says that none is under way. */
  private static void deleteLeftovers(DataFile file, Path folder) throws IOException {
    try (DirectoryStream<Path> leftovers =
        Files.newDirectoryStream(folder, "." + file.name() + ".*.part")) {
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
      }
    }
  }

  private DataHome.Found fetchFrom(DataFile.Mirror mirror, DataFile file, Path folder)
      throws IOException, DamagedFileException {
    String packing = mirror.fileName().substring(mirror.fileName().lastIndexOf('.'));
    Path part = Files.createTempFile(folder, "." + file.name() + ".", packing + ".part");
    try {
      receive(mirror.address(), part, mirror.fileName(), file.bytes() + SLACK);
      byte[] content = PackedContent.read(file, part, packing, mirror.address().toString());
      Path target = folder.resolve(mirror.fileName());
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      return new DataHome.Found(target, content);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void receive(URI address, Path part, String name, long most) throws IOException {
    HttpURLConnection connection = open(address);
    try (InputStream in =
            ProgressBar.wrap(
                connection.getInputStream(), bar(name, connection.getContentLengthLong()));
        FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
      copy(in, out, connection.getContentLengthLong(), most);
      out.force(true);
    } finally {
      connection.disconnect();
    }
  }

  private void copy(InputStream in, FileChannel out, long announced, long most) throws IOException {
    long deadline = System.nanoTime() + total.toNanos();
    byte[] buffer = new byte[BUFFER];
    long received = 0;
    var to = Channels.newOutputStream(out);
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      received += n;
      if (received > most) {
        throw new IOException("sent more than " + most + " bytes");
      }
      if (System.nanoTime() > deadline) {
        throw new SocketTimeoutException("not complete after " + total.toMillis() / 1000.0 + " s");
      }
      to.write(buffer, 0, n);
    }
    if (announced >= 0 && received != announced) {
      throw new IOException("sent " + received + " of " + announced + " bytes");
    }
  }

  /** Java follows no redirect between http and https by itself. */
  private HttpURLConnection open(URI address) throws IOException {
    URI at = address;
    for (int redirect = 0; redirect <= MOST_REDIRECTS; redirect++) {
      HttpURLConnection connection = (HttpURLConnection) at.toURL().openConnection();
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()));
      connection.setReadTimeout(Math.toIntExact(readTimeout.toMillis()));
      connection.setRequestProperty("User-Agent", "annlab");
      int status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_OK) {
        return connection;
      }
      String location = connection.getHeaderField("Location");
      connection.disconnect();
      if (!REDIRECTS.contains(status) || location == null) {
        throw new IOException("HTTP status " + status);
      }
      at = redirected(at, location);
    }
    throw new IOException("more than " + MOST_REDIRECTS + " redirects");
  }

  private static URI redirected(URI from, String location) throws IOException {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new IOException("redirected to what is no address: " + location, e);
    }
    boolean web = "https".equals(to.getScheme()) || "http".equals(to.getScheme());
    if (!web || ("https".equals(from.getScheme()) && "http".equals(to.getScheme()))) {
      throw new IOException("redirected to " + to + ", which is not followed");
    }
    return to;
  }

  private static ProgressBarBuilder bar(String name, long length) {
    return ProgressBar.builder()
        .setTaskName(name)
        .setInitialMax(length)
        .setUnit(" kB", 1_000)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(500);
  }

  private static boolean unreachable(Exception e) {
    return e instanceof UnknownHostException
        || e instanceof ConnectException
        || e instanceof NoRouteToHostException
        || (e instanceof SocketTimeoutException
            && String.valueOf(e.getMessage()).startsWith("Connect"));
  }

  private static String reason(Exception e) {
    if (e instanceof DamagedFileException) {
      return String.valueOf(e.getMessage());
    }
    return e instanceof UnknownHostException
        ? "unknown host " + e.getMessage()
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  private boolean pauseBetweenRounds() {
    try {
      Thread.sleep(pause.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
