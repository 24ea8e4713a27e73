package annlab.lab.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginTest {
  @TempDir Path temp;

  /** As within a hook of another repository. */
  @Test
  void theCommitIsThatOfTheCheckoutWhateverRepositoryTheEnvironmentNames() throws Exception {
    Path here = temp.resolve("here");
    Path other = temp.resolve("other");
    String commit = repository(here, "one");
    assertThat(repository(other, "two")).isNotEqualTo(commit);
    for (Map<String, String> environment :
        List.of(
            Map.of("GIT_DIR", other.resolve(".git").toString()),
            Map.of("GIT_DIR", other + "/.git", "GIT_WORK_TREE", other.toString()),
            Map.of("GIT_INDEX_FILE", other + "/.git/index"),
            Map.of("GIT_OBJECT_DIRECTORY", other + "/.git/objects", "GIT_PREFIX", "x/"))) {
      assertThat(Origin.checkout(here, environment))
          .as("%s", environment)
          .isEqualTo(Optional.of(new Origin.Checkout(commit, false)));
    }
    assertThat(Origin.checkout(temp, Map.of("GIT_DIR", other + "/.git"))).isEmpty();
  }

  private static String repository(Path folder, String author) throws Exception {
    git(temp(folder), "init", "-q", folder.toString());
    git(
        folder,
        "-c",
        "user.name=" + author,
        "-c",
        "user.email=x@example.org",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        author);
    return git(folder, "rev-parse", "HEAD").strip();
  }

  private static Path temp(Path folder) {
    return folder.toAbsolutePath().getParent();
  }

  private static String git(Path folder, String... words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("git");
    builder.command().addAll(List.of(words));
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    Process process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }
}
