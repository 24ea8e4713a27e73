package annlab.networks.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class AtomicFilesTest {
  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir Path temp;

  @Test
  void aLinkStaysAndTheFileBehindItIsReplaced() throws Exception {
    Path file = Files.write(temp.resolve("file"), new byte[] {9});
    Path folder = Files.createDirectory(temp.resolve("folder"));
    for (Path link :
        new Path[] {
          Files.createSymbolicLink(temp.resolve("absolute"), file),
          Files.createSymbolicLink(temp.resolve("relative"), Path.of("file")),
          Files.createSymbolicLink(folder.resolve("up"), Path.of("../relative")),
        }) {
      Files.write(file, new byte[] {9});
      AtomicFiles.write(link, CONTENT);
      assertThat(link).isSymbolicLink();
      assertThat(file).hasBinaryContent(CONTENT);
    }
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).as("no part is left").hasSize(1);
    }
  }

  @Test
  void theFileBehindALinkNeedNotBeThere() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("new/file"));
    AtomicFiles.write(link, CONTENT);
    assertThat(link).isSymbolicLink();
    assertThat(temp.resolve("new/file")).hasBinaryContent(CONTENT);
  }

  @Test
  void whatIsNoFileIsNeverReplaced() throws Exception {
    Path pipe = temp.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path folder = Files.createDirectory(temp.resolve("folder"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), pipe);
    Path device = Files.createSymbolicLink(temp.resolve("device"), Path.of("/dev/null"));
    for (Path wrong : new Path[] {pipe, link, device, Path.of("/dev/full")}) {
      assertThatThrownBy(() -> AtomicFiles.write(wrong, CONTENT))
          .isInstanceOf(IOException.class)
          .hasMessage(wrong + " is a pipe or a device, no file");
      assertThat(wrong).exists();
    }
    assertThatThrownBy(() -> AtomicFiles.write(folder, CONTENT))
        .hasMessage(folder + " is a folder, no file");
    assertThat(Files.isRegularFile(pipe)).isFalse();
    assertThat(Files.isRegularFile(Path.of("/dev/full"))).isFalse();
  }

  @Test
  void linksThatGoRoundAreSaid() throws Exception {
    Path one = Files.createSymbolicLink(temp.resolve("one"), Path.of("two"));
    Files.createSymbolicLink(temp.resolve("two"), Path.of("one"));
    Path self = Files.createSymbolicLink(temp.resolve("self"), Path.of("self"));
    for (Path link : new Path[] {one, self, temp.resolve("two")}) {
      assertThatThrownBy(() -> AtomicFiles.write(link, CONTENT))
          .hasMessage(link + " is a link that leads to itself");
    }
  }
}
