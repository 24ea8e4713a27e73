package annlab.process;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.cli.ProgramProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code annlab shell}, with lines on its standard input. */
class ShellTest {
  private static final String LINES =
      """
      var x = Nd4j.createFromArray(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}})
      var model = Sequential.of(Input.of(2), new Dense(4, "tanh"), new Dense(1, "sigmoid")).seed(1).compile(Loss.binaryCrossentropy(), new Sgd(0.5), Metric.accuracy())
      var history = model.fit(x, x.getColumn(0), FitOptions.defaults().withEpochs(3))
      System.out.println("epochs: " + history.series("loss").size())
      var fitted = Pipeline.of(new StandardScaler(), new MLPRegressor()).fit(x, x.getColumn(1))
      System.out.println("rows: " + fitted.predict(x).length())
      System.out.println("iris: " + Iris.load().x().rows())
      nonsense
      /exit 7
      """;

  @TempDir Path temp;

  private record Ended(int code, String out, String err) {}

  private Ended shell(String lines, String... files) throws IOException, InterruptedException {
    Path in = Files.writeString(temp.resolve("in"), lines);
    Path out = temp.resolve("out");
    Path err = temp.resolve("err");
    List<String> words = new ArrayList<>(List.of("shell"));
    words.addAll(List.of(files));
    Process process =
        ProgramProcess.builder(
                temp, temp.resolve("home"), List.of("-Djava.io.tmpdir=" + temp), words)
            .directory(temp.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Test
  void linesAreRunWithEverythingImportedAndAnswered() throws Exception {
    Ended ended = shell(LINES);
    assertThat(ended.out())
        .contains("Welcome to JShell", "model ==> <Sequential", "history ==> History", "epochs: 3")
        .contains("rows: 4", "iris: 150", "cannot find symbol", "variable nonsense");
    assertThat(ended.out().split("Error:", -1)).as("nonsense alone").hasSize(2);
    assertThat(ended.code()).isEqualTo(7);
    assertThat(temp).isDirectoryNotContaining("glob:**.jsh");
  }

  @Test
  void filesAreRunFirstAndAMinusReadsLinesWithoutAnswers() throws Exception {
    Path first = Files.writeString(temp.resolve("first.jsh"), "int six = 6;");
    Ended ended = shell("System.out.println(six * 7)\n", first.toString(), "-");
    assertThat(ended.out()).isEqualTo("42\n");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
  }

  @Test
  void aFileThatIsNotThereIsRefusedInOneLine() throws Exception {
    Ended ended = shell("", "no.jsh");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .isEqualTo(
            "annlab: cannot read no.jsh; name a file of Java lines (see annlab shell --help)\n");
  }

  @Test
  void aJavaWithoutJShellIsRefusedInOneLine() throws Exception {
    Path in = Files.writeString(temp.resolve("in"), "");
    Path err = temp.resolve("err");
    List<String> flags = List.of("--limit-modules", "java.se,jdk.unsupported,jdk.management");
    Process process =
        ProgramProcess.builder(temp, temp.resolve("home"), flags, List.of("shell"))
            .redirectInput(in.toFile())
            .redirectError(err.toFile())
            .redirectOutput(temp.resolve("out").toFile())
            .start();
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(err))
        .contains(
            "annlab: this Java has no JShell; start annlab with a JDK (JAVA_HOME), not a JRE");
    assertThat(process.exitValue()).isEqualTo(3);
  }
}
