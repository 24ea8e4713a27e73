package annlab.lab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.datasets.DataFile;
import annlab.datasets.DataSet;
import annlab.lab.Experiment;
import annlab.lab.FakeExperiment;
import annlab.lab.runs.Artifact;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar with the large files is not on this module's class path; iris is. */
class PrerequisitesTest {
  private static final Experiment CLOTHES =
      new FakeExperiment().reading(DataSet.FASHION_MNIST, DataSet.IRIS);
  private static final Experiment HOUSES = new FakeExperiment().reading(DataSet.CALIFORNIA_HOUSING);

  @TempDir Path temp;

  private Settings settings(Path home) {
    return new Settings(
        temp, home, List.of(temp.resolve("data")), temp.resolve("cache"), temp, 7070, 9000);
  }

  @Test
  void whatIsThereIsNoReasonToStopAndNothingIsMade() {
    Path home = temp.resolve("new/home");
    assertThatCode(
            () ->
                Prerequisites.require(
                    settings(home), List.of(new FakeExperiment().reading(DataSet.IRIS)), false))
        .doesNotThrowAnyException();
    assertThat(temp.resolve("new")).doesNotExist();
  }

  @Test
  void allThatIsMissingIsSaidInOneLine() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "no folder");
    Settings settings = settings(file.resolve("home"));
    String line =
        "train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz,"
            + " t10k-labels-idx1-ubyte.gz, cal_housing.data.gz not found in "
            + temp.resolve("data")
            + " or on the class path; add the dependency annlab:annlab-data:0.1.0, or set"
            + " ANNLAB_DATA to a folder that has the files; cannot write the run store in "
            + file.resolve("home")
            + " ("
            + file
            + " is not a folder); set ANNLAB_HOME to a folder that you may write";
    assertThatThrownBy(() -> Prerequisites.require(settings, List.of(CLOTHES, HOUSES), false))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessage(line);
    assertThatThrownBy(() -> Prerequisites.open(settings, List.of(CLOTHES, HOUSES)))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessage(line);
  }

  @Test
  void aDamagedFileIsSaidWithBothHashes() throws IOException {
    DataFile file = DataSet.CALIFORNIA_HOUSING.files().get(0);
    Path bad = Files.createDirectories(temp.resolve("data")).resolve(file.name());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bad))) {
      out.write('x');
    }
    assertThatThrownBy(
            () -> Prerequisites.require(settings(temp.resolve("home")), List.of(HOUSES), true))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessage(
            bad
                + " has the wrong content: expected 2071484 bytes with SHA-256 "
                + file.sha256()
                + ", got 1 bytes with SHA-256 "
                + Artifact.sha256(new byte[] {'x'})
                + "; delete it or put a good copy in its place");
  }

  @Test
  void roomOnTheDiskIsForAllRunsTogether() {
    Settings settings = settings(temp.resolve("home"));
    List<Experiment> many = Collections.nCopies(20_000_000, new FakeExperiment());
    assertThatThrownBy(() -> Prerequisites.require(settings, many, false))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessageMatching(
            "too little room on the disk of "
                + temp.resolve("home")
                + ": 100000000\\.0 MB are needed and [0-9.]+ MB free; free some space, or set"
                + " ANNLAB_HOME to a folder on another disk");
    assertThatCode(() -> Prerequisites.require(settings, List.of(), false))
        .doesNotThrowAnyException();
  }

  @Test
  void ofDifferentExperimentsOneIsLargeAndOfOneExperimentAllRunsMayBe() {
    Experiment one = new FakeExperiment();
    Experiment another = new FakeExperiment();
    assertThat(Prerequisites.room(List.of(one), false)).isEqualTo(5_000_000);
    assertThat(Prerequisites.room(List.of(one, another), false)).isEqualTo(6_000_000);
    assertThat(Prerequisites.room(List.of(one, one), false)).isEqualTo(10_000_000);
    assertThat(Prerequisites.room(List.of(one, another), true)).isEqualTo(2_500_000);
  }

  @Test
  void anExperimentThatReadsWhatItDoesNotNameFails() {
    Experiment silent = new FakeExperiment();
    assertThatThrownBy(() -> Runner.requireDeclared(silent, Set.of("iris.csv")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "experiment toy read files of data sets that it does not name in dataSets(): iris.csv");
    assertThatCode(() -> Runner.requireDeclared(CLOTHES, Set.of("iris.csv")))
        .doesNotThrowAnyException();
  }
}
