package annlab.cli.options;

import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import annlab.sweep.engines.SparkSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name a cluster. */
public final class ClusterChoice {
  private static final String SECRET = "ANNLAB_CLUSTER_SECRET";
  private static final int SECRET_BYTES = 32;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = {
        "Train on Spark: local[2], local-cluster[2,1,1024], spark://HOST:7077, k8s://...,",
        "yarn. Spark (96 MB) is fetched once. Default: processes of this machine."
      })
  private Optional<String> master = Optional.empty();

  @Option(
      names = "--spark-conf",
      paramLabel = "KEY=VALUE",
      description = "A setting of Spark's, as spark.executor.memory=2g; may be repeated.")
  private Map<String, String> conf = new LinkedHashMap<>();

  /** The cluster that was named. */
  public Optional<String> master() {
    return master;
  }

  /** Spark's settings that were named. */
  public Map<String, String> conf() {
    return conf;
  }

  /**
   * Refuses what is no master, before anything is read or trained.
   *
   * @param settings name the cache folder, where the secret is
   */
  public void check(Settings settings) {
    master.ifPresent(url -> SparkSetup.check(url, secret(settings)));
    if (master.isEmpty() && !conf.isEmpty()) {
      throw new IllegalArgumentException("--spark-conf goes with --master");
    }
  }

  /**
   * The secret by which a cluster's processes know each other.
   *
   * @return what ANNLAB_CLUSTER_SECRET says, or else what {@code annlab cluster} has drawn
   */
  public static Optional<String> secret(Settings settings) {
    Optional<String> named =
        Optional.ofNullable(System.getenv(SECRET)).filter(word -> !word.isBlank());
    if (named.isPresent() || !Files.exists(secretFile(settings))) {
      return named;
    }
    try {
      return Optional.of(Files.readString(secretFile(settings)).strip());
    } catch (IOException e) {
      throw new PrerequisiteException(
          "cannot read " + secretFile(settings) + ": " + e.getMessage(), e);
    }
  }

  /** The secret, drawn now if there is none yet; nobody else may read its file. */
  public static String secretOrNew(Settings settings) {
    return secret(settings)
        .orElseGet(
            () -> {
              byte[] bytes = new byte[SECRET_BYTES];
              new SecureRandom().nextBytes(bytes);
              String word = HexFormat.of().formatHex(bytes);
              Path file = secretFile(settings);
              try {
                Files.createDirectories(file.getParent());
                Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, word + "\n");
              } catch (IOException e) {
                throw new PrerequisiteException(
                    "cannot keep the cluster's secret in " + file + ": " + e.getMessage(), e);
              }
              return word;
            });
  }

  /** Where the secret is kept. */
  public static Path secretFile(Settings settings) {
    return settings.cache().resolve("engines").resolve("cluster.secret");
  }
}
