package annlab.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The committed extract of Fashion MNIST as a folder, for the tests of every module. */
public final class FashionMnistExtract {
  private FashionMnistExtract() {}

  /** Copies the extract's files into a folder, from wherever the test jar is. */
  public static Path copyTo(Path folder) {
    for (DataFile file : FashionMnist.EXTRACT_FILES) {
      String resource = "/fashion-mnist-extract/" + file.name();
      try (InputStream in = FashionMnistExtract.class.getResourceAsStream(resource)) {
        Files.copy(Objects.requireNonNull(in, resource), folder.resolve(file.name()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return folder;
  }

  /** A home without a network that has the extract and nothing else. */
  public static DataHome home(Path emptyFolder) {
    Path folder = copyTo(emptyFolder);
    return DataHome.offline(List.of(folder), folder.resolve("cache"));
  }
}
