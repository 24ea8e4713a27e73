package annlab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.cli.processes.Shutdown;
import annlab.datasets.DataFile;
import annlab.datasets.DataHome;
import annlab.datasets.DataSet;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line says without running anything. */
class CommandLineTest {
  record Said(int code, String out, String err) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "reproduce",
        "list",
        "run",
        "fit",
        "sweep",
        "cluster",
        "runs",
        "show",
        "claims",
        "compare",
        "report",
        "serve",
        "data",
        "bench",
        "doctor"
      })
  void everyCommandHasHelpAndVersion(String command) {
    Said help = command.isEmpty() ? say("--help") : say(command, "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith(("Usage: annlab " + command).strip());
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(help.err()).isEmpty();

    Said version = command.isEmpty() ? say("--version") : say(command, "--version");
    assertThat(version.code()).isZero();
    assertThat(version.out()).startsWith("annlab ").hasLineCount(1);
  }

  /** The list shows no more of a command's description than its first line. */
  @Test
  void theListOfCommandsCutsNoSentence() {
    String list = say("--help").out().replaceFirst("(?s).*?Commands:\\R", "");
    List<String> commands =
        List.of(list.replaceFirst("(?s)\\R\\R.*", "").replaceAll("\\R {5,}", " ").split("\\R"));
    assertThat(commands).hasSizeGreaterThan(15).allMatch(command -> command.endsWith("."));
  }

  @Test
  void everyDataSetOfTheCatalogueIsInTheHelpAndInWhatIsThere() throws Exception {
    Said data = say("data");
    assertThat(data.code()).as(data.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(say("data", "--json").out());
    for (DataSet set : DataSet.ALL) {
      assertThat(say("fit", "--help").out()).contains(set.id());
      assertThat(say("data", "--help").out()).contains(set.id());
      assertThat(data.out())
          .contains(
              set.id()
                  + ": "
                  + set.title()
                  + " ("
                  + set.origin().licence()
                  + ", "
                  + set.origin().source()
                  + ")\n");
      for (DataFile file : set.files()) {
        Path place = new DataHome().find(file).orElseThrow();
        assertThat(data.out()).containsPattern(Pattern.quote(file.name()) + " +" + place);
        assertThat(json.findValuesAsText("path")).contains(place.toString());
      }
    }
    assertThat(say("data", "iris").out()).startsWith("iris: ").hasLineCount(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                  | say what to do, as: annlab reproduce",
        "frobnicate                          | 'frobnicate'",
        "list --wrong                        | '--wrong'",
        "run                                 | name an experiment, as annlab list does",
        "run --resume x1 fashion-mnist       | --resume takes the run's own settings",
        "run --resume x1 --epochs 3          | --resume takes the run's own settings",
        "run fashion-mnst                    | did you mean fashion-mnist?",
        "run fashion-mnist --epochs -1       | --epochs must be at least 1, got -1",
        "run fashion-mnist --epochs 0        | --epochs must be at least 1, got 0",
        "run fashion-mnist --epochs many     | 'many'",
        "run fashion-mnist --seed 1.5        | '1.5'",
        "run fashion-mnist --backend gpu     | expected one of [cpu, cuda]",
        "run fashion-mnist --step fused      | unknown step 'fused'; did you mean",
        "--backend gpu run fashion-mnist     | expected one of [cpu, cuda]",
        "doctor --backend gpu                | expected one of [cpu, cuda]",
        "bench --clock sun                   | --clock",
        "run fashion-mnist --type half       | unknown type 'half'",
        "compare fashion-mnist               | --backends",
        "compare fashion-mnist --types float | --types takes two different values, got [float]",
        "compare x --threads 2,2             | --threads takes two different values, got [2, 2]",
        "compare x --threads 1,2 --steps a,b | 'a'",
        "claims --status nonsense            | --status must be one of pass, fail, shown",
        "claims --csv --json                 | --csv and --json exclude each other",
        "reproduce --epochs=-3               | --epochs must be at least 1, got -3",
        "reproduce --jobs 0                  | --jobs must be at least 1, got 0",
        "reproduce --jobs -1                 | --jobs must be at least 1, got -1",
        "reproduce --jobs x                  | Invalid value for option '--jobs': 'x' is not an"
            + " int",
        "fit                                 | SPEC.json",
        "sweep --jobs 0                      | --jobs must be at least 1, got 0",
        "sweep x.json --resume y             | name a file, or a sweep by --resume or by --show",
        "sweep --show x --resume y           | name a file, or a sweep by --resume or by --show",
        "sweep x.json --master mesos://x      | --master must be local[N], local-cluster[",
        "sweep x.json --master local-cluster[2,1,64] | 64 MB; an executor takes 512 MB",
        "sweep x.json --spark-conf a=b       | --spark-conf goes with --master",
        "run fashion-mnist --master local[2] | --master trains from several seeds; add --seeds N",
        "cluster boss                        | a process of a cluster is a master or a worker, got"
            + " 'boss'",
        "cluster worker                      | name the worker's master, as spark://127.0.0.1:7077",
        "cluster master spark://x:1          | a master has no other master; leave spark://x:1 out",
        "cluster master --cores 2            | --cores and --memory are a worker's",
        "cluster worker spark://127.0.0.1:1 --memory none | --memory must be a number and g or m,"
            + " as 4g, got 'none'",
        "sweep --show nothing                | no sweep is called 'nothing' in ",
        "sweep --resume nothing              | no sweep is called 'nothing' in ",
        "runs --format csv                   | --format and --to say how to export a run: name it by"
            + " --export RUN",
        "runs --to x                         | name it by --export RUN",
        "runs --import x --to y              | name it by --export RUN",
        "runs --export x --format yaml       | unknown format 'yaml'; did you mean 'json'? known:"
            + " json, csv, tensorboard, mlflow",
        "runs --export x --format CSV        | unknown format 'CSV'",
        "runs --export x --format tensorbord | did you mean 'tensorboard'?",
        "runs --export x --format tensorboard | --format tensorboard needs --to PLACE: the folder",
        "runs --export x --format mlflow     | --format mlflow needs --to PLACE: the server's address",
        "runs --export x --format csv --json | name a file by --to",
        "runs --export nothing --format csv  | no run is called 'nothing' in ",
        "data mnist                          | no data set is called 'mnist'",
        "serve --port 70000                  | --port must be in [0, 65535], got 70000",
        "serve --dl4j-port -1                | --dl4j-port must be in [0, 65535], got -1",
      })
  void wrongUsageIsOneLineAndCode2(String line, String message) {
    Said said = line.isEmpty() ? say() : say(line.split(" +", -1));
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).startsWith("annlab: ").contains(message).hasLineCount(1);
  }

  @Test
  void whereNoClaimIsOfAStatusThatIsSaidAndNoEmptyTableShown() {
    assertThat(ClaimsCommand.table(List.of())).startsWith("no claim is like that");
  }

  @Test
  void aReproductionThatWasInterruptedSaysThatItGoesOnAndNotThatEverythingRan() {
    assertThat(ReproduceCommand.ending(false, true)).contains("the same command resumes from here");
    assertThat(ReproduceCommand.ending(true, true)).contains("everything runs");
  }

  @Test
  void listNamesEveryExperimentAsJsonToo() throws Exception {
    JsonNode list = new ObjectMapper().readTree(say("list", "--json").out());
    assertThat(list.findValuesAsText("id")).contains("fashion-mnist").doesNotHaveDuplicates();
    assertThat(list).allMatch(each -> each.path("claims").asInt() > 0);

    String table = say("list").out();
    List<String> ids = list.findValuesAsText("id");
    assertThat(table).contains(ids).hasLineCount(ids.size() + 1);
  }

  /** Each of these prints an answer; each is a failure where nobody gets it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "--version",
        "list",
        "list --json",
        "data",
        "data --json",
        "claims --help",
        "run --help",
        "fit --version"
      })
  void anAnswerThatCannotBeWrittenIsCode3InOneLine(String words) {
    for (String reason : List.of("No space left on device", "Broken pipe", "Bad file descriptor")) {
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int code =
          Annlab.run(
              new Closed(reason),
              new PrintStream(err, true, UTF_8),
              new Shutdown(),
              words.split(" ", -1));
      assertThat(code).isEqualTo(3);
      assertThat(err.toString(UTF_8))
          .isEqualTo("annlab: the answer is lost: cannot write to stdout (" + reason + ")\n");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7070, 9000, 65535})
  void onePortCannotBeBothServers(int port) {
    Said said = say("serve", "--port", "" + port, "--dl4j-port", "" + port);
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .startsWith("annlab: port " + port + " cannot be both the site's and DL4J's")
        .hasLineCount(1);
  }

  private static final class Closed extends OutputStream {
    private final String reason;

    Closed(String reason) {
      this.reason = reason;
    }

    @Override
    public void write(int b) throws IOException {
      throw new IOException(reason);
    }
  }

  static Said say(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Annlab.run(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            new Shutdown(),
            words);
    return new Said(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
