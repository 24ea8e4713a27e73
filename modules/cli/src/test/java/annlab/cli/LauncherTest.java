package annlab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher in a project of its own, with a Java and a Maven that only write down how they were
 * called.
 */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final String STUB_MAVEN =
      """
      #!/bin/sh
      echo "$*" >>"$STUB/builds"
      sleep "${STUB_SECONDS:-0}"
      if [ -n "${STUB_FAILS:-}" ]; then echo "[ERROR] cannot find symbol"; exit 1; fi
      for word in "$@"; do case $word in -Dbuild.folder=*) folder=${word#*=} ;; esac; done
      made=modules/cli/$folder/distribution
      mkdir -p $made/lib/common $made/lib/cpu
      """;

  private static final String STUB_JAVA =
      """
      #!/bin/sh
      echo "threads=$OMP_NUM_THREADS"
      echo "cache=${CUDA_CACHE_MAXSIZE:-}"
      for word in "$@"; do
        echo "$word"
        case $word in
          -Xshare:dump) dump=yes ;;
          -XX:DumpLoadedClassList=*) echo Main >"${word#*=}" ;;
          -XX:SharedClassListFile=*) list=${word#*=} ;;
          -XX:SharedArchiveFile=*) archive=${word#*=} ;;
        esac
      done
      [ -z "${dump:-}" ] || cp "$list" "$archive"
      """;

  @TempDir Path temp;
  private Path project;
  private Path stubs;
  private final Map<String, String> environment = new HashMap<>();

  record Ended(int code, String out, String err) {}

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectories(temp.resolve("a project"));
    stubs = Files.createDirectories(temp.resolve("stubs"));
    Files.copy(Path.of(System.getProperty("annlab.root"), "annlab"), project.resolve("annlab"));
    for (String folder :
        List.of("modules/cli/src/main", "modules/cli/src/test", "experiments", "ui")) {
      Files.createDirectories(project.resolve(folder));
    }
    write(project.resolve("pom.xml"), "<project/>");
    executable(stubs.resolve("bin/mvn"), STUB_MAVEN);
    jdk("17.0.15");
    environment.put("PATH", stubs.resolve("bin") + ":/usr/bin:/bin");
    environment.put("STUB", stubs.toString());
    environment.put("JAVA_HOME", stubs.resolve("jdk").toString());
  }

  /**
   * In a JVM with the launcher's filter a class of Java's own library is not even looked at, but
   * for the generator that LIBLINEAR copies.
   */
  @Test
  void whatIsJavaSerializedIsRefused() throws Exception {
    String filter =
        launch("show")
            .out()
            .lines()
            .filter(line -> line.startsWith("-Djdk.serialFilter="))
            .findFirst()
            .orElseThrow()
            .replaceFirst("^[^=]*=", "");
    ObjectInputFilter launcher = ObjectInputFilter.Config.createFilter(filter);
    assertThat(copy(new Random(1), launcher)).isInstanceOf(Random.class);
    assertThatThrownBy(() -> copy(new HashMap<>(Map.of("gadget", 1)), launcher))
        .isInstanceOf(InvalidClassException.class)
        .hasMessageContaining("REJECTED");
  }

  /** So a test misses each class that the filter refuses and an experiment needs. */
  @Test
  void allTestsRunUnderTheLaunchersFilter() throws Exception {
    assertThat(launch("show").out().lines())
        .contains("-Djdk.serialFilter=" + System.getProperty("jdk.serialFilter"));
  }

  /** All that the launcher says to Java but for the class path, which its stub has not built. */
  @Test
  void anExperimentRunsToItsEndWithTheLaunchersOwnOptions() throws Exception {
    List<String> words =
        launch("run", "exclusive-or", "--quick")
            .out()
            .lines()
            .dropWhile(word -> !word.startsWith("-"))
            .collect(Collectors.toCollection(ArrayList::new));
    assertThat(words).anyMatch(word -> word.startsWith("-Djdk.serialFilter="));
    words.set(
        words.indexOf("-cp") + 1,
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    words.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    environment.put("ANNLAB_HOME", temp.resolve("home").toString());
    Ended ended = run(temp, words.toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("exclusive-or");
  }

  private static Object copy(Object original, ObjectInputFilter filter)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(original);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      in.setObjectInputFilter(filter);
      return in.readObject();
    }
  }

  @Test
  void buildsOnceAndHandsTheArgumentsOn() throws Exception {
    Ended first = launch("show", "a b");
    assertThat(first.code()).isZero();
    assertThat(first.err()).startsWith("annlab: building").hasLineCount(1);
    assertThat(first.out())
        .contains("threads=1\n", "annlab.cli.Main\nshow\na b\n", "-Dannlab.project=" + project)
        .doesNotContain("--enable-native-access")
        .doesNotContain("--sun-misc-unsafe-memory-access");

    Ended second = launch("list");
    assertThat(second.err()).isEmpty();
    assertThat(builds()).hasSize(1);
    assertThat(builds().get(0)).contains("package -pl modules/cli -am");
  }

  @Test
  void theBillOfMaterialsIsOfTheBuildsOwnJars() throws Exception {
    launch("list");
    Path made = project.resolve("modules/cli/target/launcher");
    assertThat(project.resolve("dist/build.log"))
        .content()
        .contains(
            "-cp\n%1$s/distribution/lib/common/*\nannlab.cli.BillOfMaterials\n%1$s/distribution\n%1$s/origins\n"
                .formatted(made));

    newer(project.resolve("pom.xml"));
    executable(stubs.resolve("jdk/bin/java"), "#!/bin/sh\nexit 1\n");
    Ended ended = launch("list");
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err()).contains("cannot write the bill of materials");
  }

  @Test
  void worksThroughALinkFromAnotherFolder() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("link"), project.resolve("annlab"));
    Ended ended = run(temp, link.toString(), "list");
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("-Dannlab.project=" + project + "\n");
  }

  @Test
  void buildsAgainForANewerSourceButNotForATest() throws Exception {
    launch("list");
    newer(project.resolve("modules/cli/src/test/XTest.java"));
    launch("list");
    assertThat(builds()).hasSize(1);

    Path before = distribution();
    newer(project.resolve("modules/cli/src/main/X.java"));
    launch("list");
    assertThat(builds()).hasSize(2);
    assertThat(distribution()).isNotEqualTo(before);
    assertThat(before).as("kept for processes that run from it").exists();
  }

  @Test
  void aFailedBuildShowsTheLogsEndAndExits3() throws Exception {
    environment.put("STUB_FAILS", "yes");
    Ended ended = launch("list");
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("cannot find symbol", "the build failed (mvn exit code 1)");
    assertThat(project.resolve("dist/.lock")).doesNotExist();
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    environment.put("STUB_SECONDS", "2");
    Process first = start(project, project.resolve("annlab").toString(), "list");
    waitFor(stubs.resolve("builds"));
    Ended second = launch("list");
    assertThat(second.code()).isZero();
    assertThat(second.err()).contains("is building; waiting for it");
    assertThat(first.waitFor()).isZero();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void aLockWhoseOwnerIsGoneIsBroken() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    write(project.resolve("dist/.lock/pid"), gone.pid() + "\n");
    assertThat(launch("list").code()).isZero();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void aSignalEndsTheBuildAndItsLock() throws Exception {
    environment.put("STUB_SECONDS", "20");
    Process process = start(project, project.resolve("annlab").toString(), "list");
    waitFor(stubs.resolve("builds"));
    process.destroy();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(project.resolve("dist/.lock")).doesNotExist();
  }

  @Test
  void javaBefore17IsRefusedInOneLine() throws Exception {
    jdk("11.0.2");
    Ended ended = launch("list");
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err())
        .contains("is Java 11.0.2; annlab needs a JDK 17 or newer")
        .hasLineCount(1);
  }

  @Test
  void aMissingMavenIsToldInOneLine() throws Exception {
    Files.delete(stubs.resolve("bin/mvn"));
    for (String tool :
        List.of("sh", "dirname", "readlink", "sed", "head", "mkdir", "rm", "cat", "find")) {
      Path found = Path.of("/usr/bin", tool);
      Files.createSymbolicLink(
          stubs.resolve("bin").resolve(tool), Files.exists(found) ? found : Path.of("/bin", tool));
    }
    environment.put("PATH", stubs.resolve("bin").toString());
    Ended ended = launch("list");
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err()).isEqualTo("annlab: no mvn on the PATH; install Maven 3.8.7 or newer\n");
  }

  @Test
  void java22AndNewerIsToldThatNativeLibrariesAreWanted() throws Exception {
    jdk("25.0.1");
    assertThat(launch("list").out())
        .contains("--enable-native-access=ALL-UNNAMED\n")
        .contains("--sun-misc-unsafe-memory-access=allow\n");
  }

  @Test
  void theUsersNumberOfThreadsIsKept() throws Exception {
    environment.put("OMP_NUM_THREADS", "4");
    assertThat(launch("list").out()).startsWith("threads=4\n").doesNotContain("annlab.threads");
  }

  @Test
  void whereNoNumberOfThreadsIsNamedItIsOneAndLargeTrainingsTakeMore() throws Exception {
    assertThat(launch("list").out()).startsWith("threads=1\n").contains("-Dannlab.threads=auto\n");
  }

  @Test
  void onlyCommandsThatTrainHaveTheSecondCompiler() throws Exception {
    assertThat(launch("list").out()).contains("-XX:TieredStopAtLevel=1");
    assertThat(launch("reproduce", "--quick").out()).doesNotContain("TieredStopAtLevel");
    assertThat(launch("serve").out()).contains("-XX:TieredStopAtLevel=1", "maxbytes");
  }

  @Test
  void aClassDataArchiveIsMadeOnceForABuildAndAJavaAndUsedFromThen() throws Exception {
    environment.put("XDG_CACHE_HOME", temp.resolve("cache").toString());
    assertThat(launch("list").out()).doesNotContain("SharedArchiveFile", "DumpLoadedClassList");
    Path made = archives(1).get(0);
    assertThat(made).as("of the classes that a run loaded").hasContent("Main");
    assertThat(launch("list").out())
        .contains("-XX:SharedArchiveFile=" + made + "\n", "-Xlog:all=warning:stderr\n");
    jdk("21.0.1");
    assertThat(launch("list").out()).doesNotContain("SharedArchiveFile");
    assertThat(archives(1)).as("the other Java's takes its place").doesNotContain(made);
  }

  @Test
  void withoutAFolderForAnArchiveEverythingStartsAsEver() throws Exception {
    environment.put("XDG_CACHE_HOME", write(temp.resolve("file"), "in the way").toString());
    Ended ended = launch("list");
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).doesNotContain("SharedArchiveFile").endsWith("Main\nlist\n");
    assertThat(ended.err()).startsWith("annlab: building").hasLineCount(1);
  }

  private List<Path> archives(int count) throws Exception {
    Path folder = temp.resolve("cache/annlab/classes");
    for (int i = 0; ; i++) {
      try (Stream<Path> files = Files.list(folder)) {
        List<Path> all = files.toList();
        boolean ready = all.stream().allMatch(file -> file.toString().endsWith(".jsa"));
        if (i == 200 || (ready && all.size() == count)) {
          assertThat(all).hasSize(count);
          return all;
        }
      }
      Thread.sleep(50);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run x --backend cuda",
        "run x --backend cuda-ptx",
        "--backend cuda reproduce",
        "run --backend=cuda x",
        "compare x --backends cpu,cuda",
        "compare x --backends=cpu,cuda-ptx"
      })
  void cudaWithoutADriverIsCode3BeforeAnythingIsBuilt(String line) throws Exception {
    Ended ended = launch(line.split(" ", -1));
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err())
        .startsWith("annlab: cannot compute on CUDA: no nvidia-smi on the PATH")
        .contains("--backend cpu")
        .hasLineCount(1);
    assertThat(stubs.resolve("builds")).doesNotExist();

    executable(stubs.resolve("bin/nvidia-smi"), "#!/bin/sh\n");
    assertThat(launch(line.split(" ", -1)).code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run x --backend cuda-ptx",
        "--backend=cuda-ptx run x",
        "compare x --backends cuda-ptx,cpu"
      })
  void cudaPtxIsCudaInADistributionOfItsOwn(String line) throws Exception {
    executable(stubs.resolve("bin/nvidia-smi"), "#!/bin/sh\n");
    launch("list");
    Path ordinary = distribution();
    Ended ended = launch(line.split(" ", -1));
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err()).startsWith("annlab: building for cuda-ptx").hasLineCount(1);
    assertThat(ended.out())
        .contains(project.resolve("dist/cuda-ptx") + "/")
        .contains("annlab.cli.Main\n" + line.replace("cuda-ptx", "cuda").replace(' ', '\n'))
        .contains("cache=4294967296\n");
    assertThat(builds()).hasSize(2);
    assertThat(builds().get(1)).contains("target/launcher-cuda-ptx", "-P !strict,cuda-ptx ");

    assertThat(launch(line.split(" ", -1)).err()).isEmpty();
    assertThat(distribution()).isEqualTo(ordinary);
    newer(project.resolve("modules/cli/src/main/X.java"));
    launch("list");
    assertThat(project.resolve("dist/cuda-ptx/current")).as("survives another build").exists();
  }

  @Test
  void theDoctorLooksAtCudaItself() throws Exception {
    assertThat(launch("doctor", "--backend", "cuda").code()).isZero();
    assertThat(launch("doctor", "--backend", "cuda-ptx").out()).endsWith("--backend\ncuda\n");
    assertThat(builds()).as("without a driver there is nothing to build for").hasSize(1);
  }

  private Ended launch(String... words) throws Exception {
    String[] command = new String[words.length + 1];
    command[0] = project.resolve("annlab").toString();
    System.arraycopy(words, 0, command, 1, words.length);
    return run(temp, command);
  }

  private Ended run(Path folder, String... command) throws Exception {
    Process process = start(folder, command);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(
        process.exitValue(),
        new String(process.getInputStream().readAllBytes(), UTF_8),
        new String(process.getErrorStream().readAllBytes(), UTF_8));
  }

  private Process start(Path folder, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private void jdk(String version) throws IOException {
    executable(stubs.resolve("jdk/bin/java"), STUB_JAVA);
    executable(stubs.resolve("jdk/bin/javac"), STUB_JAVA);
    write(stubs.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(stubs.resolve("builds"), UTF_8);
  }

  private Path distribution() throws IOException {
    return project
        .resolve("dist")
        .resolve(Files.readString(project.resolve("dist/current")).strip());
  }

  private static void newer(Path file) throws IOException {
    write(file, "x");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
  }

  private static void waitFor(Path file) throws InterruptedException {
    for (int i = 0; i < 200 && !Files.exists(file); i++) {
      Thread.sleep(50);
    }
    assertThat(file).exists();
  }

  private static void executable(Path file, String text) throws IOException {
    write(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, UTF_8);
  }
}
