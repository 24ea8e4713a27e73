package annlab.lab.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.lab.charts.Figure;
import annlab.lab.runs.Artifact;
import annlab.lab.runs.RunId;
import java.util.List;
import java.util.Optional;

/** The files that are kept with runs: in the run's folder, and listed in the store. */
public final class RunFiles {
  private final Database database;
  private final ArtifactFiles files;
  private final RunDocuments documents;

  RunFiles(Database database, ArtifactFiles files, RunDocuments documents) {
    this.database = database;
    this.files = files;
    this.documents = documents;
  }

  /**
   * Keeps a file with a run; one of the same name is replaced.
   *
   * @param id the run
   * @param name letters, digits, dots, hyphens and underscores
   * @param content its bytes
   * @return the file
   * @throws IllegalArgumentException if the name has other characters
   */
  public Artifact write(RunId id, String name, byte[] content) {
    return write(id, name, content, Optional.empty(), Optional.empty());
  }

  /**
   * Keeps a file with a run that may be a figure; one of the same name is replaced.
   *
   * @param id the run
   * @param name letters, digits, dots, hyphens and underscores
   * @param content its bytes
   * @param section the section that a figure belongs to
   * @param caption a figure's
   * @return the file
   * @throws IllegalArgumentException if the name has other characters
   */
  public Artifact write(
      RunId id, String name, byte[] content, Optional<String> section, Optional<String> caption) {
    return keep(id, files.write(id, name, content, section, caption));
  }

  /**
   * Keeps a figure with a run, as {@code NAME.svg}.
   *
   * @param id the run
   * @param figure the figure
   * @return the file
   */
  public Artifact figure(RunId id, Figure figure) {
    byte[] content = figure.svg().getBytes(UTF_8);
    return keep(
        id,
        files.write(
            id,
            figure.name() + ".svg",
            content,
            Optional.of(figure.section()),
            Optional.of(figure.caption())));
  }

  private Artifact keep(RunId id, Artifact artifact) {
    database.use(handle -> ArtifactFiles.insert(handle, id, artifact));
    documents.renew(id);
    return artifact;
  }

  /**
   * The files of a run.
   *
   * @param id the run
   * @return by name
   */
  public List<Artifact> of(RunId id) {
    return database.read(handle -> files.of(handle, id));
  }

  /**
   * A file of a run.
   *
   * @param id the run
   * @param name the file's name
   * @return the file, empty if the run has none of this name
   */
  public Optional<Artifact> find(RunId id, String name) {
    return of(id).stream().filter(artifact -> artifact.name().equals(name)).findFirst();
  }
}
