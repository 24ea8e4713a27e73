package annlab.lab.runs;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a run's numbers come from: everything that one needs to get them again.
 *
 * @param commit the commit of the code; empty if neither checkout nor build knows it
 * @param modified whether the checkout's sources differ from that commit
 * @param fingerprint SHA-256 over the sources of the experiment's module and of those it depends
 *     on; empty for a run that was recorded without
 * @param version the version of annlab
 * @param java Java's vendor and version
 * @param os name, version and architecture of the operating system
 * @param cpu the processor's model
 * @param cores processors that Java may use
 * @param backend what ND4J really computed on: {@code cpu} or {@code cuda}
 * @param device the graphics processor; empty on the CPU
 * @param driver the version of its driver; empty on the CPU
 * @param blas the linear algebra library
 * @param threads threads that ND4J may use for one operation
 * @param nd4j ND4J's version
 * @param seed the root of every random stream
 * @param data SHA-256 of the content of each data file used, by file name
 * @param took from start to end; empty while the run is under way
 * @param peakMemory largest resident memory of the process in bytes; empty where the system does
 *     not say
 * @param kernel which of its kernels for processors OpenBLAS computes with, as {@code Haswell}:
 *     others give other last digits; empty where it is not known
 * @param place where on a cluster it was computed; empty for a run of this machine's own
 */
public record Provenance(
    Optional<String> commit,
    boolean modified,
    Optional<String> fingerprint,
    String version,
    String java,
    String os,
    String cpu,
    int cores,
    String backend,
    Optional<String> device,
    Optional<String> driver,
    String blas,
    int threads,
    String nd4j,
    long seed,
    Map<String, String> data,
    Optional<Duration> took,
    OptionalLong peakMemory,
    Optional<String> kernel,
    Optional<Place> place) {
  /**
   * Where on a cluster something was computed.
   *
   * @param engine the cluster's software and version
   * @param host the machine's name
   * @param executor the executor's number
   * @param attempt how often it had been begun there before
   */
  public record Place(String engine, String host, String executor, int attempt) {
    ObjectNode json() {
      return Json.object()
          .put("engine", engine)
          .put("host", host)
          .put("executor", executor)
          .put("attempt", attempt);
    }

    static Optional<Place> of(JsonNode json) {
      return json.isObject()
          ? Optional.of(
              new Place(
                  json.path("engine").asText(),
                  json.path("host").asText(),
                  json.path("executor").asText(),
                  json.path("attempt").asInt()))
          : Optional.empty();
    }
  }

  public Provenance {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /**
   * The same at the end of the run.
   *
   * @param files SHA-256 of the data files' contents
   * @param time from start to end
   * @param memory largest resident memory in bytes
   * @return a copy
   */
  public Provenance ended(Map<String, String> files, Duration time, OptionalLong memory) {
    return with(commit, modified, files, Optional.of(time), memory, place);
  }

  /**
   * The same of a run that was computed elsewhere, by the code of this machine.
   *
   * @param here where the order came from: its commit is the code's
   * @param where the place
   * @return a copy
   */
  public Provenance at(Origin.Code here, Place where) {
    return with(here.commit(), here.modified(), data, took, peakMemory, Optional.of(where));
  }

  private Provenance with(
      Optional<String> commit,
      boolean modified,
      Map<String, String> data,
      Optional<Duration> took,
      OptionalLong peakMemory,
      Optional<Place> place) {
    return new Provenance(
        commit,
        modified,
        fingerprint,
        version,
        java,
        os,
        cpu,
        cores,
        backend,
        device,
        driver,
        blas,
        threads,
        nd4j,
        seed,
        data,
        took,
        peakMemory,
        kernel,
        place);
  }

  /**
   * Whether two runs are of the same code: of equal fingerprints, or where one is not known of the
   * same version and commit.
   */
  public boolean sameCode(Provenance other) {
    if (fingerprint.isPresent() && other.fingerprint.isPresent()) {
      return fingerprint.equals(other.fingerprint);
    }
    return version.equals(other.version)
        && commit.equals(other.commit)
        && modified == other.modified;
  }

  /**
   * The commit for people.
   *
   * @return its first twelve digits, with {@code (modified)} if the sources differ; or {@code
   *     unknown}
   */
  public String commitText() {
    return commit
        .map(id -> id.substring(0, Math.min(12, id.length())) + (modified ? " (modified)" : ""))
        .orElse("unknown");
  }

  /**
   * As JSON.
   *
   * @return an object; durations in seconds, memory in bytes
   */
  public ObjectNode json() {
    ObjectNode object = Json.object();
    commit.ifPresent(id -> object.put("commit", id));
    object.put("modified", modified);
    fingerprint.ifPresent(hash -> object.put("fingerprint", hash));
    object.put("version", version);
    object.put("java", java);
    object.put("os", os);
    object.put("cpu", cpu);
    object.put("cores", cores);
    object.put("backend", backend);
    device.ifPresent(name -> object.put("device", name));
    driver.ifPresent(number -> object.put("driver", number));
    object.put("blas", blas);
    object.put("threads", threads);
    object.put("nd4j", nd4j);
    object.put("seed", seed);
    ObjectNode files = object.putObject("data");
    data.forEach(files::put);
    took.ifPresent(time -> object.put("seconds", time.toMillis() / 1000.0));
    peakMemory.ifPresent(bytes -> object.put("peakMemory", bytes));
    kernel.ifPresent(name -> object.put("kernel", name));
    place.ifPresent(where -> object.set("place", where.json()));
    return object;
  }

  /**
   * Where numbers come from that this process measures outside a run.
   *
   * @param project the project's root
   * @return without seed, data and duration
   */
  public static Provenance here(Path project) {
    return here(project, 0);
  }

  /**
   * The same of a training outside a run.
   *
   * @param project the project's root
   * @param seed the root of every random stream
   * @return without data and duration
   */
  public static Provenance here(Path project, long seed) {
    return Origin.of(project, Optional.empty(), seed);
  }

  public static Provenance of(JsonNode object) {
    return new Provenance(
        text(object, "commit"),
        object.path("modified").asBoolean(),
        text(object, "fingerprint"),
        object.path("version").asText(),
        object.path("java").asText(),
        object.path("os").asText(),
        object.path("cpu").asText(),
        object.path("cores").asInt(),
        object.path("backend").asText(),
        text(object, "device"),
        text(object, "driver"),
        object.path("blas").asText(),
        object.path("threads").asInt(),
        object.path("nd4j").asText(),
        object.path("seed").asLong(),
        Json.texts(object.path("data")),
        object.has("seconds")
            ? Optional.of(Duration.ofMillis(Math.round(object.path("seconds").asDouble() * 1000)))
            : Optional.empty(),
        object.has("peakMemory")
            ? OptionalLong.of(object.path("peakMemory").asLong())
            : OptionalLong.empty(),
        text(object, "kernel"),
        Place.of(object.path("place")));
  }

  private static Optional<String> text(JsonNode object, String name) {
    return object.has(name) ? Optional.of(object.path(name).asText()) : Optional.empty();
  }
}
