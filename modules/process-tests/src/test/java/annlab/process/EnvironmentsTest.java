package annlab.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.cli.Namespaces;
import annlab.lab.Parameters;
import annlab.lab.runs.RunId;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The launcher with the program in the surroundings that users have: a distribution of one jar,
 * which names the class path of this test, and no sources.
 */
@Execution(ExecutionMode.CONCURRENT)
@EnabledOnOs(OS.LINUX)
class EnvironmentsTest {
  private static final long SECONDS = 300;

  /** A user in no list, who may read what this test may, and write nothing of it. */
  private static final List<String> NOBODY =
      List.of(
          "setpriv",
          "--securebits=+no_setuid_fixup", // else access(2) forgets what the next two lines allow
          "--reuid=4242",
          "--regid=4242",
          "--clear-groups",
          "--inh-caps=+dac_read_search",
          "--ambient-caps=+dac_read_search");

  @TempDir Path temp;
  private Path checkout;
  private final Map<String, String> environment = new HashMap<>();
  private final List<Path> mounted = new ArrayList<>();

  record Ended(int code, String out, String err) {}

  @BeforeEach
  void makeCheckout() throws Exception {
    // Java asks the kernel without the rights that another user of these tests has beyond his own
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    checkout = checkout("checkout");
    environment.put("ANNLAB_HOME", temp.resolve("home").toString());
    environment.put("XDG_CACHE_HOME", temp.resolve("cache").toString());
    Files.createDirectories(temp.resolve("cache/annlab"));
    // no class-data archive: to make one takes longer than all of these commands
    Files.createFile(temp.resolve("cache/annlab/classes"));
  }

  @AfterEach
  void unmount() throws Exception {
    for (Path disk : mounted) {
      new ProcessBuilder("umount", disk.toString()).start().waitFor();
    }
  }

  private Path checkout(String name) throws IOException {
    Path folder = Files.createDirectories(temp.resolve(name));
    Files.copy(Path.of(System.getProperty("annlab.root"), "annlab"), folder.resolve("annlab"));
    Files.createFile(folder.resolve("annlab.conf"));
    Path built = Files.createDirectories(folder.resolve("dist/x/lib/common"));
    Files.writeString(folder.resolve("dist/current"), "x\n");
    Files.createFile(folder.resolve("dist/x/built"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Stream.of(
                    System.getProperty(
                            "surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" ")));
    try (OutputStream jar = Files.newOutputStream(built.resolve("annlab-cli-0.jar"))) {
      new JarOutputStream(jar, manifest).close();
    }
    return folder;
  }

  @Test
  void anAnswerThatNobodyCanReadIsCode3() throws Exception {
    RunId id;
    try (RunStore store = RunStore.open(temp.resolve("home"))) {
      id = store.begin("mcculloch-pitts", Parameters.of(7, 1), true);
      store.interrupt(id);
    }
    for (String[] each :
        new String[][] {
          {"\"$@\" >/dev/full", "No space left on device", "runs", "--export", id.value()},
          {"\"$@\" >&-", "Bad file descriptor", "list", "--json"},
          {"\"$@\" | true", "Broken pipe", "runs", "--json"},
          {"\"$@\" >/dev/full", "No space left on device", "--version"}
        }) {
      List<String> words =
          new ArrayList<>(List.of("bash", "-c", "set -o pipefail; " + each[0], ""));
      words.add(checkout.resolve("annlab").toString());
      words.addAll(List.of(each).subList(2, each.length));
      Ended ended = run(temp, words);
      assertThat(ended.code()).as("%s: %s", words, ended.err()).isEqualTo(3);
      assertThat(ended.err())
          .isEqualTo("annlab: the answer is lost: cannot write to stdout (" + each[1] + ")\n");
    }
  }

  /** As cron, ssh and containers start it. */
  @Test
  void namesBeyondAsciiWorkWithoutALocale() throws Exception {
    Path folder = checkout("prüfung 日本");
    Path inside = Files.createDirectories(folder.resolve("Ärger"));
    environment.put("ANNLAB_HOME", "hüte");
    environment.put("LC_ALL", "C");
    Ended ended =
        run(inside, List.of(folder + "/annlab", "run", "exclusive-or", "--quick", "--json"));
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(json(ended.out()).path("status").asText()).isEqualTo("finished");
    assertThat(inside.resolve("hüte/runs.sqlite")).exists();
  }

  @Test
  void temporaryFoldersMayBeFullOrMayNotExecute() throws Exception {
    Path tmp = disk("tmp", "noexec,size=4m");
    environment.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + tmp);
    Ended runs = annlab("runs", "--json");
    assertThat(runs.code()).as(runs.err()).isZero();
    assertThat(tmp).isEmptyDirectory();

    // the cache full: the library goes to the home
    Path full = disk("full", "size=4k");
    Files.write(full.resolve("filler"), new byte[4096]);
    environment.put("XDG_CACHE_HOME", full.toString());
    assertThat(annlab("runs", "--json").code()).isZero();
    try (Stream<Path> home = Files.list(temp.resolve("home"))) {
      assertThat(home).anyMatch(file -> file.getFileName().toString().startsWith("sqlite-"));
    }

    // nowhere
    environment.put("XDG_CACHE_HOME", disk("cached", "noexec").toString());
    environment.put("ANNLAB_HOME", disk("stored", "noexec").toString());
    for (String[] words : new String[][] {{"runs"}, {"runs", "--json"}}) {
      Ended nowhere = annlab(words);
      assertThat(nowhere.code()).as(nowhere.err()).isEqualTo(3);
      assertThat(nowhere.out()).isEmpty();
      assertThat(nowhere.err())
          .contains("annlab: SQLite's library cannot be unpacked to a folder from which it runs")
          .contains("is mounted noexec");
    }
  }

  @Test
  void aUserInNoListLeavesNoFolderOfAStrangeName() throws Exception {
    Namespaces.require(NOBODY);
    Path own = Files.createDirectories(temp.resolve("own"));
    assertThat(new ProcessBuilder("chown", "4242", own.toString()).start().waitFor()).isZero();
    environment.put("ANNLAB_HOME", own.resolve("home").toString());
    environment.put("XDG_CACHE_HOME", "");
    environment.put("HOME", "");
    List<String> words = new ArrayList<>(NOBODY);
    words.addAll(List.of(checkout.resolve("annlab").toString(), "runs", "--json"));
    Ended ended = run(own, words);
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(json(ended.out())).isEmpty();
    try (Stream<Path> made = Files.list(own)) {
      assertThat(made).containsExactly(own.resolve("home"));
    }
  }

  /** The signal comes once DL4J's training UI is up, which makes some of three kinds. */
  @Test
  void aSiteThatIsEndedLeavesNoTemporaryFile() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Process serve =
        start(
            temp, List.of(checkout + "/annlab", "serve", "--port", "0", "--dl4j-port", "" + port));
    await(serve, port);
    serve.destroy();
    assertThat(serve.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    String err = Files.readString(temp.resolve("err"), UTF_8);
    assertThat(serve.exitValue()).as(err).isEqualTo(130);
    assertThat(err.lines().filter(line -> line.startsWith("annlab: "))).isEmpty();
    assertThat(temp.resolve("cache/annlab/tmp")).isEmptyDirectory();
  }

  private static void await(Process process, int port) throws InterruptedException {
    for (int i = 0; i < 20 * SECONDS && process.isAlive(); i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(socket.isConnected()).isTrue();
        return;
      } catch (IOException e) {
        Thread.sleep(50);
      }
    }
    throw new AssertionError("DL4J's training UI did not come up");
  }

  /** As docker runs the image of the Dockerfile: see docs/container.md. */
  @Test
  void theImagesLayoutWorksOnAReadOnlyRootForAUserInNoList() throws Exception {
    Namespaces.require(List.of("unshare", "-m", "-p", "-f", "--mount-proc"));
    Namespaces.require(NOBODY);
    Path data = disk("data", "size=600m,mode=777");
    environment.putAll(
        Map.of(
            "ANNLAB_HOME", data.resolve("home").toString(),
            "XDG_CACHE_HOME", data.resolve("cache").toString(),
            "HOME", data.toString(),
            "CHECKOUT", checkout.toString()));
    environment.remove("LC_ALL");
    // /tmp itself is where this test has its folders, so it is made read-only with the rest
    String script =
        """
        mount --make-rprivate /
        mount -o remount,bind,ro / 2>/dev/null || true
        mount --bind "$CHECKOUT" "$CHECKOUT" && mount -o remount,bind,ro "$CHECKOUT"
        cd /
        exec "$@"
        """;
    List<String> words =
        new ArrayList<>(
            List.of("unshare", "-m", "-p", "-f", "--mount-proc", "sh", "-ec", script, "sh"));
    words.addAll(NOBODY);
    words.addAll(
        List.of(checkout.resolve("annlab").toString(), "run", "exclusive-or", "--quick", "--json"));
    Ended ended = run(temp, words);
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(json(ended.out()).path("status").asText()).isEqualTo("finished");
    assertThat(data.resolve("home/runs.sqlite")).exists();
  }

  /** Settings of every kind at once, two hundred times. */
  @Test
  @Tag("slow")
  void whateverComesTogetherThereIsAnAnswerOrOneReason() throws Exception {
    Namespaces.require(NOBODY);
    Path noexec = disk("noexec", "noexec,size=8m,mode=777");
    Path full = disk("full", "size=4k,mode=777");
    Files.write(full.resolve("filler"), new byte[4096]);
    Path own = disk("own", "size=900m,mode=777");
    Path umlaut = checkout("ümlaut");
    Random random = new Random(20261129);
    Map<String, List<String>> choices =
        Map.of(
            "LC_ALL", List.of("", "C", "xx_XX.UTF-8", "C.UTF-8"),
            "OMP_NUM_THREADS", List.of("", "1", "2", "4,2", "abc", "0", "99999999999"),
            "ANNLAB_HEAP", List.of("", "", "400m", "100m", "abc", "99999999g"),
            "JAVA_TOOL_OPTIONS",
                List.of("", "", "-XX:+UseG1GC", "-Xmx1g", "-XX:+Nonsense", "-javaagent:/none.jar"),
            "HOME", List.of("", "/", own.toString(), noexec.toString(), "relative"),
            "XDG_CACHE_HOME",
                List.of("", "relative", own.toString(), noexec.toString(), full.toString()),
            "ANNLAB_HOME",
                List.of(
                    own + "/a",
                    own + "/ü",
                    own + "/a?b=c",
                    noexec + "/h",
                    full + "/h",
                    "/dev/null"),
            "GIT_DIR", List.of("", "/nowhere/.git"),
            "TZ", List.of("", "Foo/Bar", "Asia/Kathmandu"));
    List<String> commands =
        List.of("list", "runs", "claims", "data", "doctor", "report", "store check", "--version");
    List<String> shells =
        List.of(
            "exec \"$@\"",
            "exec \"$@\" >&-",
            "exec \"$@\" >/dev/full",
            "exec \"$@\" <&-",
            "exec \"$@\" 2>&-",
            "ulimit -n 64; exec \"$@\"",
            "ulimit -v 1500000; exec \"$@\"");
    Map<Integer, Integer> codes = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      choices.forEach((name, values) -> environment.put(name, pick(values, random)));
      environment.values().removeIf(value -> value.isEmpty() && random.nextBoolean());
      String shell = random.nextBoolean() ? shells.get(0) : pick(shells, random);
      String command = pick(commands, random);
      boolean json = random.nextBoolean() && !command.startsWith("--");
      List<String> words = new ArrayList<>();
      if (random.nextBoolean()) {
        words.addAll(NOBODY);
      }
      words.addAll(List.of("sh", "-c", shell, "sh"));
      words.add((random.nextBoolean() ? checkout : umlaut) + "/annlab");
      words.addAll(List.of(command.split(" ", -1)));
      if (json) {
        words.add("--json");
      }
      long started = System.nanoTime();
      Ended ended = run(own, words);
      String told = i + ": " + environment + " " + words + "\n" + ended;
      assertThat(System.nanoTime() - started).as(told).isLessThan(TimeUnit.SECONDS.toNanos(30));
      assertThat(ended.err()).as(told).doesNotContain("\tat ", "Exception in thread");
      assertThat(ended.err().lines().count()).as(told).isLessThanOrEqualTo(3);
      assertThat(ended.code()).as(told).isIn(0, 1, 2, 3);
      boolean silent = shell.contains(">&-") || shell.contains(">/dev/full");
      if (ended.code() <= 1) {
        assertThat(ended.out()).as(told).isNotEmpty();
        assertThat(shell).as(told).doesNotContain(" >&-", " >/dev/full");
      } else {
        assertThat(ended.out()).as(told).isEmpty();
        assertThat(shell.contains("2>&-") || !ended.err().isEmpty()).as(told).isTrue();
      }
      if (json && !silent && !ended.out().isEmpty()) {
        json(ended.out());
      }
      assertThat(own.resolve("?")).as(told).doesNotExist();
      assertThat(own.resolve("relative")).as(told).doesNotExist();
      codes.merge(ended.code(), 1, Integer::sum);
    }
    System.err.println("codes of 200 combinations: " + codes);
  }

  private static String pick(List<String> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }

  /** A file system of its own in memory. */
  private Path disk(String name, String options) throws Exception {
    Namespaces.require(
        List.of("unshare", "-m", "sh", "-c", "mount -t tmpfs tmpfs /tmp && exec \"$0\""));
    Path folder = Files.createDirectories(temp.resolve(name));
    assertThat(
            new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString())
                .start()
                .waitFor())
        .isZero();
    mounted.add(folder);
    return folder;
  }

  private Ended annlab(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(checkout.resolve("annlab").toString()));
    command.addAll(List.of(words));
    return run(temp, command);
  }

  private Ended run(Path folder, List<String> words) throws Exception {
    Process process = start(folder, words);
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    Ended ended =
        new Ended(
            process.exitValue(),
            Files.readString(temp.resolve("out"), UTF_8),
            Files.readString(temp.resolve("err"), UTF_8));
    assertThat(ended.err()).doesNotContain("\tat ");
    return ended;
  }

  private Process start(Path folder, List<String> words) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectOutput(temp.resolve("out").toFile())
            .redirectError(temp.resolve("err").toFile());
    for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG", "CI")) {
      builder.environment().remove(name);
    }
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper()
        .reader()
        .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .readTree(text);
  }
}
