package annlab.lab.store;

import annlab.lab.runs.Artifact;
import annlab.lab.runs.RunId;
import annlab.lab.settings.PrerequisiteException;
import annlab.networks.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The files of runs, a folder for each run, and the table that lists them. */
public final class ArtifactFiles {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final Path runs;

  ArtifactFiles(Path home) {
    this.runs = home.resolve("runs");
  }

  /** Where a run's files are; made with the first of them. */
  Path folder(RunId id) {
    return runs.resolve(id.value());
  }

  /** Writes the file; the caller then lists it. */
  Artifact write(
      RunId id, String name, byte[] content, Optional<String> section, Optional<String> caption) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a file's name must have letters, digits, dots, hyphens and underscores, got '"
              + name
              + "'");
    }
    Path file = folder(id).resolve(name);
    try {
      AtomicFiles.write(file, content);
    } catch (IOException e) {
      throw new PrerequisiteException(
          "cannot write " + file + " (" + e.getMessage() + "); is the disk full?", e);
    }
    return new Artifact(name, file, content.length, Artifact.sha256(content), section, caption);
  }

  static void insert(Handle handle, RunId id, Artifact artifact) {
    handle
        .createUpdate(
            "INSERT INTO artifacts (run, name, bytes, sha256, section, caption) VALUES ("
                + RunRecords.SEQ
                + ", :name, :bytes, :sha256, :section, :caption) ON CONFLICT (run, name)"
                + " DO UPDATE SET bytes = :bytes, sha256 = :sha256, section = :section,"
                + " caption = :caption")
        .bind("id", id.value())
        .bind("name", artifact.name())
        .bind("bytes", artifact.bytes())
        .bind("sha256", artifact.sha256())
        .bind("section", artifact.section())
        .bind("caption", artifact.caption())
        .execute();
  }

  List<Artifact> of(Handle handle, RunId id) {
    return handle
        .createQuery("SELECT * FROM artifacts WHERE run = " + RunRecords.SEQ + " ORDER BY name")
        .bind("id", id.value())
        .map(
            (rs, context) ->
                new Artifact(
                    rs.getString("name"),
                    folder(id).resolve(rs.getString("name")),
                    rs.getLong("bytes"),
                    rs.getString("sha256"),
                    Optional.ofNullable(rs.getString("section")),
                    Optional.ofNullable(rs.getString("caption"))))
        .list();
  }

  /** Deletes the folder of a run that is in no table any more. */
  void delete(RunId id) {
    try (Stream<Path> files = Files.list(folder(id))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder(id));
    } catch (NoSuchFileException e) {
      return; // a run without files
    } catch (IOException e) {
      throw new PrerequisiteException(
          "the run is deleted, but not its files in " + folder(id) + " (" + e.getMessage() + ")",
          e);
    }
  }
}
