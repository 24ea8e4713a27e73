package annlab.sweep.engines;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.lab.backend.ClassPath;
import annlab.lab.settings.Json;
import annlab.lab.settings.PrerequisiteException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A cluster and how a driver for it is started: what Spark must be told so that trials have the
 * bits that they have on this machine, and so that nobody else is let in.
 */
public final class SparkSetup {
  private static final Pattern LOCAL = Pattern.compile("local(\\[(\\*|[1-9][0-9]*)\\])?");
  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[[1-9][0-9]*,[1-9][0-9]*,[1-9][0-9]*\\]");
  private static final Pattern STANDALONE = Pattern.compile("spark://([^/:,]+):([0-9]+)");
  private static final Pattern OTHER = Pattern.compile("(k8s://.+|yarn)");

  /** What an executor needs not: the site, the commands, DL4J's training UI and their servers. */
  private static final Pattern NOT_TRAINING =
      Pattern.compile(
          "(annlab-(web|ui|cli|bench|playground)|vertx-|netty-|jetty-|javalin|picocli|kotlin-"
              + "|deeplearning4j-(ui|vertx)-[0-9]|jquery|bootstrap|katex|uplot|jline|axe-core).*\\.jar");

  /** Beginnings of the flags that an executor has too. */
  private static final List<String> KEPT =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:Tier4",
          "-Dorg.bytedeco.",
          "-Djava.awt.headless",
          "-Dannlab.threads",
          "--add-exports",
          "--enable-native-access",
          "--sun-misc-unsafe-memory-access");

  /** Less than Spark asks for itself, and its memory manager, cannot hold an executor. */
  private static final int MIN_MEGABYTES = 512;

  /** How long a master may take to let a driver in, whose own start takes seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int CONNECTION_MS = 5_000;

  /** The kind of message by which one asks for a file (network/protocol/Message.java). */
  private static final byte STREAM_REQUEST = 6;

  private final String master;
  private final SparkJars jars;
  private final Path glue;
  private final Optional<String> secret;
  private final Map<String, String> conf;
  private final List<String> data;
  private final String name;

  /**
   * A cluster.
   *
   * @param master as Spark has it: {@code local[2]}, {@code local-cluster[2,1,1024]}, {@code
   *     spark://host:7077}, {@code k8s://...} or {@code yarn}
   * @param jars Spark's
   * @param glue annlab's jar for executors, as {@link SparkJars#require} gives it
   * @param secret by which master, workers and driver know each other
   * @param options further settings of Spark's, which win
   * @param data folders of data sets, for executors of this machine
   * @param name what the session is called
   */
  public SparkSetup(
      String master,
      SparkJars jars,
      Path glue,
      Optional<String> secret,
      Map<String, String> options,
      List<Path> data,
      String name) {
    check(master, secret);
    this.master = master;
    this.jars = jars;
    this.glue = glue;
    this.secret = secret;
    this.data = data.stream().map(Path::toString).toList();
    this.name = name;
    this.conf = settings(options);
  }

  /**
   * Refuses what is no master, before anything is fetched.
   *
   * @param master what a person wrote
   * @param secret the cluster's, if one is known
   * @throws IllegalArgumentException if it is none, or has no memory
   * @throws PrerequisiteException if it is beyond this machine and no secret is known
   */
  public static void check(String master, Optional<String> secret) {
    if (LOCAL_CLUSTER.matcher(master).matches()) {
      String[] numbers = master.replaceAll("[^0-9,]", "").split(",", -1);
      if (Integer.parseInt(numbers[2]) < MIN_MEGABYTES) {
        throw new IllegalArgumentException(
            "the workers of "
                + master
                + " have "
                + numbers[2]
                + " MB; an executor takes "
                + MIN_MEGABYTES
                + " MB and what lies outside its heap");
      }
      return;
    }
    var standalone = STANDALONE.matcher(master);
    if (standalone.matches()) {
      if (secret.isEmpty() && !loopback(standalone.group(1))) {
        throw new PrerequisiteException(
            master
                + " is beyond this machine, and nothing is sent there without a secret that it"
                + " knows too; set ANNLAB_CLUSTER_SECRET, or keep it in the file that annlab"
                + " cluster names");
      }
      return;
    }
    if (!LOCAL.matcher(master).matches() && !OTHER.matcher(master).matches()) {
      throw new IllegalArgumentException(
          "--master must be local[N], local-cluster[WORKERS,CORES,MEGABYTES], spark://HOST:PORT,"
              + " k8s://URL or yarn, got '"
              + master
              + "'");
    }
  }

  private static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * The cluster's name.
   *
   * @return as a person wrote it
   */
  public String master() {
    return master;
  }

  /** What Spark is told. */
  Map<String, String> conf() {
    return conf;
  }

  Duration patience() {
    return PATIENCE;
  }

  /**
   * Makes sure that a master answers where it should be: Spark itself asks a silent one for a
   * minute. It is asked for a file that it does not have, which it says without a word in its log.
   *
   * @param within how long it may take, however busy it is
   * @throws PrerequisiteException if nobody listens there, or nobody answers
   */
  void requireAnswer(Duration within) {
    var standalone = STANDALONE.matcher(master);
    if (!standalone.matches()) {
      return;
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(standalone.group(1), Integer.parseInt(standalone.group(2))),
          CONNECTION_MS);
      socket.setSoTimeout((int) within.toMillis());
      socket.getOutputStream().write(streamRequest("/files/annlab"));
      int unused = socket.getInputStream().read(); // its answer, or the end: somebody is awake
    } catch (IOException | IllegalArgumentException e) {
      throw new PrerequisiteException(
          master + " does not answer (" + e.getMessage() + "); is a master there?", e);
    }
  }

  /** A frame of Spark's network protocol: its length, the kind of message, and a name. */
  private static byte[] streamRequest(String name) {
    byte[] text = name.getBytes(UTF_8);
    int length = Long.BYTES + 1 + Integer.BYTES + text.length;
    return ByteBuffer.allocate(length)
        .putLong(length)
        .put(STREAM_REQUEST)
        .putInt(text.length)
        .put(text)
        .array();
  }

  private boolean ofThisMachine() {
    return master.startsWith("local");
  }

  private Map<String, String> settings(Map<String, String> options) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("spark.app.name", name);
    all.put("spark.jars", glue.toUri().toString());
    all.put("spark.plugins", "annlab.spark.EpochPlugin");
    all.put("spark.executor.memory", "1g");
    all.put("spark.executor.cores", "1");
    // failures of a trial are results, and the process that ordered it decides what begins again
    all.put("spark.task.maxFailures", "1");
    all.put("spark.deploy.maxExecutorRetries", "-1");
    all.put("spark.executor.maxNumFailures", "100000");
    all.put("spark.speculation", "false");
    // other numbers of threads and other kernels give other last bits
    all.put("spark.executorEnv.OMP_NUM_THREADS", env("OMP_NUM_THREADS").orElse("1"));
    env("OPENBLAS_CORETYPE")
        .ifPresent(kernel -> all.put("spark.executorEnv.OPENBLAS_CORETYPE", kernel));
    all.put("spark.executor.extraJavaOptions", String.join(" ", flags()));
    all.put("spark.ui.showConsoleProgress", "false");
    all.put("spark.ui.port", "4040");
    all.put("spark.rpc.message.maxSize", "512");
    String host = driverHost();
    if (!OTHER.matcher(master).matches()) {
      all.put("spark.driver.host", host);
      all.put("spark.driver.bindAddress", host);
    }
    secret.ifPresent(
        word -> {
          all.put("spark.authenticate", "true");
          all.put("spark.authenticate.secret", word);
          all.put("spark.network.crypto.enabled", "true");
          all.put("spark.network.crypto.cipher", "AES/GCM/NoPadding");
        });
    all.putAll(options);
    return all;
  }

  private static Optional<String> env(String variable) {
    return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
  }

  /**
   * The flags of this JVM by which an executor computes as this one would, on any number of
   * processors. Its filter of serialization is not among them: Spark sends its tasks that way.
   */
  private static List<String> flags() {
    List<String> flags = new ArrayList<>();
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (KEPT.stream().anyMatch(flag::startsWith)) {
        flags.add(flag);
      }
    }
    flags.add("-XX:ActiveProcessorCount=" + Runtime.getRuntime().availableProcessors());
    return flags;
  }

  /** The address at which executors find the driver: no other than the one that leads to them. */
  private String driverHost() {
    var standalone = STANDALONE.matcher(master);
    if (!standalone.matches() || loopback(standalone.group(1))) {
      return "127.0.0.1";
    }
    try (DatagramSocket probe = new DatagramSocket()) {
      URI uri = URI.create(master);
      probe.connect(new InetSocketAddress(uri.getHost(), uri.getPort())); // sends nothing
      return probe.getLocalAddress().getHostAddress();
    } catch (IOException | RuntimeException e) {
      throw new PrerequisiteException(
          master + " does not answer: no way leads to " + standalone.group(1), e);
    }
  }

  /** What starts the driver. */
  ProcessBuilder driver() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> words =
        new ArrayList<>(List.of(java, "-Xmx1g", "-Djava.net.preferIPv6Addresses=false"));
    if (LOCAL.matcher(master).matches()) {
      words.addAll(flags()); // trials are trained in the driver itself
    } else {
      words.add("-XX:+UseSerialGC");
    }
    words.addAll(List.of("-cp", glue + File.pathSeparator + jars.home().resolve("jars") + "/*"));
    words.add("annlab.spark.EngineMain");
    ProcessBuilder builder = new ProcessBuilder(words);
    environment(builder.environment(), jars.home());
    builder.environment().put("OMP_NUM_THREADS", env("OMP_NUM_THREADS").orElse("1"));
    if (!OTHER.matcher(master).matches()) {
      builder.environment().put("SPARK_LOCAL_IP", driverHost());
    }
    return builder;
  }

  /**
   * What Spark's own programs find their jars by where there is no installation.
   *
   * @param environment of a process to be started
   * @param home {@link SparkJars#home}
   */
  public static void environment(Map<String, String> environment, Path home) {
    environment.put("SPARK_HOME", home.toString());
    environment.put("SPARK_SCALA_VERSION", "2.13");
    environment.remove("SPARK_CONF_DIR");
  }

  /** The driver's first request. */
  ObjectNode open() {
    ObjectNode request = Json.object().put("do", "open").put("master", master);
    ObjectNode settings = request.putObject("conf");
    conf.forEach(settings::put);
    request.put("ship", !ofThisMachine());
    request.put("cores", Integer.parseInt(conf.getOrDefault("spark.executor.cores", "1")));
    request.set("jars", SparkEngine.texts(trainingJars()));
    return request;
  }

  /** annlab's jars that train, and all that they need. */
  private List<String> trainingJars() {
    List<String> found = new ArrayList<>();
    for (Path entry : ClassPath.own()) {
      for (Path file : expanded(entry)) {
        String simple = String.valueOf(file.getFileName());
        if (Files.isDirectory(file) && !ofThisMachine()) {
          throw new PrerequisiteException(
              file + " is no jar and cannot be sent to " + master + "; run annlab as it is built");
        }
        if (!NOT_TRAINING.matcher(simple).matches()) {
          found.add(file.toAbsolutePath().toString());
        }
      }
    }
    return found;
  }

  private static List<Path> expanded(Path entry) {
    if (!entry.endsWith("*")) {
      return Files.exists(entry) ? List.of(entry) : List.of();
    }
    try (Stream<Path> jars =
        Files.list(Optional.ofNullable(entry.getParent()).orElse(Path.of("")))) {
      return jars.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** A trial's order with what it needs on its way: the files that a fit names are sent with it. */
  ObjectNode fitted(ObjectNode order) {
    if (ofThisMachine()) {
      order.set("data", SparkEngine.texts(data));
      return order;
    }
    Path folder = Path.of(order.path("folder").asText());
    List<String> files = new ArrayList<>();
    if (order.path("specification") instanceof ObjectNode given) {
      ObjectNode specification = given.deepCopy();
      send(specification.path("data"), "csv", folder, files);
      send(specification, "weights", folder, files);
      order.set("specification", specification);
    }
    order.set("files", SparkEngine.texts(files));
    return order;
  }

  private static void send(JsonNode object, String member, Path folder, List<String> files) {
    if (object instanceof ObjectNode holder && holder.path(member).isTextual()) {
      Path file = folder.resolve(holder.path(member).asText());
      if (!Files.exists(file)) {
        throw new PrerequisiteException(file + " is not there; it would be sent with its trials");
      }
      files.add(file.toString());
      holder.put(member, String.valueOf(file.getFileName()));
    }
  }
}
