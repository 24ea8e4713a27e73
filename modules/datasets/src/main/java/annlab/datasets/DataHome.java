package annlab.datasets;

import annlab.datasets.DataCopy.InFolder;
import annlab.datasets.DataCopy.OnClassPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds data files: in folders, then on the class path, where the artifact {@link #ARTIFACT} puts
 * them. It never opens a network connection.
 *
 * <p>Every file is verified by the SHA-256 of its uncompressed content: one in a folder each time
 * that it is read, one on the class path once for a process. A copy with another content is never
 * used. If a good copy follows further along the way, that one is used, with a warning that names
 * both, once for a process; otherwise the bad copy is an error.
 *
 * <p>Safe for use by several threads.
 */
public final class DataHome {
  /** What has the files on board, as Maven names it: group, artifact and version. */
  public static final String ARTIFACT =
      "annlab:annlab-data:"
          + ResourceBundle.getBundle("annlab.datasets.build").getString("version");

  private static final Logger LOG = LoggerFactory.getLogger(DataHome.class);

  /** Unpacked and verified contents from the class path, as long as there is memory for them. */
  private static final Map<OnClassPath, SoftReference<byte[]>> VERIFIED = new ConcurrentHashMap<>();

  /** Warnings already given: a file that is looked at before it is read is one finding. */
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  private final List<Path> folders;
  private final boolean onBoard;
  private final Map<String, String> hashes = Collections.synchronizedMap(new TreeMap<>());

  /** A home that has what is on the class path. */
  public DataHome() {
    this(List.of());
  }

  /**
   * A home that has what is in folders, then what is on the class path.
   *
   * @param folders the folders to search, in this order; they need not exist
   */
  public DataHome(List<Path> folders) {
    this(folders, true);
  }

  private DataHome(List<Path> folders, boolean onBoard) {
    this.folders = List.copyOf(folders);
    this.onBoard = onBoard;
  }

  /**
   * A home that has what is in folders and nothing else.
   *
   * @param folders the folders to search, in this order; they need not exist
   * @return a home that leaves the class path out
   */
  public static DataHome ofFolders(List<Path> folders) {
    return new DataHome(folders, false);
  }

  /**
   * The folders that are searched.
   *
   * @return in their order
   */
  public List<Path> folders() {
    return folders;
  }

  /**
   * Looks for a file.
   *
   * @param file the file
   * @return a copy whose content was verified, or the jar that has it; empty if there is none
   * @throws DataUnavailableException if the only copies have the wrong content
   */
  public Optional<Path> find(DataFile file) {
    return look(file).map(found -> found.copy().place());
  }

  /**
   * What keeps files from being read.
   *
   * @param files the files
   * @return a line for all that are missing, and one for each that has damaged copies only; empty
   *     if all are there
   */
  public List<String> faults(Collection<DataFile> files) {
    List<DataFile> missing = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (DataFile file : files) {
      try {
        if (find(file).isEmpty()) {
          missing.add(file);
        }
      } catch (DataUnavailableException e) {
        faults.add(String.valueOf(e.getMessage()));
      }
    }
    if (!missing.isEmpty()) {
      faults.add(0, missing(missing));
    }
    return faults;
  }

  /**
   * Reads a file: what is returned is what was verified.
   *
   * @param file the file
   * @return the uncompressed content, a copy
   * @throws DataUnavailableException if there is no good copy
   */
  public byte[] content(DataFile file) {
    return shared(file).clone();
  }

  /** The uncompressed content, which others read too: not to be written to. */
  byte[] shared(DataFile file) {
    return require(file).content();
  }

  /**
   * Reads a file as it is kept, compressed or not, of the copy whose content was verified.
   *
   * @param file the file
   * @return its bytes
   * @throws DataUnavailableException if there is no good copy
   */
  public byte[] packed(DataFile file) {
    DataCopy copy = require(file).copy();
    try (InputStream in = copy.open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + copy.place(), e);
    }
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

  private Found require(DataFile file) {
    return look(file).orElseThrow(() -> new DataUnavailableException(missing(List.of(file))));
  }

  /** The first good copy. */
  private Optional<Found> look(DataFile file) {
    List<String> refused = new ArrayList<>();
    for (DataCopy copy : copies(file)) {
      try {
        Found found = new Found(copy, read(file, copy));
        refused.forEach(line -> warnOnce(line + "; using " + copy.place() + " instead"));
        hashes.put(file.name(), file.sha256());
        return Optional.of(found);
      } catch (DamagedFileException e) {
        refused.add(e.getMessage());
      }
    }
    if (!refused.isEmpty()) {
      throw new DataUnavailableException(
          String.join("; ", refused) + "; delete it or put a good copy in its place");
    }
    return Optional.empty();
  }

  private static void warnOnce(String line) {
    if (WARNED.add(line)) {
      LOG.warn(line);
    }
  }

  private List<DataCopy> copies(DataFile file) {
    List<DataCopy> copies = new ArrayList<>();
    for (Path folder : folders) {
      Path path = file.in(folder);
      if (Files.isRegularFile(path)) {
        copies.add(new InFolder(path));
      }
    }
    if (onBoard) {
      OnClassPath.find(file).ifPresent(copies::add);
    }
    return copies;
  }

  private static byte[] read(DataFile file, DataCopy copy) throws DamagedFileException {
    if (!(copy instanceof OnClassPath resource)) {
      return PackedContent.read(file, copy);
    }
    SoftReference<byte[]> known = VERIFIED.get(resource);
    byte[] content = known == null ? null : known.get();
    if (content == null) {
      content = PackedContent.read(file, copy);
      VERIFIED.put(resource, new SoftReference<>(content));
    }
    return content;
  }

  private String missing(List<DataFile> files) {
    String names = files.stream().map(DataFile::name).collect(Collectors.joining(", "));
    String places = folders.stream().map(Path::toString).collect(Collectors.joining(", "));
    if (!onBoard) {
      return names + " not found in " + places + "; put a copy there";
    }
    return names
        + " not found "
        + (places.isEmpty() ? "" : "in " + places + " or ")
        + "on the class path; add the dependency "
        + ARTIFACT
        + ", or set ANNLAB_DATA to a folder that has "
        + (files.size() == 1 ? "the file" : "the files");
  }

  /** A good copy. */
  @SuppressWarnings("ArrayRecordComponent") // private to the package, never compared or copied
  record Found(DataCopy copy, byte[] content) {}
}
