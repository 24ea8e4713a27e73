package annlab.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training gives the same bits by every path and on every machine. */
class SameBitsTest {
  /** Of float by descent and Adam, double by descent and Adam; the same on every processor. */
  private static final List<String> GOLDEN =
      List.of("2f9f0ff6042db919", "59f4bd2dd2a01bc0", "e4d9f3322ef51c47", "88e042e3eec46d97");

  private static final String TIMES = "60";

  @ParameterizedTest
  @ValueSource(
      strings = {
        Kernels.FLAG,
        Kernels.FLAG + " -XX:+IgnoreUnrecognizedVMOptions -XX:UseAVX=2",
        Kernels.FLAG + " -D" + Kernels.PROPERTY + "=plain",
        "-XX:TieredStopAtLevel=1",
      })
  void hasTheBitsOfEveryOtherMachine(String flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(flags.split(" ")));
    command.addAll(
        List.of(
            "-cp", System.getProperty("java.class.path"), SmallTraining.class.getName(), TIMES));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines;
    try (BufferedReader reader = process.inputReader()) {
      lines = reader.lines().toList();
    }
    assertThat(process.waitFor()).as("%s", lines).isZero();
    assertThat(lines).hasSize(1 + GOLDEN.size());
    assertThat(lines.get(0))
        .startsWith(
            flags.contains("plain") || flags.contains("Tiered") ? "plain Java" : "Vector API, ");
    assertThat(lines.subList(1, lines.size())).isEqualTo(GOLDEN);
  }
}
