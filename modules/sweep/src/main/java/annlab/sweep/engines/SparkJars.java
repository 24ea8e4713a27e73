package annlab.sweep.engines;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.lab.runs.Artifact;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Spark in the user's cache folder: 96 MB of jars that are fetched once, when a command first names
 * a cluster, and annlab's few classes that run among them, compiled there. Neither is part of the
 * distribution.
 */
public final class SparkJars {
  /** Spark's release. */
  public static final String VERSION = "4.2.0";

  private static final String MODULE = "modules/spark";
  private static final String COMPLETE = "complete";
  private static final Duration LIMIT = Duration.ofHours(1);

  private final Settings settings;
  private final String maven;
  private final String extra;

  /**
   * The jars for a master.
   *
   * @param settings names the cache folder, and the project whose pom names the jars
   * @param master as Spark has it
   */
  public SparkJars(Settings settings, String master) {
    this(settings, master, "mvn");
  }

  SparkJars(Settings settings, String master, String maven) {
    this.settings = settings;
    this.maven = maven;
    this.extra = master.startsWith("k8s:") ? "kubernetes" : master.startsWith("yarn") ? "yarn" : "";
  }

  /**
   * Where Spark is, or will be.
   *
   * @return a folder with a folder {@code jars}, as Spark's own programs want it
   */
  public Path home() {
    return settings
        .cache()
        .resolve("engines")
        .resolve("spark-" + VERSION + (extra.isEmpty() ? "" : "-" + extra));
  }

  /**
   * Fetches the jars with Maven unless they are there, and compiles what runs among them.
   *
   * @param note told what happens, one line at a time
   * @return annlab's jar for executors
   * @throws PrerequisiteException if they cannot be fetched, or are not what they should be
   */
  public Path require(Consumer<String> note) {
    Path home = home();
    if (!Files.exists(home.resolve(COMPLETE))) {
      fetch(home, note);
    }
    return glue(home);
  }

  private void fetch(Path home, Consumer<String> note) {
    note.accept("fetching Spark " + VERSION + ", 96 MB, once, into " + home);
    Path part = home.resolveSibling(home.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Files.createDirectories(part.resolve("jars"));
      callMaven(part.resolve("jars"));
      verify(part.resolve("jars"));
      Files.createFile(part.resolve(COMPLETE));
      try {
        Files.move(part, home);
      } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
        note.accept("another process has fetched it meanwhile");
      }
    } catch (IOException e) {
      throw new PrerequisiteException(
          "Spark could not be fetched into "
              + home
              + " ("
              + e.getMessage()
              + "); are mvn on the PATH and disk space there?",
          e);
    } finally {
      delete(part);
    }
  }

  private void callMaven(Path jars) throws IOException {
    List<String> words = new ArrayList<>(List.of(maven, "-B", "-ntp", "-q", "-f"));
    words.add(settings.project().resolve(MODULE).resolve("jars.xml").toString());
    if (!extra.isEmpty()) {
      words.addAll(List.of("-P", extra));
    }
    words.addAll(List.of("dependency:copy-dependencies", "-DincludeScope=runtime"));
    words.add("-DoutputDirectory=" + jars);
    Path log = Files.createTempFile("annlab-spark", ".txt");
    try {
      Process process =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT.toMinutes(), TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException("mvn did not end within " + LIMIT.toMinutes() + " minutes");
      }
      if (process.exitValue() != 0) {
        throw new PrerequisiteException(
            "Spark could not be fetched: mvn ended with code "
                + process.exitValue()
                + Files.readString(log)
                    .lines()
                    .filter(line -> line.contains("[ERROR]"))
                    .findFirst()
                    .map(line -> ": " + line.replace("[ERROR]", "").strip())
                    .orElse("")
                + "; is the network there?");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.deleteIfExists(log);
    }
  }

  /** Every jar must be the one that the project was tested with. */
  private void verify(Path jars) throws IOException {
    Path list = settings.project().resolve(MODULE).resolve("jars.sha256");
    for (String line : Files.readAllLines(list)) {
      String[] words = line.split("  ", 2);
      Path jar = jars.resolve(words[1]);
      String actual = Files.exists(jar) ? Artifact.sha256(Files.readAllBytes(jar)) : "nothing";
      if (!actual.equals(words[0])) {
        throw new PrerequisiteException(
            "Spark could not be fetched: "
                + words[1]
                + " has SHA-256 "
                + actual
                + ", expected "
                + words[0]
                + "; is the repository sound?");
      }
    }
  }

  /** Compiled once for each state of its sources. */
  private Path glue(Path home) {
    Path sources = settings.project().resolve(MODULE).resolve("src/main/java");
    try {
      List<Path> files = all(sources, ".java");
      StringBuilder text = new StringBuilder();
      for (Path file : files) {
        text.append(file.getFileName()).append('\n').append(Files.readString(file));
      }
      String hash = Artifact.sha256(text.toString().getBytes(UTF_8)).substring(0, 12);
      Path jar = home.resolve("annlab-spark-" + hash + ".jar");
      if (!Files.exists(jar)) {
        compile(files, home, jar);
      }
      return jar;
    } catch (IOException e) {
      throw new PrerequisiteException(
          "annlab's classes for Spark cannot be compiled from "
              + sources
              + " into "
              + home
              + " ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  private static void compile(List<Path> files, Path home, Path jar) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new PrerequisiteException("this Java comes without a compiler; use a JDK, not a JRE");
    }
    Path classes = Files.createTempDirectory(home, "classes");
    try {
      List<String> options =
          List.of(
              "--release",
              "17",
              "-nowarn",
              "-proc:none",
              "-d",
              classes.toString(),
              "-cp",
              all(home.resolve("jars"), ".jar").stream()
                  .map(Path::toString)
                  .collect(Collectors.joining(File.pathSeparator)));
      StringWriter said = new StringWriter();
      boolean done;
      try (var manager = compiler.getStandardFileManager(null, null, UTF_8)) {
        done =
            compiler
                .getTask(
                    said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                .call();
      }
      if (!done) {
        throw new IOException(said.toString().lines().findFirst().orElse("javac says nothing"));
      }
      Path part = Files.createTempFile(home, "glue", ".part");
      try (OutputStream out = Files.newOutputStream(part);
          JarOutputStream packed = new JarOutputStream(out)) {
        for (Path file : all(classes, ".class")) {
          packed.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
          packed.write(Files.readAllBytes(file));
          packed.closeEntry();
        }
      }
      Files.move(part, jar, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(classes);
    }
  }

  private static List<Path> all(Path folder, String end) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      return; // a folder too many in the cache does no harm
    }
  }
}
