package annlab.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The distribution's bill of materials in CycloneDX 1.6: group, name, version and SHA-256 of each
 * of its jars, the same bytes for the same jars. CycloneDX's own Maven plugin does more than twice
 * the work of the whole build, eight hashes of every jar, and does nothing when Maven is offline.
 */
public final class BillOfMaterials {
  private static final String REPOSITORY = "repository/";

  private BillOfMaterials() {}

  /**
   * Writes {@code bom.json} into a distribution.
   *
   * @param args the distribution, and the file with Maven's class path that it was copied from
   * @throws IOException if the distribution cannot be read, or holds other jars than the class path
   */
  public static void main(String[] args) throws IOException {
    Path distribution = Path.of(args[0]);
    String bom = of(distribution.resolve("lib"), Files.readString(Path.of(args[1])).strip());
    Files.writeString(distribution.resolve("bom.json"), bom);
  }

  /**
   * Describes the jars in a folder's folders.
   *
   * @param lib the folder
   * @param classPath where they come from: {@code repository/GROUP/NAME/VERSION/FILE}, or a module
   *     of the project
   * @return CycloneDX as JSON
   */
  static String of(Path lib, String classPath) throws IOException {
    Map<String, Material> materials = new TreeMap<>();
    for (String place : classPath.split(File.pathSeparator, -1)) {
      Material material = Material.of(place.replace(File.separatorChar, '/'));
      materials.put(material.file(), material);
    }
    Map<String, Path> jars = jars(lib);
    Set<String> others = new TreeSet<>(jars.keySet());
    others.removeAll(materials.keySet());
    if (others.size() != 1 || jars.size() != materials.size() + 1) {
      Set<String> missing = new TreeSet<>(materials.keySet());
      missing.removeAll(jars.keySet());
      throw new IOException(
          lib
              + " should hold the program and its class path; others "
              + others
              + ", missing "
              + missing);
    }

    ObjectNode bom = new ObjectMapper().createObjectNode();
    bom.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
    bom.put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
    ObjectNode application = bom.putObject("metadata").putObject("component");
    ArrayNode components = bom.putArray("components");
    Material program = Material.module(others.iterator().next());
    for (Map.Entry<String, Path> jar : jars.entrySet()) {
      Material material = materials.getOrDefault(jar.getKey(), program);
      ObjectNode component =
          material.equals(program)
              ? application.put("type", "application")
              : components.addObject().put("type", "library");
      material.describe(component, jar.getValue());
    }
    return bom.toPrettyString() + "\n";
  }

  private static Map<String, Path> jars(Path lib) throws IOException {
    try (Stream<Path> tree = Files.walk(lib, 2)) {
      Map<String, Path> jars = new TreeMap<>();
      tree.filter(Files::isRegularFile).forEach(jar -> jars.put(jar.getFileName().toString(), jar));
      return jars;
    }
  }

  /** One jar, as Maven names it. */
  private record Material(
      String group, String name, String version, Optional<String> classifier, String file) {

    static Material of(String place) {
      String file = place.substring(place.lastIndexOf('/') + 1);
      if (!place.startsWith(REPOSITORY)) {
        return module(file);
      }
      String[] folders = place.substring(REPOSITORY.length()).split("/", -1);
      String name = folders[folders.length - 3];
      String version = folders[folders.length - 2];
      String group = String.join(".", Arrays.copyOf(folders, folders.length - 3));
      String rest =
          file.substring((name + "-" + version).length(), file.length() - ".jar".length());
      return new Material(
          group,
          name,
          version,
          rest.isEmpty() ? Optional.empty() : Optional.of(rest.substring(1)),
          file);
    }

    /** A module of the project, of whose version numbers none has a dash. */
    static Material module(String file) {
      int dash = file.lastIndexOf('-');
      return new Material(
          "annlab",
          file.substring(0, dash),
          file.substring(dash + 1, file.length() - ".jar".length()),
          Optional.empty(),
          file);
    }

    void describe(ObjectNode component, Path jar) throws IOException {
      String url =
          "pkg:maven/"
              + group
              + "/"
              + name
              + "@"
              + version
              + classifier.map(word -> "?classifier=" + word + "&type=jar").orElse("?type=jar");
      component.put("bom-ref", url).put("group", group).put("name", name).put("version", version);
      component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", sha256(jar));
      component.put("purl", url);
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
