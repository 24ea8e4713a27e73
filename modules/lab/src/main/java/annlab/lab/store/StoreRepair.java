package annlab.lab.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.lab.runs.RunExport;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.PrerequisiteException;
import annlab.networks.files.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a run store, and makes it again from the documents of its runs. */
public final class StoreRepair {
  private static final Logger LOG = LoggerFactory.getLogger(StoreRepair.class);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final List<String> SQLITE = List.of("", "-wal", "-shm");

  /** SQLite's header: how it begins, and where {@code user_version} stands in it. */
  private static final String MAGIC = "SQLite format 3\0";

  private static final int VERSION_AT = 60;

  /** A number beyond is damage, and no version. */
  private static final int MAX_VERSION = 1000;

  private StoreRepair() {}

  /**
   * What a store was made again from.
   *
   * @param restored runs whose documents were whole
   * @param refused a line for each document that was not
   * @param kept the damaged file, moved out of the way; the same as the store if there was none
   */
  public record Rebuilt(List<RunId> restored, List<String> refused, Path kept) {
    public Rebuilt {
      restored = List.copyOf(restored);
      refused = List.copyOf(refused);
    }
  }

  /**
   * Looks for damage: SQLite's own check, then each ended run against its document. A document that
   * is missing, as of a run from before there were documents, is written.
   *
   * @param store the store
   * @return a line for each fault; none if all is well
   */
  public static List<String> check(RunStore store) {
    List<String> faults = new ArrayList<>(store.database().faults());
    if (!faults.isEmpty()) {
      return faults;
    }
    for (RunSummary run : store.summaries()) {
      Path file = store.documents().file(run.id());
      if (!run.status().hasEnded()) {
        continue;
      }
      try {
        byte[] now = store.database().read(handle -> store.documents().content(handle, run.id()));
        if (!Files.exists(file)) {
          AtomicFiles.write(file, now);
        } else if (!Arrays.equals(now, Files.readAllBytes(file))) {
          faults.add("run " + run.id() + " differs from its document " + file);
        }
      } catch (IOException e) {
        faults.add(file + " cannot be read or written (" + e.getMessage() + ")");
      }
    }
    faults.addAll(missing(store));
    return faults;
  }

  /** Documents whose run is not in the store, as when a fault hides its row. */
  private static List<String> missing(RunStore store) {
    Set<String> known = new HashSet<>();
    store.summaries().forEach(run -> known.add(run.id().value()));
    try {
      return folders(store.home().resolve("runs")).stream()
          .filter(folder -> !known.contains(folder.getFileName().toString()))
          .map(folder -> folder.resolve(RunDocuments.FILE))
          .filter(Files::isRegularFile)
          .map(document -> document + " is of a run that the store does not have")
          .toList();
    } catch (IOException e) {
      return List.of("the runs' folders cannot be read (" + e.getMessage() + ")");
    }
  }

  /**
   * Makes a store again from the documents in its runs' folders. The file that was there is kept
   * beside it under another name.
   *
   * @param home the store's folder
   * @return what was restored
   * @throws PrerequisiteException if the folder cannot be written
   */
  public static Rebuilt rebuild(Path home) {
    Path folder = home.toAbsolutePath().normalize();
    requireKnownVersion(folder.resolve(Database.FILE));
    Path work = folder.resolve(".rebuild-" + ThisProcess.ID);
    try {
      List<RunId> restored = new ArrayList<>();
      List<String> refused = new ArrayList<>();
      try (Database database = Database.open(work)) {
        List<RunId> ended = restore(database, folder.resolve("runs"), restored, refused);
        ended.forEach(new RunDocuments(database, new ArtifactFiles(folder))::keep);
      }
      return new Rebuilt(restored, refused, swap(folder, work));
    } catch (IOException | UncheckedIOException e) {
      throw new PrerequisiteException(
          "cannot rebuild the run store in "
              + folder
              + " ("
              + e.getMessage()
              + "); what was there is there still",
          e);
    } finally {
      delete(work);
    }
  }

  /**
   * A store of a newer version is not damaged, and may hold runs that documents here do not tell.
   */
  private static void requireKnownVersion(Path file) {
    byte[] header = new byte[VERSION_AT + Integer.BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      if (in.readNBytes(header, 0, header.length) < header.length
          || !new String(header, 0, MAGIC.length(), UTF_8).equals(MAGIC)) {
        return;
      }
    } catch (IOException e) {
      return; // there is none, or it cannot be read: rebuilding is for that
    }
    int version = ByteBuffer.wrap(header).getInt(VERSION_AT);
    if (version > Schema.VERSION && version < MAX_VERSION) {
      throw Schema.newer(file, version, Schema.VERSION);
    }
  }

  /**
   * Makes a store of the runs' documents in a new folder, to be read and thrown away.
   *
   * @return the folder
   */
  static Path copy(Path home) {
    try {
      Path copy = Files.createTempDirectory("annlab-runs");
      List<String> refused = new ArrayList<>();
      try (Database database = Database.open(copy)) {
        restore(database, home.resolve("runs"), new ArrayList<>(), refused);
      }
      refused.forEach(line -> LOG.warn("{}", line));
      return copy;
    } catch (IOException e) {
      throw new PrerequisiteException(
          "cannot read the runs in " + home + " (" + e.getMessage() + ")", e);
    }
  }

  /**
   * Puts the run of each whole document into a database, in the order of their names.
   *
   * @return those that were under way when their document was written
   */
  private static List<RunId> restore(
      Database database, Path runs, List<RunId> restored, List<String> refused) throws IOException {
    List<RunId> underWay = new ArrayList<>();
    for (Path folder : folders(runs)) {
      Path document = folder.resolve(RunDocuments.FILE);
      if (!Files.isRegularFile(document)) {
        refused.add(folder + " has no " + RunDocuments.FILE);
        continue;
      }
      try {
        // Not as Files.readString does it: a document that is no UTF-8 is refused by its hash.
        String text = new String(Files.readAllBytes(document), UTF_8);
        RunExport.Kept kept = RunExport.kept(text, folder, document.toString());
        RunId id = kept.run().id();
        database.transact(
            handle -> {
              if (RunRecords.put(handle, kept.run())) {
                kept.artifacts().forEach(file -> ArtifactFiles.insert(handle, id, file));
              }
            });
        restored.add(id);
        if (kept.wasUnderWay()) {
          underWay.add(id);
        }
      } catch (IllegalArgumentException e) {
        refused.add(e.getMessage());
      }
    }
    return underWay;
  }

  private static List<Path> folders(Path runs) throws IOException {
    List<Path> folders = new ArrayList<>();
    if (Files.isDirectory(runs)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(runs, Files::isDirectory)) {
        all.forEach(folders::add);
      }
    }
    Collections.sort(folders);
    return folders;
  }

  private static Path swap(Path folder, Path work) throws IOException {
    Path file = folder.resolve(Database.FILE);
    String name = Database.FILE + ".damaged-" + STAMP.format(Instant.now());
    Path kept = folder.resolve(name);
    for (int more = 2; Files.exists(kept); more++) {
      kept = folder.resolve(name + "-" + more);
    }
    boolean there = Files.exists(file);
    for (String end : SQLITE) {
      Path old = file.resolveSibling(Database.FILE + end);
      if (Files.exists(old)) {
        Files.move(old, Path.of(kept + end));
      }
    }
    Files.move(work.resolve(Database.FILE), file, StandardCopyOption.ATOMIC_MOVE);
    return there ? kept : file;
  }

  static void delete(Path work) {
    for (String name :
        new String[] {"runs", Database.FILE, Database.FILE + "-wal", Database.FILE + "-shm", ""}) {
      try {
        Files.deleteIfExists(work.resolve(name));
      } catch (IOException e) {
        return; // a folder of ours, and empty but for what stays: no harm
      }
    }
  }
}
