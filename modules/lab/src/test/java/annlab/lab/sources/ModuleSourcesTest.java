package annlab.lab.sources;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.FakeExperiment;
import annlab.lab.report.Ledger;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On two small modules: toy, which depends on base. */
class ModuleSourcesTest {
  private static final String TOY = "class Toy {\n  int x = 1;\n}\n";
  private static final String BASE = "class Base {}\n";
  @TempDir Path temp;

  @Test
  void aBuildCarriesTheSourcesOfItsOwnModule() {
    assertThat(ModuleSources.of(Ledger.class).orElseThrow().java())
        .containsKey("annlab/lab/report/Ledger.java");
    assertThat(ModuleSources.of(FakeExperiment.class)).isEmpty();
  }

  @Test
  void theFingerprintIsThatOfTheSourcesAndNothingElse() throws Exception {
    String first = fingerprint("a", TOY, BASE, "<project/>");
    assertThat(fingerprint("b", TOY, BASE, "<project><!-- other --></project>")).isEqualTo(first);
    assertThat(fingerprint("c", TOY.replace("\n", "\r\n"), BASE, "<project/>")).isEqualTo(first);
    assertThat(fingerprint("d", TOY.replace("1", "2"), BASE, "<project/>")).isNotEqualTo(first);
  }

  @Test
  void aChangeInAModuleThatItDependsOnCounts() throws Exception {
    String first = fingerprint("a", TOY, BASE, "<project/>");
    assertThat(fingerprint("b", TOY, BASE + "// edited\n", "<project/>")).isNotEqualTo(first);
  }

  @Test
  void aSourceWhoseClassIsGoneDoesNotCount() throws Exception {
    Path toy = module("toy", "Toy", TOY, dependsOn("annlab-base"));
    Path base = module("base", "Base", BASE, "<project/>");
    String first = fingerprint(toy, base);
    Files.writeString(toy.resolve("META-INF/annlab/sources/annlab-toy/Deleted.java"), "class D {}");
    Path copy = temp.resolve("copy");
    copyTree(toy, copy);
    assertThat(fingerprint(copy, base)).isEqualTo(first);
  }

  @Test
  void aJarGivesTheSameFingerprintAsItsFolder() throws Exception {
    Path toy = module("toy", "Toy", TOY, dependsOn("annlab-base"));
    Path base = module("base", "Base", BASE, "<project/>");
    assertThat(fingerprint(jar(toy), jar(base))).isEqualTo(fingerprint(toy, base));
  }

  private String fingerprint(String folder, String toy, String base, String basePom)
      throws Exception {
    return fingerprint(
        module(folder + "/toy", "Toy", toy, dependsOn("annlab-base")),
        module(folder + "/base", "Base", base, basePom));
  }

  private static String fingerprint(Path toy, Path base) throws Exception {
    URL[] path = {toy.toUri().toURL(), base.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, null)) {
      return ModuleSources.fingerprint(loader.loadClass("Toy")).orElseThrow();
    }
  }

  private static String dependsOn(String module) {
    String format =
        "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><scope>%s</scope></dependency>";
    return "<project><dependencies>"
        + format.formatted("annlab", module, "compile")
        + format.formatted("annlab", "annlab-nowhere", "test")
        + format.formatted("org.other", "other", "compile")
        + "</dependencies></project>";
  }

  /** A folder of classes as Maven makes it. */
  private Path module(String folder, String type, String source, String pom) throws Exception {
    Path classes = temp.resolve(folder);
    String name = classes.getFileName().toString();
    Path sources =
        Files.createDirectories(classes.resolve("META-INF/annlab/sources/annlab-" + name));
    Path file = Files.writeString(sources.resolve(type + ".java"), source);
    Files.writeString(sources.resolve("pom.xml"), pom);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", classes.toString(), file.toString());
    assertThat(code).isZero();
    return classes;
  }

  private Path jar(Path classes) throws Exception {
    Path jar = temp.resolve(classes.getFileName() + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        out.write(Files.readAllBytes(file));
      }
    }
    return jar;
  }

  private static void copyTree(Path from, Path to) throws Exception {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
