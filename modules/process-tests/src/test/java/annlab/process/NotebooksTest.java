package annlab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notebooks in {@code notebooks}. */
class NotebooksTest {
  private static final Path NOTEBOOKS =
      Path.of(System.getProperty("annlab.root")).resolve("notebooks");
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  private static List<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(NOTEBOOKS)) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  /** With {@code ANNLAB_JUPYTER}, a Python that has nbclient and jjava. */
  @Tag("slow")
  @Test
  void executedAgainTheyStayTheSameToTheByte(@TempDir Path temp) throws Exception {
    String python = System.getenv("ANNLAB_JUPYTER");
    assumeTrue(python != null, "ANNLAB_JUPYTER names no Python with nbclient and jjava");
    List<String> words = new ArrayList<>(List.of(String.valueOf(python)));
    words.add(NOTEBOOKS.resolve("execute.py").toString());
    for (Path notebook : notebooks()) {
      words.add(Files.copy(notebook, temp.resolve(notebook.getFileName().toString())).toString());
    }
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("out").toFile());
    builder.environment().put("JJAVA_CLASSPATH", CLASS_PATH);
    builder
        .environment()
        .put("JJAVA_JVM_OPTS", "-Xmx3g -Duser.language=en --add-modules jdk.incubator.vector");
    // its folder has the kernel's Java
    String path = Path.of(System.getProperty("java.home"), "bin") + File.pathSeparator;
    builder.environment().merge("PATH", path, (before, java) -> java + before);
    Process process = builder.start();
    assertThat(process.waitFor(20, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(temp.resolve("out"))).isZero();
    for (Path notebook : notebooks()) {
      assertThat(temp.resolve(notebook.getFileName().toString())).hasSameTextualContentAs(notebook);
    }
  }

  @Test
  void eachIsKeptWithWhatItsCellsPutOut() throws IOException {
    assertThat(notebooks()).hasSize(2);
    for (Path notebook : notebooks()) {
      String text = Files.readString(notebook);
      assertThat(text).as("%s", notebook).doesNotContain("\"execution_count\": null", "\"error\"");
      assertThat(text).as("%s", notebook).contains("\"output_type\": \"stream\"");
    }
    assertThat(Files.readString(NOTEBOOKS.resolve("fashion-mnist.ipynb")))
        .contains("val_accuracy 0.8860");
  }
}
