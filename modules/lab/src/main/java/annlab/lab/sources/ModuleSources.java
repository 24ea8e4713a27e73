package annlab.lab.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What a module was built from: its Java files and tables of data, as its jar carries them under
 * {@code META-INF/annlab/sources/MODULE/}, and the modules that it depends on.
 */
public final class ModuleSources {
  private static final String ROOT = "META-INF/annlab/sources/";
  private static final String POM = "pom.xml";
  private static final Map<URI, ModuleSources> READ = new ConcurrentHashMap<>();

  private final String module;
  private final Map<String, String> java;
  private final Map<String, String> data;
  private final List<String> dependencies;

  private ModuleSources(
      String module,
      Map<String, String> java,
      Map<String, String> data,
      List<String> dependencies) {
    this.module = module;
    this.java = java;
    this.data = data;
    this.dependencies = dependencies;
  }

  /**
   * The module of a class.
   *
   * @param type the class
   * @return its module's sources; empty if they were not packed, as for a test's class
   */
  static Optional<ModuleSources> of(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    return root(type.getClassLoader().getResource(name), name).flatMap(ModuleSources::read);
  }

  /**
   * Java files by path, as {@code annlab/lab/claims/Claim.java}.
   *
   * @return their texts in the order of their paths
   */
  Map<String, String> java() {
    return java;
  }

  /**
   * SHA-256 over the sources of the module and of all that it depends on: any change of a line of
   * code or of a packed table gives another one, a change elsewhere does not.
   *
   * @param type a class of the module
   * @return 64 hexadecimal digits; empty if the sources of one of them were not packed
   */
  public static Optional<String> fingerprint(Class<?> type) {
    return of(type).flatMap(own -> own.fingerprint(type.getClassLoader()));
  }

  private Optional<String> fingerprint(ClassLoader loader) {
    Map<String, ModuleSources> modules = new TreeMap<>();
    if (!reach(loader, modules)) {
      return Optional.empty();
    }
    MessageDigest digest = sha256();
    for (ModuleSources each : modules.values()) {
      update(digest, each.module, each.java);
      update(digest, each.module, each.data);
    }
    return Optional.of(HexFormat.of().formatHex(digest.digest()));
  }

  /** Adds this module and all that it depends on; false if the sources of one were not packed. */
  private boolean reach(ClassLoader loader, Map<String, ModuleSources> reached) {
    if (reached.putIfAbsent(module, this) != null) {
      return true;
    }
    for (String dependency : dependencies) {
      String pom = ROOT + dependency + "/" + POM;
      Optional<ModuleSources> next =
          root(loader.getResource(pom), pom).flatMap(ModuleSources::read);
      if (next.isEmpty() || !next.get().reach(loader, reached)) {
        return false;
      }
    }
    return true;
  }

  private static void update(MessageDigest digest, String module, Map<String, String> files) {
    files.forEach(
        (path, text) -> {
          byte[] content = text.getBytes(UTF_8);
          digest.update((module + "/" + path + "\0" + content.length + "\0").getBytes(UTF_8));
          digest.update(content);
        });
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The jar or folder that holds a resource. */
  private static Optional<URI> root(@org.jspecify.annotations.Nullable URL url, String resource) {
    if (url == null) {
      return Optional.empty();
    }
    String text = url.toString();
    try {
      String root = text.substring(0, text.length() - resource.length());
      if (root.startsWith("jar:")) {
        root = root.substring("jar:".length(), root.length() - "!/".length());
      }
      return root.startsWith("file:") ? Optional.of(new URI(root)) : Optional.empty();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("not an address: " + text, e);
    }
  }

  private static Optional<ModuleSources> read(URI root) {
    ModuleSources known = READ.get(root);
    if (known != null) {
      return Optional.of(known);
    }
    Path place = Path.of(root);
    try {
      Optional<ModuleSources> read;
      if (Files.isDirectory(place)) {
        read = readTree(place);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
          read = readTree(jar.getPath("/"));
        }
      }
      read.ifPresent(sources -> READ.put(root, sources));
      return read;
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the sources in " + place, e);
    }
  }

  private static Optional<ModuleSources> readTree(Path classes) throws IOException {
    Path all = classes.resolve(ROOT);
    if (!Files.isDirectory(all)) {
      return Optional.empty();
    }
    Path sources;
    try (Stream<Path> modules = Files.list(all)) {
      Optional<Path> only = modules.findFirst();
      if (only.isEmpty()) {
        return Optional.empty();
      }
      sources = only.get();
    }
    // A file deleted since the last build may still lie there, but its class does not.
    Map<String, String> java =
        texts(sources, ".java", path -> Files.exists(classes.resolve(compiled(path))));
    Map<String, String> data = new TreeMap<>(texts(classes, ".csv", path -> true));
    data.putAll(texts(classes, ".json", path -> !path.startsWith("META-INF/")));
    String name = sources.getFileName().toString().replace("/", "");
    return Optional.of(new ModuleSources(name, java, data, dependencies(sources.resolve(POM))));
  }

  private static String compiled(String path) {
    return path.substring(0, path.length() - ".java".length()) + ".class";
  }

  private interface Filter {
    boolean accepts(String path);
  }

  private static Map<String, String> texts(Path root, String end, Filter filter)
      throws IOException {
    Map<String, String> texts = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> tree = Files.walk(root)) {
      files = tree.filter(file -> file.toString().endsWith(end)).toList();
    }
    for (Path file : files) {
      String path = root.relativize(file).toString().replace('\\', '/');
      if (filter.accepts(path)) {
        texts.put(path, Files.readString(file).replace("\r\n", "\n"));
      }
    }
    return texts;
  }

  /** The project's own modules that a pom.xml names, tests aside. */
  private static List<String> dependencies(Path pom) throws IOException {
    List<String> names = new ArrayList<>();
    NodeList found = parse(pom).getElementsByTagName("dependency");
    for (int i = 0; i < found.getLength(); i++) {
      Element dependency = (Element) found.item(i);
      if (text(dependency, "groupId").equals("annlab")
          && !text(dependency, "scope").equals("test")) {
        names.add(text(dependency, "artifactId"));
      }
    }
    return names;
  }

  private static Document parse(Path pom) throws IOException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    try (InputStream in = Files.newInputStream(pom)) {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newDocumentBuilder().parse(in);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(pom + " is no XML", e);
    }
  }

  private static String text(Element parent, String name) {
    NodeList children = parent.getElementsByTagName(name);
    return children.getLength() == 0 ? "" : children.item(0).getTextContent().strip();
  }
}
