package annlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.claims.Judgement;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages' words for a verdict are those of the terminal and of the report. */
class WordsTest {
  @Test
  void thePagesNameEachJudgementAsTheReportDoes(@TempDir Path home) throws Exception {
    try (SiteUnderTest site = new SiteUnderTest(home)) {
      String format = site.get("/ui/format.js").body();
      for (Judgement judgement : Judgement.values()) {
        assertThat(format)
            .contains(
                judgement
                    + ": {icon: '"
                    + judgement.sign()
                    + "', word: '"
                    + judgement.label()
                    + "'}");
      }
    }
  }

  @Test
  void aClaimComesWithTheWordsOfTheTerminal(@TempDir Path home) throws Exception {
    try (SiteUnderTest site = new SiteUnderTest(home)) {
      JsonNode claim = site.json("/claims").path(0);
      assertThat(claim.path("words").path("chapter").asText()).isEqualTo("0.01");
      assertThat(claim.path("words").path("ours").isMissingNode()).isTrue();
      assertThat(claim.path("words").path("tolerance").asText()).isEqualTo("± 0.5");
    }
  }
}
