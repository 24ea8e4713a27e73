package annlab.lab.backend;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The class path of this process. */
public final class ClassPath {
  private ClassPath() {}

  /**
   * Its entries.
   *
   * @return jars and folders in order; wildcards are written out already
   */
  public static List<Path> own() {
    // Surefire puts a manifest jar in the place of the path and tells the path by this property.
    String text =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    return Arrays.stream(text.split(File.pathSeparator, -1))
        .filter(entry -> !entry.isBlank())
        .map(Path::of)
        .toList();
  }
}
