package annlab.cli;

import annlab.cli.options.ClusterChoice;
import annlab.cli.text.ExitCode;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import annlab.sweep.engines.SparkJars;
import annlab.sweep.engines.SparkSetup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "cluster",
    description = {
      "Start a process of a small Spark cluster, and stay until it ends.",
      "A cluster has one master, and on each machine a worker:",
      "",
      "  annlab cluster master",
      "  annlab cluster worker spark://127.0.0.1:7077",
      "",
      "They listen on 127.0.0.1 unless --host names an address of this machine, and let",
      "nobody in without the secret: what ANNLAB_CLUSTER_SECRET says, or else a file in",
      "the cache folder that the first of them makes; give it to the other machines.",
      "All that they send is encrypted. Nothing listens on Spark's port 6066."
    })
final class ClusterCommand implements Callable<Integer> {
  private static final int PORT = 7077;
  private static final int MAX_PORT = 65_535;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Annlab annlab;

  @Parameters(index = "0", paramLabel = "ROLE", description = "master or worker.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String role;

  @Parameters(index = "1", arity = "0..1", paramLabel = "URL", description = "A worker's master.")
  private Optional<String> master = Optional.empty();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Where to listen (default: 127.0.0.1).")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The master's port (default: 7077), or a worker's (default: any).")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--page-port",
      paramLabel = "N",
      description = "The port of its page (default: 8080, a worker's 8081; 0 for any).")
  private Optional<Integer> pagePort = Optional.empty();

  @Option(
      names = "--cores",
      paramLabel = "N",
      description = "How many trials a worker trains at a time (default: its processors).")
  private Optional<Integer> cores = Optional.empty();

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "A worker's memory, as 4g (default: what the machine has less 1 GB).")
  private Optional<String> memory = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    boolean isMaster = role.equals("master");
    if (!isMaster && !role.equals("worker")) {
      throw wrong("a process of a cluster is a master or a worker, got '" + role + "'");
    }
    if (isMaster == master.isPresent()) {
      throw wrong(
          isMaster
              ? "a master has no other master; leave " + master.orElse("") + " out"
              : "name the worker's master, as spark://127.0.0.1:7077");
    }
    if (isMaster && (cores.isPresent() || memory.isPresent())) {
      throw wrong("--cores and --memory are a worker's");
    }
    cores.filter(number -> number < 1).ifPresent(number -> refuse("--cores", number));
    port.filter(number -> number < 0 || number > MAX_PORT)
        .ifPresent(number -> refuse("--port", number));
    memory
        .filter(size -> !size.matches("[1-9][0-9]*[gmGM]"))
        .ifPresent(
            size -> {
              throw wrong("--memory must be a number and g or m, as 4g, got '" + size + "'");
            });
    Settings settings = Settings.load();
    String secret = ClusterChoice.secretOrNew(settings);
    master.ifPresent(url -> SparkSetup.check(url, Optional.of(secret)));
    requireOwn(host);
    SparkJars jars = new SparkJars(settings, master.orElse(""));
    jars.require(text -> spec.commandLine().getErr().println("annlab: " + text));
    return start(settings, jars, secret, isMaster);
  }

  private void refuse(String option, int number) {
    throw wrong(option + " must be at least 1 and a port at most 65535, got " + number);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static void requireOwn(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (!address.isLoopbackAddress()
          && java.net.NetworkInterface.getByInetAddress(address) == null) {
        throw new PrerequisiteException("--host " + host + " is no address of this machine");
      }
    } catch (UnknownHostException | java.net.SocketException e) {
      throw new PrerequisiteException("--host " + host + " is no address of this machine", e);
    }
  }

  private int start(Settings settings, SparkJars jars, String secret, boolean isMaster)
      throws InterruptedException {
    Path properties = properties(settings, secret);
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-Dspark.worker.cleanup.enabled=true"));
    words.addAll(List.of("-Dspark.master.rest.enabled=false", "-Dspark.ui.reverseProxy=false"));
    words.addAll(List.of("-cp", jars.home().resolve("jars") + "/*"));
    words.add("org.apache.spark.deploy." + (isMaster ? "master.Master" : "worker.Worker"));
    words.addAll(List.of("--host", host, "--properties-file", properties.toString()));
    words.addAll(List.of("--port", Integer.toString(port.orElse(isMaster ? PORT : 0))));
    words.addAll(
        List.of("--webui-port", Integer.toString(pagePort.orElse(isMaster ? 8080 : 8081))));
    cores.ifPresent(number -> words.addAll(List.of("--cores", number.toString())));
    memory.ifPresent(size -> words.addAll(List.of("--memory", size)));
    Path work = settings.cache().resolve("engines").resolve("work");
    if (!isMaster) {
      words.addAll(List.of("--work-dir", work.toString()));
    }
    master.ifPresent(words::add);
    ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
    SparkSetup.environment(builder.environment(), jars.home());
    builder.environment().put("SPARK_LOCAL_IP", host);
    builder.environment().remove("SPARK_MASTER_HOST");
    try {
      Process process = builder.start();
      spec.commandLine()
          .getErr()
          .println(
              "annlab: "
                  + (isMaster
                      ? "the master is spark://" + host + ":" + port.orElse(PORT)
                      : "a worker of " + master.orElseThrow())
                  + "; the secret is "
                  + (System.getenv("ANNLAB_CLUSTER_SECRET") == null
                      ? "in " + ClusterChoice.secretFile(settings)
                      : "what ANNLAB_CLUSTER_SECRET says"));
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "annlab-cluster"));
      int code = process.waitFor();
      if (annlab.shutdown().signalled()) {
        return ExitCode.INTERRUPTED;
      }
      return code == 0 ? ExitCode.OK : ExitCode.PREREQUISITE;
    } catch (IOException e) {
      throw new PrerequisiteException("cannot start " + words.get(0) + ": " + e.getMessage(), e);
    }
  }

  /** Not on the command line, which everybody on the machine can read. */
  private static Path properties(Settings settings, String secret) {
    Path file = ClusterChoice.secretFile(settings).resolveSibling("cluster.properties");
    String text =
        "spark.authenticate true\nspark.authenticate.secret "
            + secret
            + "\nspark.network.crypto.enabled true\nspark.network.crypto.cipher AES/GCM/NoPadding\n"
            + "spark.master.rest.enabled false\nspark.worker.cleanup.enabled true\n";
    try {
      Files.createDirectories(file.getParent());
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(file, text);
      return file;
    } catch (IOException e) {
      throw new PrerequisiteException(
          "cannot keep the cluster's settings in " + file + ": " + e.getMessage(), e);
    }
  }
}
