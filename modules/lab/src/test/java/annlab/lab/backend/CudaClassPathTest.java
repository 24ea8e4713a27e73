package annlab.lab.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class CudaClassPathTest {
  @TempDir Path temp;
  private final List<String> notes = new ArrayList<>();
  private Path calls;

  @BeforeEach
  void noteCalls() {
    calls = temp.resolve("calls");
  }

  @Test
  void withoutAFittingCardNothingIsFetched() throws Exception {
    assertThatThrownBy(() -> classPath("9.0", "linux-x86_64").require(false, notes::add))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessageStartingWith("cannot compute on CUDA: Card has compute capability 9.0")
        .hasMessageContaining("cuda-ptx");
    assertThat(calls).doesNotExist();
    assertThat(notes).isEmpty();
  }

  @Test
  void aMachineWithoutPublishedBinariesIsRefusedBeforeAnythingIsFetched() throws Exception {
    assertThatThrownBy(() -> classPath("8.6", "linux-arm64").require(false, notes::add))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessageContaining(
            "is published for linux-x86_64 and windows-x86_64, this is linux-arm64");
    assertThat(calls).doesNotExist();
  }

  @Test
  void withAFittingCardTheJarsAreFetchedOnceIntoTheCacheAndTheSizeIsSaid() throws Exception {
    CudaClassPath path = classPath("8.6", "linux-x86_64");
    List<Path> first = path.require(false, notes::add);
    assertThat(notes).singleElement().asString().contains("608 MB", "once", "--with-redist");
    assertThat(first).anyMatch(entry -> entry.endsWith("nd4j-cuda-11.6.jar"));
    assertThat(first)
        .as("ND4J must not find the CPU backend beside it")
        .noneMatch(entry -> entry.getFileName().toString().matches("nd4j-native-1.*|openblas-.*"));
    assertThat(Files.readString(calls))
        .contains(
            "-f " + temp.resolve("modules/cuda/jars.xml"),
            "-Dnd4j.version=1.0.0-M2.1 -Dcuda.artifact=nd4j-cuda-11.6 ",
            "-Djavacpp.platform=linux-x86_64",
            "dependency:copy-dependencies");

    assertThat(path.require(false, notes::add)).isEqualTo(first);
    assertThat(Files.readAllLines(calls)).hasSize(1);
  }

  @Test
  void aNewerCardRunsTheBuildWithPtxAndIsToldHowLongItsFirstUseTakes() throws Exception {
    CudaClassPath path = classPath(CudaBuild.CUDA_PTX, "9.0", "linux-x86_64");
    path.require(false, notes::add);
    assertThat(notes).hasSize(2);
    assertThat(notes.get(0)).contains("599 MB", "nd4j-cuda-11.2-1.0.0-M1.1-linux-x86_64");
    assertThat(notes.get(1)).startsWith("compute capability 9.0").contains("about half an hour");
    assertThat(Files.readString(calls))
        .contains("-Dnd4j.version=1.0.0-M1.1 -Dcuda.artifact=nd4j-cuda-11.2 ");
  }

  @Test
  void withRedistItsOwnFolderAndSize() throws Exception {
    CudaClassPath path = classPath("8.6", "linux-x86_64");
    path.require(true, notes::add);
    assertThat(notes).singleElement().asString().contains("608 MB and 1.8 GB");
    assertThat(Files.readString(calls)).contains("-P redist ");
    path.require(false, notes::add);
    assertThat(Files.readAllLines(calls)).as("the larger folder serves too").hasSize(1);
  }

  @Test
  void aFailedDownloadLeavesNothingThatCountsAsFetched() throws Exception {
    CudaJars jars = jars(CudaBuild.CUDA, "linux-x86_64", "echo '[ERROR] no route to host'; exit 1");
    assertThatThrownBy(() -> jars.fetch(false, notes::add))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessageContaining("mvn ended with code 1: no route to host");
    assertThat(jars.fetched()).isEmpty();
  }

  private CudaClassPath classPath(String capability, String platform) throws IOException {
    return classPath(CudaBuild.CUDA, capability, platform);
  }

  private CudaClassPath classPath(CudaBuild build, String capability, String platform)
      throws IOException {
    String copies =
        "for word in \"$@\"; do case $word in -DoutputDirectory=*)"
            + " : >\"${word#-DoutputDirectory=}/nd4j-cuda-11.6.jar\";; esac; done";
    return new CudaClassPath(
        build,
        FakeNvidiaSmi.card(temp.resolve("driver"), capability),
        jars(build, platform, copies));
  }

  private CudaJars jars(CudaBuild build, String platform, String script) throws IOException {
    Path maven =
        FakeNvidiaSmi.write(temp.resolve("maven"), "echo \"$*\" >>" + calls + "\n" + script);
    Settings settings =
        new Settings(
            temp, temp.resolve("home"), List.of(), temp.resolve("cache"), temp, 7070, 9000);
    return new CudaJars(build, settings, platform, maven.toString());
  }
}
