package annlab.cli.options;

import annlab.datasets.DataUnavailableException;
import annlab.networks.Model;
import java.nio.file.Files;
import java.nio.file.Path;

/** A model that a user names. */
public final class ModelFile {
  private ModelFile() {}

  /**
   * Reads it, whatever its format.
   *
   * @throws DataUnavailableException if it cannot be read
   * @throws IllegalArgumentException if it is damaged or holds what is not known
   */
  public static Model load(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new DataUnavailableException(file + " cannot be read; name a model that is there");
    }
    return Model.load(file);
  }
}
