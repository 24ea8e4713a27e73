package annlab.lab;

import java.util.List;
import java.util.stream.Collectors;

/** The report in Markdown, as GitHub renders it. */
final class MarkdownReport {
  private final Report report;
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport(Report report) {
    this.report = report;
  }

  static String of(Report report) {
    MarkdownReport writer = new MarkdownReport(report);
    writer.summary();
    report.sections().forEach(writer::section);
    writer.provenance();
    return writer.text.toString();
  }

  private void summary() {
    line("# The chapter, claim by claim");
    line("");
    line("**" + report.headline() + "**");
    line("");
    for (Report.Row row : report.rows()) {
      if (row.verdict().judgement() == Judgement.FAIL) {
        line("- **fails:** " + anchor(row.claim().id()) + " " + escape(row.claim().statement()));
      }
    }
    line("");
    line("| section | claims | pass | fail | shown | not run |");
    line("| --- | ---: | ---: | ---: | ---: | ---: |");
    for (String section : report.sections()) {
      List<Report.Row> rows = report.rowsOf(section);
      line(
          "| ["
              + section
              + "](#section-"
              + section.replace(".", "")
              + ") | "
              + rows.size()
              + " | "
              + Report.count(rows, Judgement.PASS)
              + " | "
              + Report.count(rows, Judgement.FAIL)
              + " | "
              + Report.count(rows, Judgement.SHOWN)
              + " | "
              + Report.count(rows, Judgement.NOT_RUN)
              + " |");
    }
    line("");
    ReportText.HOW_TO_READ.forEach(sentence -> line("- " + sentence));
    line("");
  }

  private void section(String section) {
    line("## Section " + section);
    line("");
    for (Report.Source source : report.sourcesOf(section)) {
      line("- " + ReportText.measuredBy(source));
    }
    line("");
    List<Report.Row> rows = report.rowsOf(section);
    if (!rows.isEmpty()) {
      line("| claim | chapter | ours | tolerance and why | verdict | run |");
      line("| --- | --- | --- | --- | --- | --- |");
      rows.forEach(this::row);
      line("");
    }
    for (Report.Picture picture : report.picturesOf(section)) {
      line("![" + escape(picture.caption()) + "](figures/" + picture.file() + ")");
      line("");
      line("*" + escape(picture.caption()) + " Run " + picture.source().label() + ".*");
      line("");
    }
  }

  private void row(Report.Row row) {
    Claim claim = row.claim();
    String kind = claim.kind() == Claim.Kind.CLAIM ? "" : " (" + claim.kind().label() + ")";
    List<String> cells =
        List.of(
            "**" + claim.id() + "**" + kind + " " + escape(claim.statement()),
            VerdictTable.chapter(claim),
            VerdictTable.ours(row.verdict()),
            ReportText.tolerance(claim) + escape(claim.target().reason()),
            verdict(row.verdict().judgement()) + row.note().map(n -> ": " + escape(n)).orElse(""),
            row.source().map(Report.Source::label).orElse("-"));
    line(cells.stream().collect(Collectors.joining(" | ", "| ", " |")));
  }

  private static String verdict(Judgement judgement) {
    return switch (judgement) {
      case PASS -> "✓ pass";
      case FAIL -> "✗ **FAIL**";
      case SHOWN -> "shown";
      case NOT_RUN -> "not run";
    };
  }

  private void provenance() {
    line("## Where the numbers come from");
    line("");
    if (report.sources().isEmpty()) {
      line("No full run is in the store. `./annlab reproduce` makes one of each experiment.");
    }
    for (Report.Source source : report.sources()) {
      line("### " + source.label() + ": run " + source.run().id());
      line("");
      line("| | |");
      line("| --- | --- |");
      Report.facts(source)
          .forEach((name, value) -> line("| " + name + " | " + escape(value) + " |"));
      line("");
    }
  }

  private static String anchor(String id) {
    return "**" + id + "**";
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** Keeps code in backquotes, and takes every other meaning from signs. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    boolean code = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '`') {
        code = !code;
      } else if (c == '|' || (!code && "\\*_<>[]".indexOf(c) >= 0)) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }
}
