package annlab.datasets;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A file of a data set: its name and the content it must have.
 *
 * <p>The content is what is in the gzip file, not the gzip file itself: different sources compress
 * the same data differently.
 *
 * @param name the file's name; one that ends in {@code .gz} is compressed
 * @param bytes the length of the uncompressed content
 * @param sha256 the SHA-256 of the uncompressed content, 64 hexadecimal digits in lower case
 */
public record DataFile(String name, int bytes, String sha256) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

  public DataFile {
    if (!FILE_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("name must be a plain file name, got " + name);
    }
    if (bytes <= 0) {
      throw new IllegalArgumentException("bytes must be above 0, got " + bytes);
    }
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits, got " + sha256);
    }
  }

  boolean compressed() {
    return name.endsWith(".gz");
  }

  /** A copy in a folder, which may not be there. */
  Path in(Path folder) {
    return folder.resolve(name);
  }
}
