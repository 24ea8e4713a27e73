package annlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.claims.Judgement;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
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

  @Test
  void claimsOfAKindAndOfSomeIdsComeAlone(@TempDir Path home) throws Exception {
    try (SiteUnderTest site = new SiteUnderTest(home)) {
      JsonNode all = site.json("/claims");
      for (String question : List.of("kind=claim", "id=Z1-loss", "kind=none&id=no&id=Z1-loss")) {
        JsonNode some = site.json("/claims?" + question);
        assertThat(some.findValuesAsText("id")).as(question).contains("Z1-loss");
        for (JsonNode claim : some) {
          assertThat(all).contains(claim);
          assertThat(
                  claim.path("id").asText().equals("Z1-loss")
                      || (question.equals("kind=claim")
                          && claim.path("kind").asText().equals("claim")))
              .isTrue();
        }
      }
      assertThat(site.json("/claims?kind=none")).isEmpty();
      JsonNode titles = site.json("/titles");
      JsonNode experiments = site.json("/experiments");
      assertThat(titles).hasSameSizeAs(experiments);
      for (int i = 0; i < titles.size(); i++) {
        assertThat(titles.path(i).path("id")).isEqualTo(experiments.path(i).path("id"));
        assertThat(titles.path(i).path("title")).isEqualTo(experiments.path(i).path("title"));
      }
    }
  }
}
