package annlab.estimators.specification;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a specification may find files.
 *
 * @param folder where relative paths start; empty if no paths are allowed
 * @param uploads where uploads lie; empty if there are none
 */
record Sources(Optional<Path> folder, Optional<Path> uploads) {
  private static final Pattern UPLOAD = Pattern.compile("[0-9a-f]{16}");

  /** A specification in a folder, which may name any file. */
  static Sources folder(Path folder) {
    return new Sources(Optional.of(folder), Optional.empty());
  }

  /** A specification from a page, which may name uploads only. */
  static Sources uploads(Path uploads) {
    return new Sources(Optional.empty(), Optional.of(uploads));
  }

  /** A file that a specification names by its path. */
  Path file(String field, String path) {
    return folder
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a specification from a page names data sets and uploads only; leave "
                        + field
                        + " out"))
        .resolve(path);
  }

  /** A file that was uploaded, by the name that it was given then. */
  Path upload(String name) {
    if (uploads.isEmpty() || !UPLOAD.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "there is no upload '" + name + "'; upload the file first");
    }
    return uploads.get().resolve(name + ".csv");
  }
}
