package annlab.lab.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir Path folder;
  private Path project;
  private Path inside;

  @BeforeEach
  void makeFolders() throws Exception {
    project = folder.resolve("project");
    inside = Files.createDirectories(project.resolve("a/b"));
  }

  @Test
  void withoutAFileTheDefaultsHold() {
    Settings settings = Settings.load(project, Optional.empty(), Map.of());
    assertThat(settings.home()).isEqualTo(project.resolve(".annlab"));
    assertThat(settings.dataFolders()).isEmpty();
    assertThat(settings.port()).isEqualTo(7070);
    assertThat(settings.dl4jPort()).isEqualTo(9000);
    assertThat(settings.reports()).isEqualTo(project.resolve("reports"));
  }

  @Test
  void theNearestAncestorWithTheFileIsTheProject() throws Exception {
    conf("port = 8080 # the site\n\n# nothing\ndata = one, /two\nhome = store\ncache = dl\n");
    Settings settings = Settings.load(inside, Optional.empty(), Map.of());
    assertThat(settings.project()).isEqualTo(project);
    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.home()).isEqualTo(project.resolve("store"));
    assertThat(settings.cache()).isEqualTo(project.resolve("dl"));
    assertThat(settings.dataFolders()).containsExactly(project.resolve("one"), Path.of("/two"));
  }

  @Test
  void theSystemPropertyNamesTheProject() throws Exception {
    conf("port = 8080\n");
    assertThat(Settings.load(folder, Optional.of(project), Map.of()).port()).isEqualTo(8080);
  }

  @Test
  void theEnvironmentWinsAndItsDataFoldersComeFirst() throws Exception {
    conf("home = store\ndata = one\n");
    Settings settings =
        Settings.load(
            inside,
            Optional.empty(),
            Map.of("ANNLAB_HOME", "/elsewhere", "ANNLAB_DATA", "/x" + File.pathSeparator + "y"));
    assertThat(settings.home()).isEqualTo(Path.of("/elsewhere"));
    assertThat(settings.dataFolders())
        .containsExactly(Path.of("/x"), inside.resolve("y"), project.resolve("one"));
  }

  @Test
  void theCacheFollowsTheXdgRule() {
    Map<String, String> xdg = Map.of("XDG_CACHE_HOME", "/var/cache/me");
    assertThat(Settings.load(project, Optional.empty(), xdg).cache())
        .isEqualTo(Path.of("/var/cache/me/annlab"));
  }

  @Test
  void mistakesAreNamedWithTheirLine() throws Exception {
    conf("port = 7070\nprot = 8080\n");
    assertThatThrownBy(() -> Settings.load(project, Optional.empty(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("annlab.conf line 2: 'prot = 8080' sets nothing known")
        .hasMessageContaining("home, data, cache, reports, port, dl4j-port");
  }

  @Test
  void theLimitsAreRead() throws Exception {
    conf(
        """
        playground-rows = 1
        playground-layers = 2
        playground-units = 3
        playground-epochs = 4
        playground-seconds = 5
        run-epochs = 6
        run-seconds = 7
        runs-waiting = 8
        upload-mebibytes = 9
        """);
    Settings settings = Settings.load(project, Optional.empty(), Map.of());
    assertThat(settings.playground()).isEqualTo(new PlaygroundLimits(1, 2, 3, 4, 5));
    assertThat(settings.orders()).isEqualTo(new OrderLimits(6, 7, 8, 9));
  }

  /** So that nobody who changes one of them reads a default that is none. */
  @Test
  void theFileOfTheProjectSaysTheDefaults() throws Exception {
    Path own = Path.of("").toAbsolutePath().resolve("../../annlab.conf").normalize();
    Files.copy(own, project.resolve("annlab.conf"));
    Settings written = Settings.load(project, Optional.empty(), Map.of());
    Files.delete(project.resolve("annlab.conf"));
    assertThat(written).isEqualTo(Settings.load(project, Optional.empty(), Map.of()));
    assertThat(Files.readString(own))
        .contains("run-epochs = ", "run-seconds = ", "runs-waiting = ", "upload-mebibytes = ");
  }

  @ParameterizedTest
  @CsvSource({
    "port, 70700, 0, 65535",
    "port, x, 0, 65535",
    "dl4j-port, -1, 0, 65535",
    "playground-rows, 0, 1, 999999999",
    "playground-layers, x, 1, 999999999",
    "playground-units, 1e3, 1, 999999999",
    "playground-epochs, 1000000000, 1, 999999999",
    "playground-seconds, 1.5, 1, 999999999",
    "run-epochs, 99999999999999999999, 1, 999999999",
    "run-seconds, -1, 1, 999999999",
    "runs-waiting, none, 1, 999999999",
    "upload-mebibytes, 33, 1, 32"
  })
  void aNumberThatCannotBeIsRefusedInOneLine(String key, String value, int least, int most)
      throws Exception {
    conf(key + " = " + value + "\n");
    assertThatThrownBy(() -> Settings.load(project, Optional.empty(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "annlab.conf: %s must be a whole number in [%d, %d], got '%s'",
            key, least, most, value);
  }

  /** Editors of Windows put it first. */
  @ParameterizedTest
  @ValueSource(strings = {"port = 8080\n", "# the site\nport = 8080\n", "\r\nport = 8080\r\n"})
  void aByteOrderMarkIsNoPartOfTheFirstLine(String text) throws Exception {
    conf("\uFEFF" + text);
    assertThat(Settings.load(project, Optional.empty(), Map.of()).port()).isEqualTo(8080);
  }

  @ParameterizedTest
  @ValueSource(strings = {"home =", "home = # here", "cache=", "reports = ''", "port = ", "data ="})
  void aKeyWithoutAValueIsRefused(String line) throws Exception {
    conf("# first\n" + line + "\n");
    assertThatThrownBy(() -> Settings.load(project, Optional.empty(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            project.resolve("annlab.conf")
                + " line 2: '"
                + line.replaceFirst(" ?=.*", "")
                + "' has no value; write one, or remove the line for the default");
  }

  @ParameterizedTest
  @ValueSource(strings = {"home", "port", "upload-mebibytes"})
  void aKeyThatIsSetTwiceIsRefused(String key) throws Exception {
    conf(key + " = 1\ndata = x\n" + key + " = 1\n");
    assertThatThrownBy(() -> Settings.load(project, Optional.empty(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "line 3: '" + key + "' is set a second time, after line 1; remove one");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/x/h#1, /x/h#1",
        "/x/h#1 # a comment, /x/h#1",
        "/x/h# , /x/h#",
        "\"/x/h #1\", /x/h #1",
        "'/x/my home' # mine, /x/my home",
        "\"/x/it's\", /x/it's",
        "/x/it's, /x/it's"
      })
  void aNumberSignWithinAPathIsPartOfItAndQuotesAreNot(String value, String home) throws Exception {
    conf("home = " + value + "\n");
    assertThat(Settings.load(project, Optional.empty(), Map.of()).home()).isEqualTo(Path.of(home));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"/x", "'", "'/x\" # y"})
  void aQuoteThatDoesNotEndIsRefused(String value) throws Exception {
    conf("home = " + value + "\n");
    assertThatThrownBy(() -> Settings.load(project, Optional.empty(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 1: " + value)
        .hasMessageEndingWith("does not end with the quote that it begins with");
  }

  @ParameterizedTest
  @ValueSource(strings = {"~root/x", "~", "$HOME/x", "${HOME}"})
  void whatAShellWouldReplaceIsRefused(String value) throws Exception {
    conf("home = " + value + "\n");
    assertThatThrownBy(() -> Settings.load(project, Optional.empty(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the folder '" + value + "' begins with what no shell has replaced");
    assertThatThrownBy(() -> Settings.load(folder, Optional.empty(), Map.of("ANNLAB_HOME", value)))
        .hasMessageContaining("the folder '" + value + "'");
  }

  private void conf(String text) throws Exception {
    Files.writeString(project.resolve("annlab.conf"), text);
  }
}
