package annlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a line of {@code annlab shell} may name. */
class ShellImportsTest {
  private static List<String> packages() throws IOException {
    try (InputStream in = ShellImportsTest.class.getResourceAsStream("shell.jsh")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.endsWith(".*;"))
          .map(line -> line.substring("import ".length(), line.length() - ".*;".length()))
          .toList();
    }
  }

  /** A name that two of the packages have could not be used at all. */
  @Test
  void everyNameMeansOneClass() throws IOException {
    Map<String, String> names = new HashMap<>();
    List<String> twice = new ArrayList<>();
    List<String> packages = packages();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(packages.stream().filter(p -> p.startsWith("annlab")).toList())) {
      if (packages.contains(type.getPackageName())
          && type.isTopLevelClass()
          && type.getModifiers().contains(JavaModifier.PUBLIC)
          && !type.getSimpleName().equals("package-info")) {
        String other = names.put(type.getSimpleName(), type.getName());
        if (other != null) {
          twice.add(other + ", " + type.getName());
        }
      }
    }
    assertThat(names).containsKeys("Sequential", "MLPClassifier", "FashionMnist", "Adam");
    for (String name : names.keySet()) {
      packages.stream()
          .filter(java -> java.startsWith("java."))
          .filter(java -> exists(java + "." + name))
          .forEach(java -> twice.add(java + "." + name));
    }
    assertThat(twice).isEmpty();
  }

  private static boolean exists(String type) {
    try {
      return Modifier.isPublic(
          Class.forName(type, false, ShellImportsTest.class.getClassLoader()).getModifiers());
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
