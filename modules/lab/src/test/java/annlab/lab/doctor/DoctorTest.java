package annlab.lab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.DataSet;
import annlab.lab.backend.Backend;
import annlab.lab.backend.FakeNvidiaSmi;
import annlab.lab.backend.NvidiaSmi;
import annlab.lab.doctor.Finding.Level;
import annlab.lab.settings.ProcFile;
import annlab.lab.settings.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class DoctorTest {
  @TempDir Path temp;

  @Test
  void withoutACardTheCpuCanBeUsedAndCudaIsANote() throws Exception {
    Diagnosis diagnosis = examine(noDriver(), Backend.CPU);
    assertThat(diagnosis.works()).as(diagnosis.json().toString()).isTrue();
    assertThat(finding(diagnosis, "cpu-backend").level()).isEqualTo(Level.OK);
    assertThat(finding(diagnosis, "cuda-driver").level()).isEqualTo(Level.NOTE);
    assertThat(diagnosis.findings()).extracting(Finding::id).doesNotContain("cuda-backend");
  }

  @Test
  void askedForCudaWithoutACardIsAFault() throws Exception {
    Diagnosis diagnosis = examine(noDriver(), Backend.CUDA);
    assertThat(diagnosis.works()).isFalse();
    Finding driver = finding(diagnosis, "cuda-driver");
    assertThat(driver.level()).isEqualTo(Level.FAULT);
    assertThat(driver.advice().orElseThrow()).contains("--backend cpu");
  }

  @Test
  void aFittingCardIsNamedAndTheDownloadIsToCome() throws Exception {
    Diagnosis diagnosis = examine(FakeNvidiaSmi.card(temp, "8.6"), Backend.CUDA);
    assertThat(finding(diagnosis, "cuda-card").found()).contains("compute capability 8.6");
    if (System.getProperty("os.arch").equals("amd64")) {
      assertThat(finding(diagnosis, "cuda-card").level()).isEqualTo(Level.OK);
      assertThat(finding(diagnosis, "cuda-backend").advice().orElseThrow()).contains("608 MB");
    }
  }

  @Test
  void aCardBeyondTheBinariesIsAFaultWhenItIsAskedFor() throws Exception {
    NvidiaSmi newer = FakeNvidiaSmi.card(temp, "9.0");
    assertThat(finding(examine(newer, Backend.CUDA), "cuda-card").level()).isEqualTo(Level.FAULT);
    assertThat(finding(examine(newer, Backend.CPU), "cuda-card").level()).isEqualTo(Level.NOTE);
  }

  @Test
  void everySetOfTheCatalogueIsLookedAtAndAPortInUseIsSaid() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Settings settings = settings(taken.getLocalPort());
      Diagnosis diagnosis = new Doctor(settings, Optional.empty(), noDriver()).examine(Backend.CPU);
      assertThat(finding(diagnosis, "port").found()).contains("in use");
      Finding data = finding(diagnosis, "data-california-housing");
      assertThat(data.level()).isEqualTo(Level.WARNING);
      assertThat(data.found())
          .isEqualTo(
              "cal_housing.data.gz not found on the class path; add the dependency "
                  + "annlab:annlab-data:0.1.0, or set ANNLAB_DATA to a folder that has the file");
      assertThat(finding(diagnosis, "data-iris").found()).isEqualTo("1 file, SHA-256 as expected");
      assertThat(diagnosis.findings())
          .extracting(Finding::id)
          .containsAll(DataSet.names().stream().map(id -> "data-" + id).toList());

      Doctor own = new Doctor(settings, Optional.of(new OwnPorts(7171, 9191)), noDriver());
      Diagnosis ofItself = own.examine(Backend.CPU);
      assertThat(finding(ofItself, "port").found()).isEqualTo("7171, served by this process");
      assertThat(finding(ofItself, "dl4j-port").found()).isEqualTo("9191, served by this process");
    }
  }

  @ParameterizedTest
  @CsvSource({
    // total and free as Java says them, total and available as Linux does, kB; what is available
    "262144, 100000, 1000, 700, 100000",
    "500000, 0, 1000, 700, 0",
    "1024000, 5, 1000, 700, 716800",
    "1000000, 200000, , , 200000"
  })
  void whatIsAvailableToAContainerIsItsOwn(
      long total, long free, @Nullable Long machine, @Nullable Long available, long expected)
      throws Exception {
    Path file = temp.resolve("meminfo");
    Files.writeString(
        file,
        machine == null
            ? ""
            : "MemTotal:   " + machine + " kB\nMemAvailable:   " + available + " kB\n");
    assertThat(MachineCheck.available(total, free, new ProcFile(file))).isEqualTo(expected);
  }

  @Test
  void aStoreThatCannotBeOpenedIsAFault() throws Exception {
    Files.createDirectories(temp.resolve("home"));
    Files.writeString(temp.resolve("home/runs.sqlite"), "this is no database, whatever its name");
    Diagnosis diagnosis = examine(noDriver(), Backend.CPU);
    assertThat(finding(diagnosis, "store").found()).contains("damaged");
    assertThat(diagnosis.works()).isFalse();
  }

  @Test
  void everyFindingThatIsNotOkSaysWhatToDoAndJsonHasNoNull() throws Exception {
    Diagnosis diagnosis = examine(noDriver(), Backend.CPU);
    assertThat(diagnosis.findings())
        .allMatch(each -> each.level() == Level.OK || each.advice().isPresent())
        .extracting(Finding::id)
        .contains(
            "java",
            "cores",
            "vector-units",
            "blas-kernel",
            "memory",
            "disk-home",
            "threads",
            "store")
        .doesNotHaveDuplicates();
    JsonNode json = diagnosis.json();
    assertThat(json.path("backend").asText()).isEqualTo("cpu");
    assertThat(json.path("works").asBoolean()).isTrue();
    assertThat(json.toString()).doesNotContain("null");
    assertThat(json.path("findings").get(0).path("group").asText()).isEqualTo("machine");
  }

  private Diagnosis examine(NvidiaSmi driver, Backend backend) {
    return new Doctor(settings(0), Optional.empty(), driver).examine(backend);
  }

  private NvidiaSmi noDriver() throws IOException {
    return FakeNvidiaSmi.of(temp.resolve("none"), "exit 9");
  }

  private Settings settings(int port) {
    return new Settings(
        temp, temp.resolve("home"), List.of(), temp.resolve("cache"), temp, port, 0);
  }

  private static Finding finding(Diagnosis diagnosis, String id) {
    return diagnosis.findings().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
