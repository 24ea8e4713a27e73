package annlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.cli.processes.ThisProgram;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServeCommandTest {
  @Test
  void aChildTrainsWithBothCompilersAndTheRestOfTheSitesFlags() {
    List<String> flags =
        List.of(
            "-Xmx640m",
            "-XX:TieredStopAtLevel=1",
            "-javaagent:jacoco.jar",
            "-Dannlab.terminal=true",
            "-Dannlab.threads=auto",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    assertThat(ThisProgram.forChildren(flags))
        .containsExactly("-Xmx640m", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
  }
}
