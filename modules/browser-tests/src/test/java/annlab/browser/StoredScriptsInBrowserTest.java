package annlab.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Parameters;
import annlab.lab.runs.RunId;
import annlab.lab.store.RunStore;
import annlab.networks.Epoch;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a run holds is text and pictures, whatever somebody wrote into it. */
class StoredScriptsInBrowserTest {
  private static final String SCRIPT =
      "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";

  private static final String FILE = "<img src=x onerror=window.hacked=1>.csv";

  @RegisterExtension
  static final SiteWindow SITE =
      new SiteWindow(
          60_000,
          (store, settings) -> {
            run = runFullOfScripts(store);
            foreign = runOfForeignNames(store);
          });

  private static RunId run;
  private static RunId foreign;

  private static RunId runFullOfScripts(RunStore store) {
    RunId id = store.begin("fashion-mnist", Parameters.of(42, 2), true);
    store.epoch(id, new Epoch(0, Map.of("loss", 1.0, SCRIPT, 2.0), 1, Duration.ofMillis(1)));
    store.epoch(id, new Epoch(1, Map.of("loss", 0.5, SCRIPT, 1.0), 1, Duration.ofMillis(1)));
    keep(store, id, "confusion.csv", "class," + SCRIPT + ",Coat\n" + SCRIPT + ",8,2\nCoat,0,9\n");
    keep(
        store,
        id,
        "published.json",
        "{\"source\":\"S\",\"history\":{\"loss\":[1,2]}}"
            .replace("S", SCRIPT.replace("\"", "\\\"")));
    keep(
        store,
        id,
        "drawing.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"window.hacked=1\"><script>"
            + "parent.hacked=1</script><text>x</text></svg>");
    store.fail(id, "it failed at " + SCRIPT);
    return id;
  }

  /** The store refuses such names; another program that opens its file does not ask it. */
  private static RunId runOfForeignNames(RunStore store) {
    RunId id = store.begin("fashion-mnist", Parameters.of(42, 2), true);
    keep(store, id, "drawing.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    store.fail(id, "it failed");
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + store.home().resolve("runs.sqlite"))) {
      String seq = "(SELECT seq FROM runs WHERE id = ?2)";
      set(connection, "INSERT INTO tags (run, tag) VALUES (" + seq + ", ?1)", SCRIPT, id);
      set(
          connection,
          "UPDATE runs SET experiment = ?1, seed_group = ?1, backend = ?1 WHERE id = ?2",
          SCRIPT,
          id);
      set(
          connection,
          "UPDATE artifacts SET caption = ?1, section = ?1 WHERE run = " + seq,
          SCRIPT,
          id);
      ObjectMapper json = new ObjectMapper();
      set(
          connection,
          "UPDATE runs SET others = ?1 WHERE id = ?2",
          json.createObjectNode().put(SCRIPT, SCRIPT).toString(),
          id);
      set(
          connection,
          "UPDATE runs SET metrics = ?1 WHERE id = ?2",
          json.createObjectNode().put(SCRIPT, 1.0).toString(),
          id);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return id;
  }

  private static void set(Connection connection, String sql, String text, RunId id)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, text);
      statement.setString(2, id.value());
      assertThat(statement.executeUpdate()).isPositive();
    }
  }

  private static void keep(RunStore store, RunId id, String name, String content) {
    store.files().write(id, name, content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aScriptInARunIsShownAsTextAndNeverRuns() {
    for (String path :
        List.of("", "runs", "runs/" + run, "compare?run=" + run + "&run=" + run, "training")) {
      Page page = SITE.open(path);
      assertThat(page.locator("h1")).isVisible();
      if (path.startsWith("runs/")) {
        assertThat(page.getByText("it failed at " + SCRIPT)).isVisible();
        assertThat(page.locator(".confusion th").first()).isVisible();
        page.locator(".drawing img").first().scrollIntoViewIfNeeded();
      }
      nothingRan(page, path);
    }
  }

  @Test
  void aScriptInATagANameAndAParameterIsShownAsTextAndNeverRuns() {
    Page list = SITE.open("runs");
    assertThat(list.locator("table.list").getByText(SCRIPT).first()).isVisible();
    nothingRan(list, "runs");
    Page page = SITE.open("runs/" + foreign);
    assertThat(page.locator("h1")).containsText(SCRIPT);
    assertThat(page.locator("#settings ~ *").getByText(SCRIPT).first()).isVisible();
    nothingRan(page, "runs/" + foreign);
    String both = "compare?run=" + run + "&run=" + foreign;
    Page compared = SITE.open(both);
    assertThat(compared.locator("main").getByText(SCRIPT).first()).isVisible();
    nothingRan(compared, both);
  }

  @Test
  void aScriptInAnUploadedFileIsShownAsTextAndNeverRuns() {
    Page page = SITE.open("playground?set=upload");
    String quoted = "\"" + SCRIPT.replace("\"", "\"\"") + "\"";
    upload(page, "x,y,class\n1,2,a\n1,b\n");
    assertThat(page.locator("#notice")).containsText(FILE);
    nothingRan(page, "a bad file");
    upload(page, quoted + ",y,class\n" + ("1,2," + quoted + "\n3,4,other\n").repeat(10));
    assertThat(page.locator("#notice")).hasText("");
    assertThat(page.getByLabel("Across").locator("option").first()).hasText(SCRIPT);
    nothingRan(page, "a good file");
    page.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Specification of the network"))
        .click();
    assertThat(page.locator(".listing")).containsText(FILE);
    nothingRan(page, "its specification");
    // the browser itself tells of the refusal
    assertThat(SITE.chromium().complaints()).hasSize(1).allMatch(line -> line.contains("400"));
  }

  private static void upload(Page page, String content) {
    page.getByLabel("CSV file, class in the last column")
        .setInputFiles(new FilePayload(FILE, "text/csv", content.getBytes(StandardCharsets.UTF_8)));
  }

  private static void nothingRan(Page page, String where) {
    page.waitForTimeout(200);
    assertThat(page.evaluate("() => window.hacked === undefined")).as(where).isEqualTo(true);
    assertThat(page.locator("main script, main img[src=x]")).hasCount(0);
  }
}
