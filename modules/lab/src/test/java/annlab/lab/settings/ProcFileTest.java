package annlab.lab.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFileTest {
  @TempDir Path folder;

  @Test
  void theFirstValueOfAKeyCountsAndKilobytesAreBytes() throws Exception {
    Path file = folder.resolve("status");
    Files.writeString(file, "Name:\tjava\nVmHWM:\t  2048 kB\nName:\tother\nVmSwap:\t none\n");
    ProcFile status = new ProcFile(file);
    assertThat(status.value("Name")).contains("java");
    assertThat(status.bytes("VmHWM")).hasValue(2_097_152);
    assertThat(status.bytes("VmSwap")).isEmpty();
    assertThat(status.value("Threads")).isEmpty();
  }

  @Test
  void whereThereIsNoSuchFileNothingIsKnown() {
    assertThat(new ProcFile(folder.resolve("none")).value("Name")).isEmpty();
  }
}
