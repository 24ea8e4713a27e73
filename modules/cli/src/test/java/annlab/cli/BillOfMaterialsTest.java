package annlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bill of materials of a distribution with this build's class path. */
class BillOfMaterialsTest {
  private static final Path CLASS_PATH =
      Path.of(System.getProperty("annlab.root"), "modules/cli/target/origins");

  @TempDir Path distribution;
  private Path common;

  @BeforeEach
  void gatherTheJars() throws IOException {
    common = Files.createDirectories(distribution.resolve("lib/common"));
    Path cpu = Files.createDirectories(distribution.resolve("lib/cpu"));
    for (String origin : Files.readString(CLASS_PATH).strip().split(File.pathSeparator, -1)) {
      String jar = origin.substring(origin.lastIndexOf(File.separatorChar) + 1);
      // what is in it does not matter: real jars take seconds to hash
      Files.writeString((jar.startsWith("nd4j-native") ? cpu : common).resolve(jar), origin);
    }
    Files.writeString(common.resolve("annlab-cli-0.1.0.jar"), "the program");
  }

  @Test
  void itsComponentsAreTheJarsOfTheDistribution() throws Exception {
    JsonNode bom = write();
    assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");

    Map<String, String> jars = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(distribution.resolve("lib"))) {
      for (Path jar : tree.filter(Files::isRegularFile).toList()) {
        jars.put(jar.getFileName().toString(), sha256(jar));
      }
    }
    assertThat(jars).hasSizeGreaterThan(200);
    Map<String, String> described = new TreeMap<>();
    described.put(file(program(bom)), hash(program(bom)));
    for (JsonNode component : bom.path("components")) {
      assertThat(described.put(file(component), hash(component))).isNull();
    }
    assertThat(described).isEqualTo(jars);
  }

  @Test
  void jarsOfOneNameAreToldApartByGroupVersionAndClassifier() throws Exception {
    assertThat(write().findValuesAsText("purl"))
        .doesNotHaveDuplicates()
        .contains(
            "pkg:maven/annlab/annlab-cli@0.1.0?type=jar",
            "pkg:maven/org.nd4j/nd4j-native@1.0.0-M2.1?type=jar",
            "pkg:maven/org.webjars/jquery@2.2.0?type=jar",
            "pkg:maven/org.webjars.npm/jquery@3.4.1?type=jar",
            "pkg:maven/annlab/annlab-keras-sequential@0.1.0?type=jar")
        .anyMatch(url -> url.matches("pkg:maven/org.nd4j/nd4j-native@1.0.0-M2.1\\?classifier=.+"));
  }

  @Test
  void theSameJarsGiveTheSameBytes() throws Exception {
    write();
    byte[] first = Files.readAllBytes(distribution.resolve("bom.json"));
    write();
    assertThat(distribution.resolve("bom.json")).hasBinaryContent(first);
  }

  @Test
  void aJarOfUnknownOriginAndAMissingOneAreRefused() throws Exception {
    Path foreign = Files.writeString(common.resolve("foreign-1.jar"), "");
    assertThatThrownBy(this::write)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("foreign-1.jar");
    Files.delete(foreign);
    try (Stream<Path> jars = Files.list(common)) {
      Files.delete(
          jars.filter(jar -> jar.getFileName().toString().startsWith("picocli"))
              .findFirst()
              .orElseThrow());
    }
    assertThatThrownBy(this::write)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing [picocli-");
  }

  private JsonNode write() throws IOException {
    BillOfMaterials.main(new String[] {distribution.toString(), CLASS_PATH.toString()});
    return new ObjectMapper().readTree(distribution.resolve("bom.json").toFile());
  }

  private static JsonNode program(JsonNode bom) {
    return bom.path("metadata").path("component");
  }

  /** The name that Maven gives a jar. */
  private static String file(JsonNode component) {
    String classifier =
        component.path("purl").asText().replaceFirst("^.*\\?(?:classifier=(.*)&)?type=jar$", "-$1");
    return component.path("name").asText()
        + "-"
        + component.path("version").asText()
        + (classifier.equals("-") ? "" : classifier)
        + ".jar";
  }

  private static String hash(JsonNode component) {
    assertThat(component.path("hashes")).hasSize(1);
    assertThat(component.path("hashes").path(0).path("alg").asText()).isEqualTo("SHA-256");
    return component.path("hashes").path(0).path("content").asText();
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
