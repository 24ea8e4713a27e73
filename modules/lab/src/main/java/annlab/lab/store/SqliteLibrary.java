package annlab.lab.store;

import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.UserFolders;
import annlab.networks.files.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.core.NativeDB;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library, unpacked once and for all starts. Its driver would unpack it to {@code
 * java.io.tmpdir} at each start, leave it there after a signal, and fail where that folder cannot
 * be written or may not execute.
 */
final class SqliteLibrary {
  private static boolean ready;

  private SqliteLibrary() {}

  /**
   * Makes sure that the driver finds its library.
   *
   * @param home the run store's folder, where it is unpacked if the user's cache cannot have it
   * @throws PrerequisiteException if it can run from neither, nor from the folder of temporary
   *     files
   */
  static synchronized void load(Path home) {
    if (ready || System.getProperty("org.sqlite.lib.path") != null || isLoaded()) {
      return;
    }
    String name = LibraryLoaderUtil.getNativeLibName();
    URL packed =
        SqliteLibrary.class.getResource(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name);
    if (packed == null) {
      return; // of a system that the driver knows better
    }
    String version = "sqlite-" + SQLiteJDBCLoader.getVersion();
    List<String> faults = new ArrayList<>();
    for (Path folder :
        List.of(
            UserFolders.cache().resolve(version),
            home.resolve(version),
            Path.of(System.getProperty("java.io.tmpdir", "."), "annlab-" + version))) {
      try {
        System.load(unpack(packed, folder.resolve(name)).toString());
        System.setProperty("org.sqlite.lib.path", folder.toString());
        System.setProperty("org.sqlite.lib.name", name);
        ready = true;
        return;
      } catch (IOException | UnsatisfiedLinkError e) {
        faults.add(folder + ": " + reason(e));
      }
    }
    throw new PrerequisiteException(
        "SQLite's library cannot be unpacked to a folder from which it runs ("
            + String.join("; ", faults)
            + "); let XDG_CACHE_HOME name a folder with space on a disk that is mounted without"
            + " noexec");
  }

  /**
   * Whether somebody's connection in this process has loaded it. A second copy beside it would take
   * some of the driver's calls, without having been initialized: the process crashes.
   */
  private static boolean isLoaded() {
    try {
      new NativeDB("", "", new SQLiteConfig()).interrupt(); // not open, whoever answers
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    } catch (SQLException e) {
      return true;
    }
  }

  private static String reason(Throwable e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("failed to map segment")) {
      return "is mounted noexec";
    }
    return e.getClass().getSimpleName() + ": " + message.strip().replaceAll("\\s*\\R\\s*", "; ");
  }

  private static Path unpack(URL packed, Path library) throws IOException {
    URLConnection connection = packed.openConnection();
    long size = connection.getContentLengthLong();
    if (!Files.isRegularFile(library) || Files.size(library) != size) {
      try (InputStream in = connection.getInputStream()) {
        AtomicFiles.write(library, in.readAllBytes());
      }
    }
    return library.toAbsolutePath();
  }
}
