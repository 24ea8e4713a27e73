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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
      trap 'kill $sleeping; exit 143' TERM
      sleep "${STUB_SECONDS:-0}" 9>&- &
      sleeping=$!
      wait
      if [ -n "${STUB_FAILS:-}" ]; then printf '%b\\n' "$STUB_FAILS"; exit 1; fi
      for word in "$@"; do case $word in -Dbuild.folder=*) folder=${word#*=} ;; esac; done
      made=modules/cli/$folder/distribution
      mkdir -p $made/lib/common $made/lib/cpu
      echo >$made/lib/common/annlab-cli-0.jar
      """;

  private static final String STUB_JAVA =
      """
      #!/bin/sh
      case "${STUB_STARTS_NOT:+$*}" in *-version*) printf '%b\\n' "$STUB_STARTS_NOT"; exit 1 ;; esac
      echo "threads=$OMP_NUM_THREADS"
      echo "kernel=${OPENBLAS_CORETYPE:-}"
      echo "cache=${CUDA_CACHE_MAXSIZE:-}"
      echo "locale=${LC_ALL:-}"
      for word in "$@"; do
        echo "$word"
        case $word in
          -Xshare:dump) dump=yes ;;
          serve) [ -z "${STUB_SERVES:-}" ] || { : >"$STUB/serving"; exec sleep 60; } ;;
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

  /** The launcher makes its archive in the background, and it would be in the way of JUnit's. */
  @AfterEach
  void noArchiveIsInTheMaking() throws Exception {
    for (String cache : List.of("cache", "home/.cache", "a home/.cache")) {
      Path folder = temp.resolve(cache).resolve("annlab/classes");
      for (int i = 0; Files.isDirectory(folder); i++) {
        try (Stream<Path> files = Files.list(folder)) {
          if (files.noneMatch(file -> file.toString().endsWith(".making"))) {
            break;
          }
        }
        assertThat(i).as("looks at %s", folder).isLessThan(400);
        Thread.sleep(50);
      }
    }
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
        .contains("--add-exports=java.base/jdk.internal.module=ALL-UNNAMED\n")
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
  void aFailedBuildSaysWhyInOneLineAndExits3() throws Exception {
    for (String[] said :
        new String[][] {
          {"[ERROR] COMPILATION ERROR\\n[ERROR] X.java:[3,1] no symbol", "X.java:[3,1] no symbol"},
          {"a\\n[\\033[1;31mERROR\\033[m] Unknown lifecycle", "Unknown lifecycle"},
          {"Error: no room for the heap", "Error: no room for the heap"},
          {"[ERROR] Could not transfer artifact x", "is there a network?"},
          {"[ERROR] repo.example: Temporary failure in name resolution", "is there a network?"},
          {"[ERROR] Cannot access central in offline mode", "is there a network?"},
          {"[ERROR] x.jar: No space left on device", "the disk is full"}
        }) {
      environment.put("STUB_FAILS", said[0]);
      Ended ended = launch("list");
      assertThat(ended.code()).isEqualTo(3);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err())
          .contains("the build failed (mvn exit code 1): ", said[1], "the whole log is ")
          .doesNotContain("\033")
          .hasLineCount(2);
    }
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    environment.put("STUB_SECONDS", "2");
    Process first = start(project, project.resolve("annlab").toString(), "list");
    waitFor(stubs.resolve("builds"));
    Ended second = launch("list");
    assertThat(second.code()).isZero();
    assertThat(second.err()).contains("another annlab is building; waiting for it");
    assertThat(first.waitFor()).isZero();
    assertThat(builds()).hasSize(1);
  }

  /** The kernel holds the lock, so no number in a file stands for a process. */
  @ParameterizedTest
  @ValueSource(strings = {"", "1\n", "99999999\n", "no number\n"})
  void aLockThatSomebodyLeftKeepsNobodyWaiting(String content) throws Exception {
    write(project.resolve("dist/build.lock"), content);
    write(project.resolve("dist/.lock/pid"), "1\n");
    Ended ended = launch("list");
    assertThat(ended.code()).isZero();
    assertThat(ended.err()).doesNotContain("waiting");
    assertThat(builds()).hasSize(1);
  }

  @Test
  void theMavenOfABuilderThatWasKilledIsWaitedFor() throws Exception {
    environment.put("STUB_SECONDS", "2");
    Process killed = start(project, project.resolve("annlab").toString(), "list");
    waitFor(stubs.resolve("builds"));
    killed.destroyForcibly().waitFor();
    environment.put("STUB_SECONDS", "0");
    Ended ended = launch("list");
    assertThat(ended.code()).isZero();
    assertThat(ended.err()).contains("another annlab is building", "annlab: building");
    assertThat(builds()).hasSize(2);
  }

  /** In a container each of them is process 1 or so. */
  @Test
  void twoContainersAtOnceBuildOnceAndAKilledOneKeepsNobodyWaiting() throws Exception {
    List<String> container = List.of("unshare", "-p", "-f", "--kill-child", "--mount-proc");
    Namespaces.require(container);
    List<String> words = new ArrayList<>(container);
    words.addAll(List.of(project.resolve("annlab").toString(), "list"));
    environment.put("STUB_SECONDS", "30");
    Process killed = start(project, words.toArray(String[]::new));
    waitFor(stubs.resolve("builds"));
    killed.destroyForcibly().waitFor();

    environment.put("STUB_SECONDS", "2");
    Files.delete(stubs.resolve("builds"));
    Process one = start(project, words.toArray(String[]::new));
    waitFor(stubs.resolve("builds"));
    Ended other = launch("list");
    assertThat(other.err()).contains("another annlab is building").doesNotContain("cannot");
    assertThat(other.code()).isZero();
    assertThat(one.waitFor()).isZero();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void aBuildStaysAsLongAsAProcessRunsFromIt() throws Exception {
    launch("list");
    Path first = distribution();
    environment.put("STUB_SERVES", "yes");
    Process serving = start(project, project.resolve("annlab").toString(), "serve");
    waitFor(stubs.resolve("serving"));
    for (int i = 0; i < 3; i++) {
      newer(project.resolve("modules/cli/src/main/X" + i + ".java"));
      // the next build's marker has to be newer than the source
      Files.setLastModifiedTime(
          project.resolve("modules/cli/src/main/X" + i + ".java"), FileTime.from(Instant.now()));
      launch("list");
    }
    assertThat(builds()).hasSize(4);
    assertThat(first).as("it runs from it").exists();
    serving.destroyForcibly().waitFor();
    write(project.resolve("modules/cli/src/main/Y.java"), "x");
    launch("list");
    assertThat(first).as("nothing runs from it any more").doesNotExist();
    try (Stream<Path> all = Files.list(project.resolve("dist"))) {
      assertThat(all.filter(Files::isDirectory)).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pom.xml", "modules/cli/src/main/X.java", "ui/src/main/resources/a/b.js"})
  void aSourceWhoseTimeIsInTheFutureIsBuiltOnceForEachContent(String name) throws Exception {
    Path source = write(project.resolve(name), "one");
    FileTime future = FileTime.from(Instant.now().plusSeconds(300_000));
    Files.setLastModifiedTime(source, future);
    for (int i = 0; i < 3; i++) {
      assertThat(launch("list").code()).isZero();
    }
    assertThat(builds()).hasSize(1);
    write(source, "another");
    Files.setLastModifiedTime(source, future);
    launch("list");
    launch("list");
    assertThat(builds()).hasSize(2);
    Path more = write(project.resolve("modules/cli/src/main/Y.java"), "new");
    assertThat(more).exists();
    launch("list");
    launch("list");
    assertThat(builds()).hasSize(3);
  }

  @Test
  void aFullDiskUnderTheBuildIsOneLineAndCode3() throws Exception {
    Namespaces.require(List.of("unshare", "-m"));
    Files.createDirectories(project.resolve("dist"));
    for (int files : new int[] {0, 1, 2, 3}) {
      // so many files may still be made there, and nothing written
      Ended ended =
          run(
              project,
              "unshare",
              "-m",
              "sh",
              "-c",
              "mount -t tmpfs -o size=4k,nr_inodes="
                  + (files + 2)
                  + " tmpfs dist; head -c 9000 /dev/zero >dist/x 2>&-; ./annlab list");
      assertThat(ended.code()).as("%s", ended).isEqualTo(3);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err().lines().toList().get((int) ended.err().lines().count() - 1))
          .startsWith("annlab: cannot write to " + project.resolve("dist"))
          .endsWith("is the disk full?");
      assertThat(ended.err().lines().count()).isLessThan(3);
    }
  }

  /** OpenBLAS would take a kernel of 2007 on AMD processors that are newer than it. */
  @ParameterizedTest
  @CsvSource({
    "AuthenticAMD, 26, fpu avx avx2 fma avx512f avx512vl, , SkylakeX",
    "AuthenticAMD, 26, fpu avx avx2 fma, , Haswell",
    "AuthenticAMD, 26, fpu avx avx2 fma, Zen, Zen",
    "AuthenticAMD, 26, fpu sse4_2, , ",
    "AuthenticAMD, 25, fpu avx avx2 avx512vl, , ",
    "GenuineIntel, 26, fpu avx avx2 avx512vl, , ",
  })
  void anAmdProcessorThatOpenBlasDoesNotKnowGetsAKernel(
      String vendor, int family, String flags, String set, String kernel) throws Exception {
    Namespaces.require(List.of("unshare", "-m"));
    launch("list");
    Path processors =
        write(
            temp.resolve("cpuinfo"),
            "processor\t: 0\nvendor_id\t: %s\ncpu family\t: %d\nflags\t\t: %s\nbugs\t: none\n"
                .formatted(vendor, family, flags));
    environment.put("OPENBLAS_CORETYPE", set == null ? "" : set);
    String script = "mount --bind \"$0\" /proc/cpuinfo && exec ./annlab list";
    Ended ended = run(project, "unshare", "-m", "sh", "-c", script, processors.toString());
    assertThat(ended.out())
        .as("%s", ended)
        .contains("kernel=" + (kernel == null ? "" : kernel) + "\n");
  }

  @Test
  void anotherUsersCheckoutThatHasToBeBuiltSaysWhy() throws Exception {
    List<String> other = List.of("setpriv", "--reuid", "4242", "--clear-groups");
    Namespaces.require(other);
    launch("list");
    newer(project.resolve("modules/cli/src/main/X.java"));
    // the test's own folder is for its owner only
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> words = new ArrayList<>(other);
    words.addAll(List.of(project.resolve("annlab").toString(), "list"));
    Ended ended = run(project, words.toArray(String[]::new));
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err())
        .startsWith("annlab: cannot write to " + project.resolve("dist"))
        .contains("has to build: modules/cli/src/main")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"LC_ALL=C", "LC_ALL=POSIX", "LANG=C", "LC_CTYPE=xx_XX.UTF-8", "LANG=xx_XX", "A=b"})
  void withoutALocaleThatHasLettersBeyondAsciiJavaGetsOne(String variable) throws Exception {
    environment.put(variable.split("=", -1)[0], variable.split("=", -1)[1]);
    assertThat(launch("list").out()).contains("locale=C.UTF-8\n");
  }

  @Test
  void aLocaleThatHasThemIsKept() throws Exception {
    environment.put("LANG", "C.UTF-8");
    assertThat(launch("list").out()).contains("locale=\n");
  }

  @Test
  void aFolderWhoseNameIsNoUtf8IsRefusedInOneLine() throws Exception {
    Ended ended =
        run(
            temp,
            "bash",
            "-c",
            "cp -r 'a project' $'b\\xe4'; $'b\\xe4/annlab' list; code=$?; rm -r $'b\\xe4'; exit"
                + " $code");
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err()).contains(" is not in UTF-8").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OMP_NUM_THREADS=abc",
        "OMP_NUM_THREADS=0",
        "OMP_NUM_THREADS=-1",
        "OMP_NUM_THREADS=2.5",
        "OMP_NUM_THREADS=,2",
        "OMP_NUM_THREADS=1025",
        "OMP_NUM_THREADS=4,x",
        "OMP_NUM_THREADS=99999999999999999999",
        "ANNLAB_HEAP=abc",
        "ANNLAB_HEAP=1g -version",
        "ANNLAB_HEAP=-1g",
        "ANNLAB_HEAP=1.5g",
        "ANNLAB_HEAP=0",
        "ANNLAB_OFFHEAP=xyz",
        "ANNLAB_OFFHEAP=2gb",
        "ANNLAB_OFFHEAP=m"
      })
  void aVariableThatMakesNoSenseIsCode2InOneLine(String variable) throws Exception {
    String name = variable.replaceFirst("=.*", "");
    String value = variable.replaceFirst("^[^=]*=", "");
    environment.put(name, value);
    Ended ended = launch("list", "--json");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .startsWith("annlab: " + name + " must be a ")
        .contains(", got '" + value + "'")
        .hasLineCount(1);
    assertThat(stubs.resolve("builds")).doesNotExist();
  }

  @Test
  void theFirstOfOpenMpsNumbersCounts() throws Exception {
    for (String value : List.of("4,2", "4,2,1", "4,")) {
      environment.put("OMP_NUM_THREADS", value);
      assertThat(launch("list").out()).startsWith("threads=4\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JAVA_TOOL_OPTIONS=-Dx=y",
        "JDK_JAVA_OPTIONS=-Dx=y",
        "_JAVA_OPTIONS=-Xmx64m",
        "ANNLAB_HEAP=2g",
        "ANNLAB_OFFHEAP=2g"
      })
  void aJavaThatDoesNotStartIsCode3AndNotOneForAClaim(String variable) throws Exception {
    environment.put(variable.split("=", -1)[0], variable.replaceFirst("^[^=]*=", ""));
    assertThat(launch("list").code()).isZero();
    environment.put(
        "STUB_STARTS_NOT",
        "Picked up X: y\\nError occurred during initialization of VM\\nConflicting options\\nmore");
    Ended ended = launch("list", "--json");
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .startsWith("annlab: Java does not start: Conflicting options; look at ANNLAB_HEAP, ")
        .hasLineCount(1);
  }

  @Test
  void theUsersOwnCollectorAndHeapStand() throws Exception {
    assertThat(launch("list").out()).contains("-XX:+UseSerialGC\n", "-Xms64m\n");
    environment.put("JAVA_TOOL_OPTIONS", "-XX:+UseParallelGC");
    assertThat(launch("list").out()).doesNotContain("UseSerialGC", "-Xms");
    environment.put("JAVA_TOOL_OPTIONS", "-Dx=y");
    assertThat(launch("list").out()).contains("UseSerialGC").doesNotContain("-Xms");
    environment.remove("JAVA_TOOL_OPTIONS");
    environment.put("ANNLAB_HEAP", "100m");
    assertThat(launch("run", "x").out()).contains("-Xmx100m\n").doesNotContain("-Xms");
  }

  @Test
  void limitsUnderWhichJavaCannotStartAreCode3() throws Exception {
    launch("list");
    environment.put("STUB_STARTS_NOT", "Could not reserve enough space");
    for (String limit : List.of("-v 1500000", "-d 1500000")) {
      Ended ended = run(temp, "sh", "-c", "ulimit " + limit + "; exec \"$0\" list", launcher());
      assertThat(ended.code()).as(ended.err()).isEqualTo(3);
      assertThat(ended.err()).contains("does not start: Could not reserve").hasLineCount(1);
    }
    environment.remove("STUB_STARTS_NOT");
    for (int files : new int[] {20, 64, 299}) {
      Ended ended = run(temp, "sh", "-c", "ulimit -n " + files + "; exec \"$0\" list", launcher());
      assertThat(ended.code()).as(ended.err()).isEqualTo(3);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err()).contains("may open " + files + " files only").hasLineCount(1);
    }
  }

  @Test
  void temporaryFilesAreInTheUsersCacheUnlessHeSaysOtherwise() throws Exception {
    environment.put("XDG_CACHE_HOME", temp.resolve("cache").toString());
    String option = "-Djava.io.tmpdir=" + temp.resolve("cache/annlab/tmp") + "/";
    String first = launch("list").out();
    assertThat(first).contains(option, "-Dannlab.temporary=true\n");
    String folder = first.lines().filter(line -> line.startsWith(option)).findFirst().orElseThrow();
    assertThat(Path.of(folder.substring(folder.indexOf('=') + 1)))
        .as("Java 25 warns of a folder that is not there")
        .isDirectory();
    assertThat(first.lines().filter(line -> line.startsWith(option)).toList())
        .as("another for each process")
        .isNotEqualTo(
            launch("list").out().lines().filter(line -> line.startsWith(option)).toList());
    environment.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=/x");
    assertThat(launch("list").out()).doesNotContain("java.io.tmpdir", "annlab.temporary");
    environment.remove("JAVA_TOOL_OPTIONS");
    for (String none : List.of(write(temp.resolve("file"), "x").toString(), "relative")) {
      environment.put("XDG_CACHE_HOME", none);
      assertThat(launch("list").out()).doesNotContain("java.io.tmpdir", "annlab.temporary");
    }
  }

  @Test
  void javaTakesTheUsersFolderFromHome() throws Exception {
    environment.put("HOME", temp.resolve("a home").toString());
    assertThat(launch("list").out()).contains("-Duser.home=" + temp.resolve("a home") + "\n");
    environment.put("HOME", "relative");
    assertThat(launch("list").out()).doesNotContain("user.home");
    environment.remove("HOME");
    assertThat(launch("list").out()).doesNotContain("user.home");
  }

  @Test
  void aSignalEndsTheBuildAndItsLock() throws Exception {
    environment.put("STUB_SECONDS", "20");
    Process process = start(project, project.resolve("annlab").toString(), "list");
    waitFor(stubs.resolve("builds"));
    process.destroy();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    environment.remove("STUB_SECONDS");
    assertThat(launch("list").code()).as("the lock is free again").isZero();
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
  void anArchiveThatWasChangedOrCrashedJavaIsMadeAnew() throws Exception {
    environment.put("XDG_CACHE_HOME", temp.resolve("cache").toString());
    launch("list");
    Path made = archives(1).get(0);
    String option = "-XX:SharedArchiveFile=" + made + "\n";
    assertThat(launch("list").out()).contains(option, "-XX:ErrorFile=" + made + ".crash\n");
    for (int i = 0; i < 3; i++) {
      Thread.sleep(20);
      Files.writeString(made, "damage " + i);
      Ended ended = launch("list");
      assertThat(ended.out()).doesNotContain("SharedArchiveFile");
      assertThat(ended.err()).isEmpty();
      archives(1);
      assertThat(made).hasContent("Main");
    }

    write(Path.of(made + ".crash"), "SIGSEGV");
    Ended ended = launch("list");
    assertThat(ended.out()).doesNotContain("SharedArchiveFile");
    assertThat(ended.err())
        .contains("Java crashed the last time", made.resolveSibling("hs_err.log").toString())
        .hasLineCount(1);
    assertThat(made.resolveSibling("hs_err.log")).hasContent("SIGSEGV");
    archives(1);
    assertThat(launch("list").out()).contains(option);
  }

  @Test
  void anArchiveWhoseDistributionIsGoneGoesWithTheNextThatIsMade() throws Exception {
    environment.put("XDG_CACHE_HOME", temp.resolve("cache").toString());
    Path folder = temp.resolve("cache/annlab/classes");
    Path gone = write(folder.resolve("1-2-x-17.jsa"), "x");
    Path its = write(folder.resolve("1-2-x-17.jsa.of"), "/no/such/dist/x\n");
    Path other = write(folder.resolve("3-4-x-17.jsa"), "x");
    write(folder.resolve("3-4-x-17.jsa.of"), temp + "\n");
    launch("list");
    archives(2);
    assertThat(gone).doesNotExist();
    assertThat(its).doesNotExist();
    assertThat(other).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"relative", "./here", "../there", ""})
  void aRelativeCacheFolderIsLeftOut(String cache) throws Exception {
    environment.put("XDG_CACHE_HOME", cache);
    environment.put("HOME", temp.resolve("home").toString());
    launch("list");
    assertThat(temp.resolve("home/.cache/annlab/classes")).exists();
    assertThat(temp.resolve("relative")).doesNotExist();
    assertThat(temp.resolve("here")).doesNotExist();
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
        List<Path> names = files.toList();
        List<Path> all =
            names.stream().filter(file -> file.toString().matches(".*[.](jsa|making)")).toList();
        boolean ready =
            all.stream()
                .allMatch(
                    file ->
                        file.toString().endsWith(".jsa") && Files.exists(Path.of(file + ".of")));
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

  private String launcher() {
    return project.resolve("annlab").toString();
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
    assertThat(file.toFile().setExecutable(true, false)).isTrue();
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, UTF_8);
  }
}
