package annlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Parameters;
import annlab.lab.runs.RunId;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How fast the API answers: absolute times, true on a machine that does nothing else. */
@Tag("slow")
class ServingTest {
  private static final Logger LOG = LoggerFactory.getLogger(ServingTest.class);
  private static final int RUNS = 2_000;
  private static final int CALLS = 12;

  @Test
  void aListOfTwoThousandRunsTakesLessThanATenthOfASecond(@TempDir Path home) throws Exception {
    try (SiteUnderTest site = new SiteUnderTest(home)) {
      for (int i = 0; i < RUNS; i++) {
        RunId run = site.store.begin(FakeExperiment.ID, Parameters.of(i, 3), true);
        site.store.epoch(run, FakeExperiment.epoch(0));
        site.store.interrupt(run);
      }
      double fastest = Double.MAX_VALUE;
      for (int i = 0; i < CALLS; i++) {
        long started = System.nanoTime();
        HttpResponse<String> answer = site.get("/api/v1/runs");
        fastest = Math.min(fastest, (System.nanoTime() - started) / 1e6);
        assertThat(SiteUnderTest.JSON.readTree(answer.body())).hasSize(RUNS);
      }
      LOG.info("a list of {} runs takes {} ms", RUNS, fastest);
      // The fastest call: a test machine that does something else at a time slows the others.
      assertThat(fastest).as("milliseconds").isLessThan(100);
    }
  }
}
