package annlab.sweep.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkSetupTest {
  @TempDir Path folder;

  private Settings settings() {
    return new Settings(folder, folder, List.of(), folder.resolve("cache"), folder, 0, 0);
  }

  private Map<String, String> conf(
      String master, Optional<String> secret, Map<String, String> options) {
    return new SparkSetup(
            master,
            new SparkJars(settings(), master),
            folder.resolve("glue.jar"),
            secret,
            options,
            List.of(),
            "annlab test")
        .conf();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "local[0]",
        "local[-1]",
        "spark://",
        "spark://host",
        "spark://a:1,b:2",
        "http://127.0.0.1:7077",
        "mesos://127.0.0.1:5050",
        "local-cluster[2,1]"
      })
  void whatIsNoMasterIsRefused(String master) {
    assertThatThrownBy(() -> SparkSetup.check(master, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--master must be local[N], local-cluster[WORKERS,CORES,MEGABYTES], spark://HOST:PORT,"
                + " k8s://URL or yarn, got '"
                + master
                + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local",
        "local[2]",
        "local[*]",
        "local-cluster[2,1,1024]",
        "spark://127.0.0.1:7077",
        "yarn",
        "k8s://https://host:6443"
      })
  void mastersAreSparksOwn(String master) {
    assertThatCode(() -> SparkSetup.check(master, Optional.empty())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 511})
  void workersWithoutMemoryAreRefused(int megabytes) {
    assertThatThrownBy(
            () -> SparkSetup.check("local-cluster[2,1," + megabytes + "]", Optional.empty()))
        .hasMessageContaining(megabytes + " MB; an executor takes 512 MB");
  }

  @Test
  void nothingGoesBeyondThisMachineWithoutASecret() {
    assertThatThrownBy(() -> SparkSetup.check("spark://192.0.2.1:7077", Optional.empty()))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessageContaining("is beyond this machine, and nothing is sent there without a secret");
    assertThatCode(() -> SparkSetup.check("spark://192.0.2.1:7077", Optional.of("word")))
        .doesNotThrowAnyException();
  }

  @Test
  void aSecretMeansEncryptionAndTheDriverListensOnTheLoopbackAddress() {
    Map<String, String> conf =
        conf("spark://127.0.0.1:7077", Optional.of("word"), Map.of("a", "b"));

    assertThat(conf.get("spark.authenticate")).isEqualTo("true");
    assertThat(conf.get("spark.network.crypto.enabled")).isEqualTo("true");
    assertThat(conf.get("spark.driver.host")).isEqualTo("127.0.0.1");
    assertThat(conf.get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
    assertThat(conf.get("a")).isEqualTo("b");
  }

  @Test
  void anExecutorComputesAsThisProcessAndHasNoFilterOfSerialization() {
    Map<String, String> conf = conf("local-cluster[2,1,1024]", Optional.empty(), Map.of());

    assertThat(conf.get("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("1");
    assertThat(conf.get("spark.executor.extraJavaOptions"))
        .contains("-XX:ActiveProcessorCount=" + Runtime.getRuntime().availableProcessors())
        .doesNotContain("serialFilter", "-Xmx", "TieredStopAtLevel");
    assertThat(conf.get("spark.task.maxFailures")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 65_536})
  void aMasterThatDoesNotListenIsSaidAtOnce(int port) {
    refused(port, Duration.ofMinutes(5));
  }

  @Test
  void aMasterThatListensAndIsSilentIsSaid() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      refused(silent.getLocalPort(), Duration.ofMillis(200));
    }
  }

  private void refused(int port, Duration within) {
    String master = "spark://127.0.0.1:" + port;
    assertThatThrownBy(() -> setup(master).requireAnswer(within))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessageStartingWith(master + " does not answer (")
        .hasMessageEndingWith("); is a master there?");
  }

  @Test
  void aMasterThatAnswersIsTaken() throws Exception {
    try (ServerSocket awake = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<byte[]> asked =
          CompletableFuture.supplyAsync(
              () -> {
                try (Socket one = awake.accept()) {
                  byte[] frame = one.getInputStream().readNBytes(26);
                  one.getOutputStream().write(0);
                  return frame;
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      setup("spark://127.0.0.1:" + awake.getLocalPort()).requireAnswer(Duration.ofMinutes(5));
      assertThat(asked.get())
          .as("length, kind, length of the name, name")
          .startsWith(0, 0, 0, 0, 0, 0, 0, 26, 6, 0, 0, 0, 13, '/')
          .endsWith('l', 'a', 'b');
    }
  }

  private SparkSetup setup(String master) {
    return new SparkSetup(
        master,
        new SparkJars(settings(), master),
        folder.resolve("glue.jar"),
        Optional.empty(),
        Map.of(),
        List.of(),
        "annlab test");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void sparkThatCannotBeFetchedIsSaidInOneLine() throws Exception {
    Path maven = folder.resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\necho '[ERROR] no such host'\nexit 1\n");
    maven.toFile().setExecutable(true);

    assertThatThrownBy(
            () -> new SparkJars(settings(), "local[2]", maven.toString()).require(text -> {}))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessage(
            "Spark could not be fetched: mvn ended with code 1: no such host; is the network"
                + " there?");
    assertThat(folder.resolve("cache/engines")).isEmptyDirectory();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aJarThatIsNotTheOneThatWasTestedIsRefused() throws Exception {
    Path maven = folder.resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\nexit 0\n");
    maven.toFile().setExecutable(true);
    Files.createDirectories(folder.resolve("modules/spark"));
    Files.writeString(
        folder.resolve("modules/spark/jars.sha256"), "0".repeat(64) + "  spark-core.jar\n");

    assertThatThrownBy(
            () -> new SparkJars(settings(), "local[2]", maven.toString()).require(text -> {}))
        .hasMessage(
            "Spark could not be fetched: spark-core.jar has SHA-256 nothing, expected "
                + "0".repeat(64)
                + "; is the repository sound?");
    assertThat(folder.resolve("cache/engines")).isEmptyDirectory();
  }
}
