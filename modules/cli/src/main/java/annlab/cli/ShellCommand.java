package annlab.cli;

import annlab.lab.settings.PrerequisiteException;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import jdk.jshell.tool.JavaShellToolBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "shell",
    description = {
      "Try things line by line: JShell with annlab's classes imported.",
      "",
      "  var data = FashionMnist.load(new DataHome())",
      "  var train = data.train(DataType.FLOAT)",
      "  var model = Sequential.of(Input.of(28, 28), new Flatten(),",
      "      new Dense(10, \"softmax\")).compile(",
      "      Loss.sparseCategoricalCrossentropy(), new Sgd(0.01), Metric.accuracy())",
      "  model.fit(train.x(), train.y())",
      "",
      "/help says more, /imports lists the imports, /exit ends it. Its exit code is",
      "that of /exit, else 0."
    })
final class ShellCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description =
          "Files of lines to run first; - reads standard input without an answer to each.")
  private List<String> files = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    for (String file : files) {
      if (!file.equals(STANDARD_INPUT) && !Files.isReadable(Path.of(file))) {
        throw new ParameterException(
            spec.commandLine(), "cannot read " + file + "; name a file of Java lines");
      }
    }
    if (ModuleLayer.boot().findModule("jdk.jshell").isEmpty()) {
      throw new PrerequisiteException(
          "this Java has no JShell; start annlab with a JDK (JAVA_HOME), not a JRE");
    }
    return Shell.run(files);
  }

  /** Apart from the command, which can be described where JShell is missing. */
  private static final class Shell {
    static int run(List<String> files) throws Exception {
      PrintStream out =
          new PrintStream(new FileOutputStream(FileDescriptor.out), true, Charset.defaultCharset());
      System.setOut(out); // what a line prints is the answer here
      Path startup = Files.createTempFile("annlab", ".jsh");
      try {
        copyTo(startup);
        List<String> words =
            new ArrayList<>(
                List.of(
                    // in this process, which has its flags and its class path from the launcher
                    "--execution",
                    "local",
                    "--class-path",
                    classPath(),
                    "--startup",
                    startup.toString()));
        words.addAll(files);
        return JavaShellToolBuilder.builder()
            .out(out)
            .err(System.err)
            .persistence(new HashMap<>())
            .start(words.toArray(String[]::new));
      } finally {
        Files.deleteIfExists(startup);
      }
    }

    /** JShell refuses what Java passes over: a part that is not there. */
    private static String classPath() {
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .filter(part -> Files.exists(Path.of(part)))
          .collect(Collectors.joining(File.pathSeparator));
    }

    private static void copyTo(Path startup) throws IOException {
      try (InputStream in = ShellCommand.class.getResourceAsStream("shell.jsh")) {
        Files.write(startup, Objects.requireNonNull(in).readAllBytes());
      }
    }
  }
}
