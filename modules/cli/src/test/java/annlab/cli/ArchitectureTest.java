package annlab.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.bench.BackendProgram;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the arrows and rules of docs/ARCHITECTURE.md over every module that the program has. */
class ArchitectureTest {
  /** The arrows as drawn; what an arrow's end may use, its beginning may use too. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("random", Set.of()),
          Map.entry("datasets", Set.of("random")),
          Map.entry("kernels", Set.of()),
          Map.entry("networks", Set.of("random", "kernels")),
          Map.entry("estimators", Set.of("networks", "datasets")),
          Map.entry("lab", Set.of("datasets", "networks")),
          Map.entry("bench", Set.of("estimators", "networks", "datasets", "lab")),
          Map.entry("playground", Set.of("estimators", "lab")),
          Map.entry("sweep", Set.of("estimators", "lab")),
          Map.entry("web", Set.of("lab", "playground", "sweep")),
          Map.entry("experiments", Set.of("estimators", "networks", "lab")),
          Map.entry("cli", Set.of("bench", "playground", "sweep", "web", "experiments")));

  private static final JavaClasses ANNLAB =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("tests.jar"))
          .importPackages("annlab");

  static Stream<String> modules() {
    return ARROWS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void arrowsRunOnlyAsDrawn(String module) {
    Set<String> allowed = new TreeSet<>(Set.of(module));
    reach(module, allowed);
    DescribedPredicate<JavaClass> beyond =
        resideInAPackage("annlab..")
            .and(
                DescribedPredicate.not(
                    resideInAnyPackage(
                        allowed.stream()
                            .map(name -> "annlab." + name + "..")
                            .toArray(String[]::new))))
            .as("are in none of the modules " + allowed);
    noClasses()
        .that()
        .resideInAPackage("annlab." + module + "..")
        .should(dependOnClassesThat(beyond))
        .allowEmptyShould(module.equals("random") || module.equals("kernels"))
        .check(ANNLAB);
  }

  @Test
  void everyModuleIsDrawn() {
    Set<String> found = new TreeSet<>();
    ANNLAB.forEach(type -> found.add(type.getPackageName().split("\\.", -1)[1]));
    assertThat(ARROWS.keySet()).containsAll(found);
    assertThat(found).contains("cli", "lab", "networks", "datasets", "experiments");
  }

  @Test
  void experimentsDoNotKnowEachOther() {
    Set<String> modules = new TreeSet<>();
    for (JavaClass type : ANNLAB.that(resideInAPackage("annlab.experiments.*.."))) {
      modules.add(type.getPackageName().split("\\.", -1)[2]);
    }
    assertThat(modules).isNotEmpty();
    for (String own : modules) {
      String inside = "annlab.experiments." + own + "..";
      noClasses()
          .that()
          .resideInAPackage(inside)
          .should(
              dependOnClassesThat(
                  resideInAPackage("annlab.experiments..")
                      .and(DescribedPredicate.not(resideInAPackage(inside)))))
          .check(ANNLAB);
    }
  }

  @Test
  void packagesSeeEachOtherInNoCircle() {
    slices().matching("annlab.(**)").should().beFreeOfCycles().check(ANNLAB);
  }

  @ParameterizedTest
  @ValueSource(strings = {"networks", "estimators"})
  void internalPackagesAreForTheirModuleAlone(String module) {
    noClasses()
        .that()
        .resideOutsideOfPackage("annlab." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("annlab." + module + ".internal..")
        .check(ANNLAB);
  }

  @Test
  void noPackageHasMoreThanFortyTypes() {
    Map<String, Long> types =
        ANNLAB.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(types).allSatisfy((name, count) -> assertThat(count).isLessThanOrEqualTo(40));
  }

  @Test
  void onlyTheCommandLineUsesTheStandardStreams() {
    noClasses()
        .that()
        .resideOutsideOfPackage("annlab.cli..")
        .and()
        .areNotAssignableTo(BackendProgram.class) // a command line of its own, on stderr
        .should(ACCESS_STANDARD_STREAMS)
        .check(ANNLAB);
  }

  @Test
  void librariesSeeOnlyNd4jsApi() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.nd4j.linalg.cpu..", "org.nd4j.linalg.jcublas..", "org.nd4j.nativeblas..")
        .check(ANNLAB);
    noClasses()
        .that()
        .resideOutsideOfPackage("annlab.networks..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .check(ANNLAB);
  }

  @Test
  void everyPackageIsNullMarked() {
    for (JavaPackage each : packages(ANNLAB.getPackage("annlab"))) {
      assertThat(each.isAnnotatedWith(NullMarked.class)).as(each.getName()).isTrue();
    }
  }

  @Test
  void publicRecordsHoldNoArrays() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .areRecords()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .and()
        .doNotHaveModifier(JavaModifier.STATIC)
        .should()
        .notHaveRawType(DescribedPredicate.describe("an array", JavaClass::isArray))
        .check(ANNLAB);
  }

  @Test
  void nothingRandomIsWithoutASeed() {
    noClasses().should().callMethod(Math.class, "random").check(ANNLAB);
    noClasses().should().callConstructor(java.util.Random.class).check(ANNLAB);
  }

  @Test
  void namesSayWhatATypeIs() {
    noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Manager|Common|Misc)").check(ANNLAB);
  }

  private static void reach(String module, Set<String> reached) {
    for (String next : ARROWS.getOrDefault(module, Set.of())) {
      reached.add(next);
      reach(next, reached);
    }
  }

  private static List<JavaPackage> packages(JavaPackage root) {
    return Stream.concat(Stream.of(root), root.getSubpackagesInTree().stream())
        .filter(each -> !each.getClasses().isEmpty())
        .toList();
  }
}
