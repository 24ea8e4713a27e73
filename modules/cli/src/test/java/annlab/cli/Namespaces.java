package annlab.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Tests in namespaces and as other users, which need Linux and root. */
public final class Namespaces {
  private Namespaces() {}

  /**
   * Skips a test where the machine allows no such surroundings; with {@code CI=true} it fails.
   *
   * @param words what begins a command in these surroundings, as {@code unshare -m}
   */
  public static void require(List<String> words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(words);
    command.add("true");
    boolean able;
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      able = process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      able = false; // there is no such program
    }
    String reason = "this machine does not allow: " + String.join(" ", command);
    if ("true".equals(System.getenv("CI"))) {
      Assertions.assertThat(able).as(reason).isTrue();
    }
    Assumptions.assumeTrue(able, reason);
  }
}
