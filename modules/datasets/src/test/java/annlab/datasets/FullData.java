package annlab.datasets;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The whole data sets, where this machine has them. Without them a test is skipped, with the
 * reason. Where the environment says {@code CI=true} they are downloaded, and if that fails, so
 * does the test.
 */
public final class FullData {
  private FullData() {}

  /** A home that has these files. */
  public static DataHome home(List<DataFile> files) {
    if ("true".equals(System.getenv("CI"))) {
      DataHome home = new DataHome(folders(), cache());
      files.forEach(home::require);
      return home;
    }
    DataHome home = DataHome.offline(folders(), cache());
    for (DataFile file : files) {
      assumeTrue(
          home.find(file).isPresent(),
          () -> file.name() + " is not in any of " + home.places() + "; " + file.advice());
    }
    return home;
  }

  private static List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    Optional.ofNullable(System.getenv("ANNLAB_DATA")).map(Path::of).ifPresent(folders::add);
    Path root = Path.of(System.getProperty("annlab.root", "."));
    folders.add(root.resolve("data"));
    folders.add(root.resolve("../shared/data").normalize());
    folders.add(Path.of("/usr/share/datasets/fashion-mnist"));
    return folders;
  }

  private static Path cache() {
    return Path.of(System.getProperty("user.home"), ".cache", "annlab");
  }
}
