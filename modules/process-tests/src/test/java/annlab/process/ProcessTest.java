package annlab.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.cli.ProgramProcess;
import annlab.datasets.DataFile;
import annlab.datasets.DataHome;
import annlab.datasets.FashionMnist;
import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.lab.Parameters;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The command line in processes of its own: exit codes, stdout and stderr as others see them. */
@Execution(ExecutionMode.CONCURRENT)
class ProcessTest {
  private static final long SECONDS = 300;

  /** Nothing listens there, so that a test never downloads. */
  private static final List<String> NO_NETWORK =
      List.of(
          "-Dhttp.proxyHost=127.0.0.1",
          "-Dhttp.proxyPort=9",
          "-Dhttps.proxyHost=127.0.0.1",
          "-Dhttps.proxyPort=9",
          "-Dhttp.nonProxyHosts=");

  @TempDir Path temp;
  private Path project;
  private Path data;
  private Path home;
  private final List<String> flags = new ArrayList<>();

  record Ended(int code, String out, String err) {}

  @BeforeEach
  void makeProject() throws Exception {
    project = Files.createDirectories(temp.resolve("project"));
    data = Files.createDirectories(temp.resolve("data"));
    home = temp.resolve("home");
    Files.writeString(project.resolve("annlab.conf"), "cache = cache\n");
    flags.clear();
  }

  @Test
  void aQuickRunIsRecordedAndPrintedAsOneDocument() throws Exception {
    Ended ended = annlab("run", "fashion-mnist", "--quick", "--json");
    assertThat(ended.err()).as("progress goes to stderr").contains("fashion-mnist");
    assertThat(ended.code()).as(ended.err()).isZero();
    JsonNode run = json(ended);
    assertThat(run.path("status").asText()).isEqualTo("finished");
    assertThat(run.path("backend").asText()).isEqualTo("cpu");
    assertThat(run.path("quick").asBoolean()).isTrue();
    assertThat(run.path("history").path("val_accuracy")).hasSize(2);
    assertThat(run.path("claims").findValuesAsText("status")).isNotEmpty().containsOnly("NOT_RUN");
    assertThat(ended.out()).doesNotContain("null", "NaN");

    JsonNode runs = json(annlab("runs", "--json"));
    assertThat(runs).hasSize(1);
    assertThat(runs.get(0)).isEqualTo(run);
    String id = run.path("id").asText();
    assertThat(json(annlab("show", id, "--json"))).isEqualTo(run);
    assertThat(annlab("show", id).out()).contains(id, "G5-validation-accuracy", "test_accuracy");
    assertThat(annlab("show", "no-such-run").code()).isEqualTo(2);
  }

  /** One of its two processes is killed: its run is the only one that the same command repeats. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aReproductionOutlivesADeadProcessRunsEverythingAndJudgesNothingIfQuick() throws Exception {
    List<String> experiments = Experiments.all().stream().map(Experiment::id).toList();
    Path err = temp.resolve("err");
    Process process =
        builder("reproduce", "--quick", "--jobs", "2")
            .redirectOutput(temp.resolve("out").toFile())
            .redirectError(err.toFile())
            .start();
    killAWorkerDuringARun(process);
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(err);
    assertThat(process.exitValue()).as(said).isEqualTo(4);
    List<Run> failed = runs().stream().filter(run -> run.status() == RunStatus.FAILED).toList();
    assertThat(failed).as("the others went on").hasSize(1);
    String why = "the process ended with code 137; its words are in ";
    assertThat(failed.get(0).summary().error().orElseThrow()).startsWith(why);
    assertThat(said.lines().filter(line -> line.startsWith("annlab: ")))
        .singleElement()
        .asString()
        .startsWith("annlab: " + failed.get(0).experiment() + " failed: " + why);
    assertThat(Files.readString(temp.resolve("out")))
        .contains("not everything has finished (the same command resumes from here)");
    assertThat(runs()).hasSize(experiments.size());

    Ended ended = annlab("reproduce", "--quick");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err())
        .contains((experiments.size() - 1) + " of " + experiments.size() + " experiments")
        .contains("[1/1] " + failed.get(0).experiment() + ": finished in ");
    assertThat(ended.out()).contains("quick", "not run").doesNotContain("FAIL");
    assertThat(project.resolve("reports")).doesNotExist();
    assertThat(runs().stream().filter(run -> run.status() == RunStatus.FINISHED))
        .extracting(Run::experiment)
        .containsExactlyInAnyOrderElementsOf(experiments);
  }

  @Test
  void aReportGoesToItsOwnFolderAndReplacesTheProjectsOnlyOnPurposeAndWhole() throws Exception {
    Path kept = Files.createDirectories(project.resolve("reports")).resolve("results.json");
    Files.writeString(kept, "{}");
    Path page = project.resolve("reports/latest/chapter.html");
    Files.writeString(Files.createDirectories(page.getParent()).resolve("chapter.html"), "old");
    Ended empty = annlab("report", "--json");
    assertThat(empty.code()).isEqualTo(3);
    assertThat(empty.out()).isEmpty();
    assertThat(empty.err())
        .startsWith("annlab: there is nothing to report: no full run in " + home)
        .hasLineCount(1);
    assertThat(page).as("not replaced by nothing").hasContent("old");
    assertThat(annlab("run", "mcculloch-pitts").code()).isZero();

    Ended latest = annlab("report");
    assertThat(latest.code()).as(latest.err()).isZero();
    assertThat(latest.err()).isEqualTo("the report is " + page + "\n");
    assertThat(page).content().startsWith("<!DOCTYPE html>");

    Ended renewed = annlab("report", "--renew");
    assertThat(renewed.code()).isEqualTo(3);
    assertThat(renewed.err())
        .startsWith("annlab: the report that the project keeps is not renewed: of ")
        .contains(" claims ", " were not run and 0 only by other code; first: annlab reproduce")
        .hasLineCount(1);
    assertThat(kept).hasContent("{}");
  }

  /** Stopped first, so that its run cannot end between the look at the store and the kill. */
  private void killAWorkerDuringARun(Process reproduction) throws Exception {
    while (true) {
      assertThat(reproduction.isAlive()).as("no worker met during a run").isTrue();
      for (ProcessHandle worker : reproduction.children().toList()) {
        signal(worker, "STOP");
        if (isRunningARun(worker.pid())) {
          worker.destroyForcibly();
          return;
        }
        signal(worker, "CONT");
      }
      Thread.sleep(20);
    }
  }

  private static void signal(ProcessHandle process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  private boolean isRunningARun(long pid) throws SQLException {
    Path store = home.resolve("runs.sqlite");
    if (!Files.exists(store)) {
      return false;
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM runs WHERE status = 'running' AND pid = " + pid)) {
      return rows.getInt(1) > 0;
    }
  }

  /** Before anything begins: the first experiments need no data. */
  @Test
  void missingDataIsCode3BeforeTheFirstExperimentBeginsAndSaysAllOfIt() throws Exception {
    for (List<String> words :
        List.of(
            List.of("run", "mcculloch-pitts", "fashion-mnist", "california-sequential", "--quick"),
            List.of("run", "fashion-mnist", "california-sequential", "--quick", "--seeds", "2"),
            List.of("reproduce", "--quick"))) {
      ProcessBuilder builder = builder(words.toArray(String[]::new));
      builder.command().replaceAll(ProcessTest::withoutData);
      Ended ended = ended(builder);
      assertThat(ended.code()).as(ended.err()).isEqualTo(3);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err())
          .startsWith("annlab: ")
          .contains("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")
          .contains("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz", "cal_housing.data.gz")
          .endsWith(
              " not found in "
                  + data
                  + " or on the class path; add the dependency annlab:annlab-data:0.1.0, or set"
                  + " ANNLAB_DATA to a folder that has the files\n")
          .hasLineCount(1);
    }
    assertThat(runs()).isEmpty();
  }

  /** A class path without the jar, or the folder, of the data. */
  private static String withoutData(String word) {
    return Stream.of(word.split(File.pathSeparator, -1))
        .filter(entry -> !entry.contains("annlab-data-") && !entry.contains("/modules/data/"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void oneFlippedBitIsSaidWithBothHashesAndWhatIsOnBoardUsed() throws Exception {
    DataFile labels = FashionMnist.TEST_LABELS;
    byte[] bytes = new DataHome().packed(labels);
    bytes[bytes.length / 2] ^= 1;
    Path file = Files.write(data.resolve(labels.name()), bytes);
    Ended ended = annlab("run", "fashion-mnist", "--quick", "--json");
    assertThat(json(ended).path("status").asText()).isEqualTo("finished");
    assertThat(ended.err())
        .contains(file + " has the wrong content: expected 10008 bytes with SHA-256 ")
        .contains(labels.sha256() + ", got ")
        .containsOnlyOnce("; using " + new DataHome().find(labels).orElseThrow() + " instead")
        .doesNotContain("\tat ");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void cudaWithoutAFittingCardIsCode3AndNeverARunOnTheCpu() throws Exception {
    card("9.0");
    flags.addAll(NO_NETWORK);
    for (List<String> words :
        List.of(
            List.of("run", "fashion-mnist", "--quick", "--backend", "cuda"),
            List.of("--backend", "cuda", "run", "fashion-mnist", "--quick"))) {
      Ended ended = annlab(words.toArray(String[]::new));
      assertThat(ended.code()).isEqualTo(3);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err())
          .startsWith("annlab: cannot compute on CUDA: Card has compute capability 9.0")
          .contains("cuda-ptx")
          .hasLineCount(1);
    }
    assertThat(runs()).isEmpty();
    assertThat(project.resolve("cache")).doesNotExist();
  }

  /** A fetched folder without a backend in it: whatever ND4J then says, nothing runs on the CPU. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
  void aCudaBackendThatIsDamagedIsCode3AndNeverARunOnTheCpu() throws Exception {
    card("8.6");
    Path folder = project.resolve("cache/backends/nd4j-cuda-11.6-1.0.0-M2.1-linux-x86_64");
    Files.createDirectories(folder);
    Files.createFile(folder.resolve("complete"));
    Ended ended = annlab("run", "fashion-mnist", "--quick", "--backend", "cuda");
    assertThat(ended.code()).as(ended.err()).isEqualTo(3);
    assertThat(lastLine(ended)).startsWith("annlab: no cuda backend on the class path");
    Ended comparison = annlab("compare", "fashion-mnist", "--quick", "--backends", "cpu,cuda");
    assertThat(comparison.code()).as(comparison.err()).isEqualTo(3);
    assertThat(comparison.err())
        .as("said before the CPU's side is run for nothing")
        .startsWith("annlab: the cuda backend does not load: ")
        .hasLineCount(1);
    assertThat(runs()).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theDoctorExits1WhenWhatWasAskedForCannotWork() throws Exception {
    card("3.5");
    Ended cuda = annlab("doctor", "--backend", "cuda", "--json");
    assertThat(cuda.code()).isEqualTo(1);
    assertThat(new ObjectMapper().readTree(cuda.out()).path("works").asBoolean()).isFalse();
    assertThat(cuda.out()).contains("machine code for 3.7 to 8.6").doesNotContain("null");

    Ended cpu = annlab("doctor");
    assertThat(cpu.code()).as(cpu.err()).isZero();
    assertThat(cpu.out()).contains("CPU backend", "the cpu backend can be used");
  }

  private void card(String capability) throws IOException {
    Path tool = Files.createDirectories(temp.resolve("bin")).resolve("nvidia-smi");
    Files.writeString(tool, "#!/bin/sh\necho 'Card, 535.104.05, 24 MiB, " + capability + "'\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void aComparisonIsKeptWithBothRunsAndItsTracesAreDeleted() throws Exception {
    Ended ended =
        annlab(
            "compare",
            "fashion-mnist",
            "--quick",
            "--epochs",
            "1",
            "--steps",
            "dl4j,dense",
            "--json");
    JsonNode comparison = json(ended);
    assertThat(comparison.path("axis").asText()).isEqualTo("steps");
    assertThat(comparison.path("sides").findValuesAsText("label")).containsExactly("dl4j", "dense");
    for (JsonNode side : comparison.path("sides")) {
      assertThat(side.path("timing").path("steps").asInt()).isEqualTo(38);
      assertThat(side.path("timing").path("msPerStep").asDouble()).isPositive();
      assertThat(side.path("run").path("parameters").path("step")).isEqualTo(side.path("label"));
      assertThat(side.path("run").path("status").asText()).isEqualTo("finished");
    }
    JsonNode drift = comparison.path("drift");
    assertThat(drift.path("initial").asDouble()).isZero();
    assertThat(drift.path("steps")).hasSize(38).allMatch(each -> each.asDouble() < 1e-5);
    assertThat(drift.path("steps"))
        .as("they round otherwise")
        .anyMatch(each -> each.asDouble() > 0);
    assertThat(drift.path("epochs").get(0).findValuesAsText("layer"))
        .containsExactly("dense", "dense_1", "dense_2");
    assertThat(ended.out()).doesNotContain("null", "NaN");

    Path kept = home.resolve("comparisons").resolve(comparison.path("id").asText() + ".json");
    assertThat(new ObjectMapper().readTree(kept.toFile())).isEqualTo(comparison);
    assertThat(home.resolve("traces")).isEmptyDirectory();
    assertThat(runs()).hasSize(2).allMatch(run -> run.summary().tags().contains("comparison"));
  }

  @Test
  void aRunGoesFromOneHomeToAnotherByItsExport() throws Exception {
    String id = json(annlab("run", "mcculloch-pitts", "--quick", "--json")).path("id").asText();
    JsonNode there = json(annlab("show", id, "--json"));
    Path file = Files.writeString(temp.resolve("run.json"), annlab("runs", "--export", id).out());
    assertThat(annlab("runs", "--import", file.toString()).code()).as("it is here").isEqualTo(2);

    home = temp.resolve("another home");
    JsonNode here = json(annlab("runs", "--import", file.toString(), "--json"));
    assertThat(here.path("tags").get(0).asText()).isEqualTo("imported");
    ((ObjectNode) here).remove("tags");
    assertThat(here).isEqualTo(there);

    Ended again = annlab("runs", "--import", file.toString());
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("already; nothing was changed").hasLineCount(1);
    Path wrong = Files.writeString(temp.resolve("wrong.json"), "{");
    assertThat(annlab("runs", "--import", wrong.toString()).err())
        .startsWith("annlab: " + wrong + " is no JSON")
        .hasLineCount(1);
  }

  @Test
  void aRunIsExportedForOtherTools() throws Exception {
    String id = json(annlab("run", "mcculloch-pitts", "--quick", "--json")).path("id").asText();
    Ended csv = annlab("runs", "--export", id, "--format", "csv");
    assertThat(csv.code()).as(csv.err()).isZero();
    assertThat(csv.out()).startsWith("run,epoch,quantity,value\r\n").doesNotContain("null");

    Path logs = temp.resolve("all logs");
    String[] tensorboard = {
      "runs", "--export", id, "--format", "tensorboard", "--to", logs.toString(), "--json"
    };
    JsonNode made = json(annlab(tensorboard));
    assertThat(made.path("folder").asText()).isEqualTo(logs.resolve(id).toString());
    assertThat(logs.resolve(id).resolve("train")).isNotEmptyDirectory();
    Ended again = annlab(tensorboard);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("exists already and stays as it is").hasLineCount(1);

    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    String nobody = "http://127.0.0.1:" + free;
    Ended unanswered = annlab("runs", "--export", id, "--format", "mlflow", "--to", nobody);
    assertThat(unanswered.code()).isEqualTo(3);
    assertThat(unanswered.err())
        .startsWith("annlab: no MLflow server answers at " + nobody)
        .hasLineCount(1);
    Ended odd = annlab("runs", "--export", id, "--format", "mlflow", "--to", "sqlite:///x.db");
    assertThat(odd.code()).isEqualTo(2);
    assertThat(odd.err()).contains("like http://127.0.0.1:5000, got 'sqlite:///x.db'");
  }

  @Test
  void anExperimentWithoutAModelIsNotCompared() throws Exception {
    Ended ended = annlab("compare", "mcculloch-pitts", "--quick", "--threads", "1,2");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(lastLine(ended))
        .startsWith("annlab: mcculloch-pitts trains no model that is recorded step by step");
    assertThat(ended.out()).isEmpty();
  }

  /** Both processes of a comparison write to one terminal. */
  @Test
  void whyAComparisonIsRefusedIsSaidOnce() throws Exception {
    for (String types : List.of("float,double", "double,float")) {
      Ended ended = annlab("compare", "exclusive-or", "--quick", "--types", types);
      assertThat(ended.code()).as(ended.err()).isEqualTo(2);
      assertThat(ended.err().lines().filter(line -> line.contains("names its type itself")))
          .containsExactly(
              "annlab: exclusive-or: its main model names its type itself and cannot be compared by"
                  + " --types");
    }
    assertThat(runs()).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aComparisonWithCudaWithoutACardIsCode3BeforeAnythingRuns() throws Exception {
    card("3.5");
    Ended ended = annlab("compare", "fashion-mnist", "--quick", "--backends", "cpu,cuda");
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err())
        .startsWith("annlab: cannot compute on CUDA: Card has compute capability 3.5")
        .hasLineCount(1);
    assertThat(runs()).isEmpty();
  }

  /** Seven processes. */
  @Test
  @Tag("slow")
  void theBenchOfBackendsMeasuresTheCpuSaysWhyCudaIsAbsentAndExits3() throws Exception {
    card("3.5");
    Ended ended = annlab("bench", "--sweep", "--backends", "cpu,cuda", "--quick", "--json");
    assertThat(ended.code()).as(ended.err()).isEqualTo(3);
    JsonNode bench = new ObjectMapper().readTree(ended.out());
    assertThat(bench.path("backends").findValuesAsText("backend")).containsExactly("cpu");
    assertThat(bench.path("notMeasured").path("cuda").asText()).contains("compute capability 3.5");
    assertThat(bench.path("comparisons").findValuesAsText("axis"))
        .containsExactly("types", "threads", "steps");
    assertThat(project.resolve("reports")).as("a smoke run writes none").doesNotExist();
  }

  @Test
  void theBenchOfBackendsGoesWithSweep() throws Exception {
    Ended ended = annlab("bench", "--backends", "cpu");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).startsWith("annlab: --backends goes with --sweep").hasLineCount(1);
  }

  @Test
  void aHomeThatCannotBeWrittenIsCode3() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "no folder");
    home = file.resolve("home");
    for (List<String> words :
        List.of(
            List.of("runs"),
            List.of("run", "mcculloch-pitts", "--quick"),
            List.of("reproduce", "--quick"))) {
      Ended ended = annlab(words.toArray(String[]::new));
      assertThat(ended.code()).isEqualTo(3);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err())
          .isEqualTo(
              "annlab: cannot write the run store in "
                  + home
                  + " ("
                  + file
                  + " is not a folder); set ANNLAB_HOME to a folder that you may write\n");
    }
    assertThat(file).hasContent("no folder");
  }

  /** Data and home: one line, whichever command asks. */
  @Test
  void allThatIsMissingIsSaidInOneLine() throws Exception {
    home = Files.writeString(temp.resolve("file"), "no folder").resolve("home");
    for (List<String> words :
        List.of(List.of("run", "california-sequential"), List.of("reproduce"))) {
      ProcessBuilder builder = builder(words.toArray(String[]::new));
      builder.command().replaceAll(ProcessTest::withoutData);
      Ended ended = ended(builder);
      assertThat(ended.code()).isEqualTo(3);
      assertThat(ended.err())
          .contains("cal_housing.data.gz")
          .contains(" not found in " + data)
          .contains("; cannot write the run store in " + home)
          .hasLineCount(1);
    }
  }

  @Test
  void aPortInUseIsCode3() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ended ended = annlab("serve", "--port", "" + taken.getLocalPort(), "--dl4j-port", "0");
      assertThat(ended.code()).isEqualTo(3);
      assertThat(ended.err())
          .startsWith("annlab: ")
          .contains("" + taken.getLocalPort())
          .hasLineCount(1);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aSignalInterruptsARunWithCode130() throws Exception {
    Path err = temp.resolve("err");
    Process process =
        builder("run", "fashion-mnist", "--quick", "--epochs", "5000")
            .redirectError(err.toFile())
            .start();
    waitForEpochs(process);
    process.destroy();
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(130);
    assertThat(home.resolve("runs.sqlite-wal")).as("the store was closed").doesNotExist();
    Run run = runs().get(0);
    assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(run.history().get("loss")).isNotEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX) // who holds a port is told by Linux only
  void theSiteAnswersUntilASignalAndASecondOneNamesTheFirst() throws Exception {
    Process process = builder("serve", "--port", "0", "--dl4j-port", "0", "--json").start();
    String line =
        process
            .inputReader(UTF_8)
            .lines()
            .filter(l -> l.contains("http"))
            .findFirst()
            .orElseThrow();
    URI address = URI.create(line.replaceAll(".*(http[^\"]*)\".*", "$1"));
    int status =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
            .statusCode();
    assertThat(status).isEqualTo(200);
    Ended second = annlab("serve", "--port", "" + address.getPort(), "--dl4j-port", "0");
    assertThat(second.code()).isEqualTo(3);
    assertThat(second.err())
        .contains("; end process " + process.pid() + " (annlab serve --port 0 ")
        .hasLineCount(1);
    process.destroy();
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
  }

  /** Linux answers to all of 127.0.0.0/8. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void theTokenOfASiteForOtherMachinesIsPrintedOnceAndStandsNowhereElse() throws Exception {
    Path out = temp.resolve("out");
    Path err = temp.resolve("err");
    Process process =
        builder("serve", "--host", "127.0.0.2", "--port", "0", "--dl4j-port", "0")
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    String token = waitForLine(process, out, "[A-Za-z0-9_-]{43}");
    URI address = URI.create(waitForLine(process, out, "the site is at http.*").split(" ", -1)[4]);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(address.resolve("/api/v1/runs"))
                    .header("Authorization", "Bearer " + token)
                    .build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    process.destroy();
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(out)).containsOnlyOnce(token);
    try (Stream<Path> written = Files.walk(temp)) {
      for (Path file : written.filter(Files::isRegularFile).filter(f -> !f.equals(out)).toList()) {
        assertThat(Files.readString(file, ISO_8859_1)).as("%s", file).doesNotContain(token);
      }
    }
  }

  private static String waitForLine(Process process, Path file, String form) throws Exception {
    Optional<String> found = Optional.empty();
    for (int i = 0; found.isEmpty() && process.isAlive() && i < 20 * SECONDS; i++) {
      Thread.sleep(50);
      found = Files.readAllLines(file).stream().filter(line -> line.matches(form)).findFirst();
    }
    return found.orElseThrow();
  }

  @Test
  void aDamagedStoreIsSaidAndMadeAgainFromItsRuns() throws Exception {
    RunId id;
    try (RunStore store = RunStore.open(home)) {
      id = store.begin("mcculloch-pitts", Parameters.of(7, 1), true);
      store.interrupt(id);
    }
    Files.write(home.resolve("runs.sqlite"), new byte[5_000]);
    Ended damaged = annlab("runs");
    assertThat(damaged.code()).isEqualTo(3);
    assertThat(damaged.err())
        .startsWith("annlab: the run store " + home.resolve("runs.sqlite") + " is damaged (")
        .endsWith("annlab store rebuild\n")
        .hasLineCount(1);
    assertThat(json(annlab("store", "rebuild", "--json")).path("restored").get(0).asText())
        .isEqualTo(id.value());
    assertThat(runs()).extracting(Run::id).containsExactly(id);
    Ended whole = annlab("store", "check");
    assertThat(whole.code()).as(whole.out() + whole.err()).isZero();
  }

  @Test
  void listLoadsNoNd4j() throws Exception {
    Path log = temp.resolve("classes");
    flags.add("-Xlog:class+load:file=" + log);
    assertThat(annlab("list").code()).isZero();
    assertThat(Files.readAllLines(log))
        .isNotEmpty()
        .noneMatch(line -> line.contains("org.nd4j.linalg.factory.Nd4j "));
  }

  private void waitForEpochs(Process process) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (process.isAlive() && System.nanoTime() < end) {
      if (runs().stream().anyMatch(run -> !run.epochs().isEmpty())) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no epoch was recorded");
  }

  /** What the store has, read in this process: another one would take seconds to say it. */
  private List<Run> runs() {
    try (RunStore store = RunStore.open(home)) {
      return store.runs();
    }
  }

  private Ended annlab(String... words) throws Exception {
    return ended(builder(words));
  }

  private Ended ended(ProcessBuilder builder) throws Exception {
    Path out = temp.resolve("stdout");
    Path err = temp.resolve("stderr");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private ProcessBuilder builder(String... words) {
    ProcessBuilder builder =
        ProgramProcess.builder(project, home, flags, List.of(words)).directory(temp.toFile());
    builder.environment().put("ANNLAB_DATA", data.toString());
    builder.environment().merge("PATH", "", (path, none) -> temp.resolve("bin") + ":" + path);
    return builder;
  }

  private static JsonNode json(Ended ended) throws IOException {
    assertThat(ended.code()).as(ended.err()).isZero();
    return new ObjectMapper()
        .reader()
        .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .readTree(ended.out());
  }

  private static String lastLine(Ended ended) {
    return ended.err().lines().reduce((a, b) -> b).orElse("");
  }
}
