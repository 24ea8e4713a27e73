package annlab.lab.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.FakeExperiment;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListingsTest {
  @Test
  void linesBetweenMarkersAreCutAndDedentedForEachIdNamed() {
    String source =
        """
        final class A {
          // listing: A9, A10-line
          int f(int x) {
            return x;

          }
          // end listing
        }
        """;
    Map<String, Listing> cut = Listings.cut("a/A.java", source);
    assertThat(cut).containsOnlyKeys("A9", "A10-line");
    assertThat(cut.get("A9"))
        .isEqualTo(new Listing("a/A.java", 3, "int f(int x) {\n  return x;\n\n}\n"));
    assertThat(cut.get("A9").lines()).isEqualTo(4);
    assertThat(cut.get("A10-line")).isSameAs(cut.get("A9"));
  }

  @Test
  void markersThatDoNotMatchAreSaidWithFileAndLine() {
    assertThatThrownBy(() -> Listings.cut("A.java", "// listing: A1\nint x;\n"))
        .hasMessage("A.java line 1: the listing has no end; write // end listing after it");
    assertThatThrownBy(() -> Listings.cut("A.java", "// listing: A1\n// listing: A2\n"))
        .hasMessageContaining("A.java line 1: the listing has no end");
    assertThatThrownBy(() -> Listings.cut("A.java", "int x;\n// end listing\n"))
        .hasMessage("A.java line 2: no listing begins here");
    String twice = "// listing: A1\nx();\n// end listing\n";
    assertThatThrownBy(() -> Listings.cut("A.java", twice + twice))
        .hasMessage("A.java line 4: a second listing for A1; one is enough");
  }

  @Test
  void anExperimentWithoutPackedSourcesHasNoListings() {
    assertThat(Listings.of(FakeExperiment.class).of("T1-count")).isEmpty();
  }

  @Test
  void aRowStandsForItsIds() {
    assertThat(Listings.row("A9-worked-example")).isEqualTo("A9");
    assertThat(Listings.row("A9")).isEqualTo("A9");
  }
}
