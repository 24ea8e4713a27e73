package annlab.lab;

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
    assertThat(settings.dataFolders())
        .containsExactly(
            project.resolve("data"),
            folder.resolve("shared/data"),
            Path.of("/usr/share/datasets/fashion-mnist"));
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
    conf("port = 70700\n");
    assertThatThrownBy(() -> Settings.load(project, Optional.empty(), Map.of()))
        .hasMessage("annlab.conf: port must be a whole number in [0, 65535], got '70700'");
  }

  private void conf(String text) throws Exception {
    Files.writeString(project.resolve("annlab.conf"), text);
  }
}
