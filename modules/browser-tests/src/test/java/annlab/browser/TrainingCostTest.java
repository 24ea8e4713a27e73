package annlab.browser;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.DataFile;
import annlab.datasets.DataHome;
import annlab.lab.Run;
import annlab.lab.RunId;
import annlab.lab.RunStatus;
import annlab.lab.RunStore;
import annlab.lab.Settings;
import annlab.networks.Epoch;
import annlab.web.Site;
import annlab.web.SiteOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
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
  private static final int PAIRS = 3;
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  @TempDir Path home;

  /** Watched and unwatched runs take turns, so that what else the machine does falls on both. */
  @Test
  void watchingATrainingCostsItLessThanATwentieth() throws Exception {
    Settings own = Settings.load();
    boolean data =
        DataHome.offline(own.dataFolders(), own.cache())
            .find(DataFile.FASHION_MNIST_TRAIN_IMAGES)
            .isPresent();
    Assumptions.assumeTrue(data, "the whole of Fashion MNIST is not here");
    Settings settings =
        new Settings(own.project(), home, own.dataFolders(), own.cache(), own.reports(), 0, 0);
    List<Double> alone = new ArrayList<>();
    List<Double> watched = new ArrayList<>();
    try (Chromium chromium = Chromium.start();
        RunStore store = RunStore.open(home);
        Site site = Site.start(new SiteOptions(store, settings, 0, 0, Extract.command()))) {
      for (int i = 0; i < PAIRS; i++) {
        alone.addAll(secondsOfEpochs(store, start(site)));
        RunId run = start(site);
        try (BrowserContext window = chromium.window(Chromium.DESKTOP, ColorScheme.LIGHT)) {
          window.newPage().navigate(site.address() + "runs/" + run);
          watched.addAll(secondsOfEpochs(store, run));
        }
      }
    }
    double cost = median(watched) / median(alone) - 1;
    LOG.info("an epoch takes {} s alone, {} s watched", median(alone), median(watched));
    assertThat(cost)
        .as("an epoch takes %.3f s alone, %.3f s watched", median(alone), median(watched))
        .isLessThan(0.05);
  }

  private static RunId start(Site site) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(site.address() + "api/v1/runs"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"experiment\":\"fashion-mnist\",\"epochs\":" + EPOCHS + "}"))
            .build();
    String answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    Matcher id = ID.matcher(answer);
    assertThat(id.find()).as(answer).isTrue();
    return new RunId(id.group(1));
  }

  /** All but the first, in which the program warms up. */
  private static List<Double> secondsOfEpochs(RunStore store, RunId id)
      throws InterruptedException {
    while (true) {
      Run run = store.find(id).orElseThrow();
      if (run.status() != RunStatus.QUEUED && run.status() != RunStatus.RUNNING) {
        assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
        return run.epochs().stream().skip(1).map(Epoch::took).map(t -> t.toNanos() / 1e9).toList();
      }
      Thread.sleep(500);
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
