package annlab.lab.store;

import annlab.lab.settings.PrerequisiteException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The run store's tables, in numbered steps. SQLite's {@code user_version} holds the number of the
 * last step taken; a step that was ever released is never changed.
 */
final class Schema {
  /** The newest step: the resource {@code schema/N.sql}. */
  static final int VERSION = 5;

  private Schema() {}

  /**
   * Brings a store to the newest step; several processes may try at once.
   *
   * @return whether there was an older one
   */
  static boolean migrate(Jdbi jdbi, Path file) {
    int version = jdbi.withHandle(Schema::version);
    if (version == VERSION) {
      return false;
    }
    // The transaction takes the write lock at its start, so the version read in it is the last
    // word.
    jdbi.useTransaction(handle -> migrate(handle, VERSION, file));
    return version > 0;
  }

  static void migrate(Handle handle, int target, Path file) {
    int version = version(handle);
    if (version > target) {
      throw newer(file, version, target);
    }
    while (version < target) {
      version++;
      for (String statement : script(version).split(";\\s*\\n", -1)) {
        if (!statement.isBlank()) {
          handle.execute(statement);
        }
      }
      handle.execute("PRAGMA user_version = " + version);
    }
  }

  static PrerequisiteException newer(Path file, int version, int known) {
    return new PrerequisiteException(
        "the run store "
            + file
            + " is of version "
            + version
            + ", this annlab knows versions up to "
            + known
            + "; use a newer annlab, or another folder by ANNLAB_HOME");
  }

  static int version(Handle handle) {
    return handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
  }

  private static String script(int version) {
    String name = "schema/" + version + ".sql";
    try (InputStream in = Schema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the resource " + name + " cannot be read", e);
    }
  }
}
