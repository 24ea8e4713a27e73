package annlab.browser;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.networks.Epoch;
import annlab.web.Site;
import annlab.web.SiteOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.ColorScheme;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What it costs a training that somebody watches it. */
@Tag("slow")
class TrainingCostTest {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingCostTest.class);
  private static final int EPOCHS = 8;
  private static final int PAIRS = 7;

  /** Below this load average nothing else of weight runs. */
  private static final double IDLE = 1;

  private static final Pattern TOKEN =
      Pattern.compile("name=\"annlab-token\" content=\"([^\"]+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  @TempDir Path home;

  /**
   * Watched and unwatched runs take turns, so that what else the machine does falls on both. On a
   * machine that does something else, only processor time can be held to a twentieth: an epoch then
   * takes as long as the others leave it.
   */
  @Test
  void watchingATrainingCostsItLessThanATwentieth() throws Exception {
    Settings own = Settings.load();
    Settings settings =
        new Settings(own.project(), home, own.dataFolders(), own.cache(), own.reports(), 0, 0);
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    List<Cost> alone = new ArrayList<>();
    List<Cost> watched = new ArrayList<>();
    try (Chromium chromium = Chromium.start();
        RunStore store = RunStore.open(home);
        Site site = Site.start(new SiteOptions(store, settings, 0, 0, TestProgram.command()))) {
      for (int i = 0; i < PAIRS; i++) {
        alone.add(costOf(store, start(site)));
        RunId run = start(site);
        try (BrowserContext window = chromium.window(Chromium.DESKTOP, ColorScheme.LIGHT)) {
          window.newPage().navigate(site.address() + "runs/" + run);
          watched.add(costOf(store, run));
        }
      }
    }
    double processor =
        median(watched, Cost::processorSeconds) / median(alone, Cost::processorSeconds);
    double wall = median(watched, Cost::epochSeconds) / median(alone, Cost::epochSeconds);
    String figures =
        String.format(
            Locale.ROOT,
            "watched / alone: processor time of a training %.3f, time of an epoch %.3f; load %.1f; %s; %s",
            processor,
            wall,
            load,
            alone,
            watched);
    LOG.info(figures);
    assertThat(processor).as(figures).isLessThan(1.05);
    if (load < IDLE) {
      assertThat(wall).as(figures).isLessThan(1.05);
    }
  }

  /** What a training took: all its process's processor time, and the median time of an epoch. */
  private record Cost(double processorSeconds, double epochSeconds) {}

  private static RunId start(Site site) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    URI address = URI.create(site.address());
    String page =
        client
            .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/v1/runs"))
            .header("Content-Type", "application/json")
            .header("Origin", "http://" + address.getAuthority())
            .header("X-Annlab-Token", found(TOKEN, page))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"experiment\":\"fashion-mnist\",\"epochs\":" + EPOCHS + "}"))
            .build();
    return new RunId(found(ID, client.send(request, HttpResponse.BodyHandlers.ofString()).body()));
  }

  private static String found(Pattern pattern, String text) {
    Matcher match = pattern.matcher(text);
    assertThat(match.find()).as(text).isTrue();
    return match.group(1);
  }

  /** Waits for a run. Its first epoch, in which the program warms up, is left out of the median. */
  private static Cost costOf(RunStore store, RunId id) throws InterruptedException {
    double processor = 0;
    while (true) {
      processor = Math.max(processor, processorSecondsOfTraining());
      Run run = store.find(id).orElseThrow();
      if (run.status() != RunStatus.QUEUED && run.status() != RunStatus.RUNNING) {
        assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
        List<Double> seconds =
            run.epochs().stream().skip(1).map(Epoch::took).map(t -> t.toNanos() / 1e9).toList();
        return new Cost(processor, median(seconds, second -> second));
      }
      Thread.sleep(100);
    }
  }

  /** Of the only child that is Java; the browser is another. */
  private static double processorSecondsOfTraining() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .flatMap(child -> child.info().totalCpuDuration().stream())
        .mapToDouble(time -> time.toNanos() / 1e9)
        .sum();
  }

  private static <T> double median(List<T> values, ToDoubleFunction<T> figure) {
    return values.stream().mapToDouble(figure).sorted().toArray()[values.size() / 2];
  }
}
