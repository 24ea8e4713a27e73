package annlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Each module says what whoever finds its jar alone wants to know of it. */
class MetadataTest {
  private static final Path ROOT = Path.of(System.getProperty("annlab.root"));

  @Test
  void everyModuleHasANameAndADescriptionOfItsOwn() throws Exception {
    Element parent = pom(ROOT);
    Set<String> names = new HashSet<>(Set.of(required(parent, "name", ROOT)));
    Set<String> descriptions = new HashSet<>(Set.of(required(parent, "description", ROOT)));
    List<Element> modules = children(children(parent, "modules").get(0), "module");
    assertThat(modules).hasSizeGreaterThan(20);
    for (Element module : modules) {
      Path folder = ROOT.resolve(module.getTextContent());
      Element pom = pom(folder);
      assertThat(names.add(required(pom, "name", folder))).as("name in %s", folder).isTrue();
      assertThat(required(pom, "name", folder)).startsWith("annlab: ");
      String description = required(pom, "description", folder);
      assertThat(descriptions.add(description)).as("description in %s", folder).isTrue();
      assertThat(description).endsWith(".");
    }
  }

  @Test
  void theParentHasWhatEachModuleInherits() throws Exception {
    Element parent = pom(ROOT);
    Element licence = children(children(parent, "licenses").get(0), "license").get(0);
    assertThat(required(licence, "name", ROOT)).isEqualTo("Apache-2.0");
    assertThat(required(licence, "url", ROOT))
        .isEqualTo("https://www.apache.org/licenses/LICENSE-2.0");
    Element developer = children(children(parent, "developers").get(0), "developer").get(0);
    assertThat(required(developer, "name", ROOT)).isEqualTo("the annlab authors");
  }

  private static Element pom(Path folder)
      throws IOException, ParserConfigurationException, SAXException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(folder.resolve("pom.xml").toFile())
        .getDocumentElement();
  }

  private static String required(Element parent, String name, Path folder) {
    List<Element> found = children(parent, name);
    assertThat(found).as("%s in %s", name, folder.resolve("pom.xml")).hasSize(1);
    String text = found.get(0).getTextContent().strip();
    assertThat(text).as("%s in %s", name, folder.resolve("pom.xml")).isNotEmpty();
    return text;
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }
}
