package annlab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The project in {@code examples}, which uses annlab as a library. */
class ExamplesTest {
  private static final Path ROOT = Path.of(System.getProperty("annlab.root"));
  private static final Path EXAMPLES = ROOT.resolve("examples");
  private static final Path SOURCES = EXAMPLES.resolve("src/main/java/examples");
  private static final String VERSION = "0.1.0";
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  /** One after the other in one process, as a start takes longer than what they do. */
  private static final String ALL =
      """
      package examples;
      class All {
        public static void main(String[] args) {
          Train.main(new String[] {"."});
          LoadFromKeras.main(new String[] {"clothes.keras", "back.keras"});
          Predict.main(new String[] {"back.keras"});
        }
      }
      """;

  @TempDir Path temp;

  @Test
  void theyCompileAndTrainLoadAndPredict() throws Exception {
    Path all = Files.writeString(temp.resolve("All.java"), ALL);
    List<String> words = new ArrayList<>(List.of("-proc:none", "-Xlint:all,-path", "-Werror"));
    words.addAll(List.of("--release", "17", "-d", temp.toString(), "-cp", CLASS_PATH));
    try (Stream<Path> sources = Files.list(SOURCES)) {
      sources.map(Path::toString).forEach(words::add);
    }
    words.add(all.toString());
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, words.toArray(String[]::new)))
        .isZero();
    requireRight(java(temp + File.pathSeparator + CLASS_PATH, "examples.All"));
  }

  private void requireRight(String out) {
    assertThat(out)
        .contains("79510 parameters after 626 steps", "after 939 steps")
        .containsPattern("accuracy 0\\.[78]\\d\\d\n")
        .containsPattern("Ankle boot 0\\.\\d\\d, is Ankle boot\n");
    assertThat(temp.resolve("clothes.onnx")).exists();
    assertThat(temp.resolve("back.keras")).exists();
  }

  @Test
  void theReadmeShowsTheirDependencies() throws IOException {
    String pom = Files.readString(EXAMPLES.resolve("pom.xml"));
    String readme = Files.readString(ROOT.resolve("README.md"));
    Pattern artifact = Pattern.compile("<artifactId>(annlab[^<]*|nd4j-native)</artifactId>");
    List<String> named = artifact.matcher(readme).results().map(found -> found.group()).toList();
    assertThat(named).hasSize(5).allSatisfy(line -> assertThat(pom).contains(line));
    assertThat(pom).contains("<version>" + VERSION + "</version>");
    assertThat(Files.readString(ROOT.resolve("pom.xml")))
        .contains("<artifactId>annlab</artifactId>\n  <version>" + VERSION + "</version>");
  }

  /** By Maven, from a repository of what this build has made and what it has used itself. */
  @Tag("slow")
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void mavenBuildsThemFromTheJars() throws Exception {
    Path repository = repository();
    Path project = temp.resolve("project");
    Files.createDirectories(project.resolve("src/main/java/examples"));
    Files.copy(EXAMPLES.resolve("pom.xml"), project.resolve("pom.xml"));
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.toList()) {
        Files.copy(source, project.resolve("src/main/java/examples").resolve(source.getFileName()));
      }
    }
    Path classPath = temp.resolve("classpath");
    Process maven;
    try {
      maven =
          process(
              List.of(
                  "mvn",
                  "-o",
                  "-q",
                  "-B",
                  "-f",
                  project.toString(),
                  "-Dmaven.repo.local=" + repository,
                  "compile",
                  "dependency:build-classpath",
                  "-Dmdep.outputFile=" + classPath));
    } catch (IOException e) {
      assumeTrue(false, "no Maven on the PATH");
      throw e;
    }
    assertThat(maven.waitFor(300, TimeUnit.SECONDS)).isTrue();
    assertThat(maven.exitValue()).as(() -> read("out")).isZero();
    String jars = project.resolve("target/classes") + ":" + Files.readString(classPath);
    String out =
        java(jars, "examples.Train", ".")
            + java(jars, "examples.LoadFromKeras", "clothes.keras", "back.keras")
            + java(jars, "examples.Predict", "back.keras");
    requireRight(out);
    try (Stream<Path> links = Files.list(repository)) {
      for (Path link : links.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
  }

  private String java(String classPath, String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx640m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", classPath));
    command.addAll(List.of(words));
    Process process = process(command);
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(() -> read("out")).isZero();
    return read("out");
  }

  private Process process(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("out").toFile());
    builder.environment().put("OMP_NUM_THREADS", "1");
    return builder.start();
  }

  private String read(String name) {
    try {
      return Files.readString(temp.resolve(name));
    } catch (IOException e) {
      return String.valueOf(e);
    }
  }

  /** Links to all groups of the repository that this build uses, and annlab's own artifacts. */
  private Path repository() throws IOException {
    String file = "/org/nd4j/nd4j-api/";
    String jar =
        Arrays.stream(CLASS_PATH.split(File.pathSeparator))
            .filter(part -> part.contains(file))
            .findFirst()
            .orElseThrow();
    Path used = Path.of(jar.substring(0, jar.indexOf(file)));
    Path repository = Files.createDirectory(temp.resolve("repository"));
    try (Stream<Path> groups = Files.list(used)) {
      for (Path group : groups.filter(path -> !path.endsWith("annlab")).toList()) {
        Files.createSymbolicLink(repository.resolve(group.getFileName()), group);
      }
    }
    copy(repository, "annlab", ROOT.resolve("pom.xml"));
    for (String module : List.of("kernels", "random", "data", "datasets", "networks")) {
      Path folder = ROOT.resolve("modules").resolve(module);
      pack(
          folder.resolve("target/classes"),
          copy(repository, "annlab-" + module, folder.resolve("pom.xml")));
    }
    return repository;
  }

  /** The description of an artifact, and the path of its jar. */
  private static Path copy(Path repository, String artifact, Path pom) throws IOException {
    Path folder =
        Files.createDirectories(repository.resolve("annlab").resolve(artifact).resolve(VERSION));
    Files.copy(pom, folder.resolve(artifact + "-" + VERSION + ".pom"));
    return folder.resolve(artifact + "-" + VERSION + ".jar");
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      packed.setLevel(0);
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        packed.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, packed);
        packed.closeEntry();
      }
    }
  }
}
