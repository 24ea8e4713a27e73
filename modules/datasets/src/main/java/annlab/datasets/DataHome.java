package annlab.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds data files: along a search path, then in a cache, then by download into the cache.
 *
 * <p>Every file is verified by the SHA-256 of its uncompressed content each time that it is read. A
 * copy with another content is never used. If a good copy follows further along the search path,
 * that one is used, with a warning that names both; otherwise the bad copy in a folder is an error,
 * since somebody put it there. A bad copy in the cache is replaced by a verified download.
 *
 * <p>Safe for use by several threads; several processes may share a cache.
 */
public final class DataHome {
  private static final Logger LOG = LoggerFactory.getLogger(DataHome.class);

  private final List<Path> folders;
  private final Path cache;
  private final Optional<Download> download;
  private final Map<String, String> hashes = Collections.synchronizedMap(new TreeMap<>());

  /**
   * A home that downloads what it does not find.
   *
   * @param folders the folders to search, in this order; they need not exist
   * @param cache the folder searched last, and where downloads are kept; made when needed
   */
  public DataHome(List<Path> folders, Path cache) {
    this(folders, cache, Optional.of(Download.STANDARD));
  }

  DataHome(List<Path> folders, Path cache, Optional<Download> download) {
    this.folders = List.copyOf(folders);
    this.cache = cache;
    this.download = download;
  }

  /**
   * A home that never opens a network connection.
   *
   * @param folders the folders to search, in this order; they need not exist
   * @param cache the folder searched last
   * @return a home that has only what is there
   */
  public static DataHome offline(List<Path> folders, Path cache) {
    return new DataHome(folders, cache, Optional.empty());
  }

  /**
   * The places searched.
   *
   * @return the folders in order, then the cache
   */
  public List<Path> places() {
    return Stream.concat(folders.stream(), Stream.of(cache)).distinct().toList();
  }

  /**
   * Looks for a file without downloading it.
   *
   * @param file the file
   * @return a copy whose content was verified; empty if there is none
   * @throws DataUnavailableException if the only copies in the folders have the wrong content
   */
  public Optional<Path> find(DataFile file) {
    return look(file, new ArrayList<>()).map(Found::path);
  }

  /**
   * Finds a file, or downloads it.
   *
   * @param file the file
   * @return a copy whose content was verified
   * @throws DataUnavailableException if there is no good copy and none could be fetched
   */
  public Path require(DataFile file) {
    return obtain(file).path();
  }

  /**
   * Finds a file, or downloads it, and reads it: what is returned is what was verified.
   *
   * @param file the file
   * @return the uncompressed content
   * @throws DataUnavailableException if there is no good copy and none could be fetched
   */
  public byte[] content(DataFile file) {
    return obtain(file).content();
  }

  /**
   * What this home has handed out, for the record of a run.
   *
   * @return file name to SHA-256 of the uncompressed content, in the order of names
   */
  public Map<String, String> hashes() {
    synchronized (hashes) {
      return Collections.unmodifiableMap(new TreeMap<>(hashes));
    }
  }

  private Found obtain(DataFile file) {
    List<String> refused = new ArrayList<>();
    Optional<Found> found = look(file, refused);
    if (found.isPresent()) {
      return found.get();
    }
    List<String> failures = new ArrayList<>();
    if (download.isPresent()) {
      Optional<Found> fetched = download.get().fetch(file, cache, failures);
      if (fetched.isPresent()) {
        return handOut(file, fetched.get());
      }
    }
    throw new DataUnavailableException(missing(file, refused, failures));
  }

  /**
   * The first good copy.
   *
   * @param refused receives a line for every bad copy in the cache
   */
  private Optional<Found> look(DataFile file, List<String> refused) {
    List<String> refusedInFolders = new ArrayList<>();
    for (Path folder : places()) {
      for (Path path : file.copiesIn(folder)) {
        try {
          Found found = new Found(path, file.read(path));
          refusedInFolders.forEach(line -> LOG.warn("{}; using {} instead", line, path));
          return Optional.of(handOut(file, found));
        } catch (DamagedFileException e) {
          (folder.equals(cache) ? refused : refusedInFolders).add(e.getMessage());
        }
      }
    }
    if (!refusedInFolders.isEmpty()) {
      throw new DataUnavailableException(
          String.join("; ", refusedInFolders) + "; delete it or put a good copy in its place");
    }
    return Optional.empty();
  }

  private Found handOut(DataFile file, Found found) {
    hashes.put(file.name(), file.sha256());
    return found;
  }

  private String missing(DataFile file, List<String> refused, List<String> failures) {
    String places = places().stream().map(Path::toString).collect(Collectors.joining(", "));
    StringBuilder line = new StringBuilder(file.name()).append(" not found in ").append(places);
    refused.forEach(bad -> line.append("; ").append(bad));
    failures.forEach(failure -> line.append("; ").append(failure));
    return line.append("; to get it: ")
        .append(file.advice())
        .append(", and set ANNLAB_DATA to the folder that holds it")
        .toString();
  }

  /** A good copy. */
  @SuppressWarnings("ArrayRecordComponent") // private to the package, never compared or copied
  record Found(Path path, byte[] content) {}
}
