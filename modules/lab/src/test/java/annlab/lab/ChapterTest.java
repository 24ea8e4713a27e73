package annlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChapterTest {
  @Test
  void aSectionHasNumberTitleSummaryAndText() {
    assertThat(
            Chapter.sections(
                """
                How this file is written.

                # 1.1 A title

                > What it is about.

                Its text.

                ## A heading {#anchor}

                # 1.2 Another

                > More.
                """))
        .containsExactly(
            new Chapter.Section(
                "1.1", "A title", "What it is about.", "Its text.\n\n## A heading {#anchor}"),
            new Chapter.Section("1.2", "Another", "More.", ""));
  }

  @Test
  void aSectionWithoutASummaryIsRefusedByItsHeading() {
    assertThatThrownBy(() -> Chapter.sections("# 1.1 A title\n\nIts text.\n"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "chapter.md: a section begins with a line '# NUMBER TITLE', an empty line and a line"
                + " '> SUMMARY', got '# 1.1 A title'");
  }

  @Test
  void theSectionsAreInTheChaptersOrder() {
    assertThat(Chapter.sections())
        .extracting(Chapter.Section::number)
        .isSortedAccordingTo(Experiments::compareSections)
        .doesNotHaveDuplicates()
        .contains("1.2.1", "1.3.3");
  }
}
