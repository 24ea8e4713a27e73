package annlab.lab.report;

import annlab.lab.claims.Change;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import annlab.lab.claims.VerdictTable;
import annlab.lab.settings.Numbers;
import annlab.lab.sources.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report in Markdown, as GitHub renders it. */
final class MarkdownReport {
  private final Report report;
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport(Report report) {
    this.report = report;
  }

  static String of(Report report) {
    MarkdownReport writer = new MarkdownReport(report);
    writer.title();
    report.publishedCurve().ifPresent(writer::publishedCurve);
    writer.summary();
    report.sections().forEach(writer::section);
    writer.errata();
    writer.changes();
    writer.comparisons();
    writer.provenance();
    return writer.text.toString();
  }

  private void title() {
    line("# " + ReportText.TITLE);
    line("");
    line("**" + report.headline() + "**");
    line("");
    for (String text : ReportText.about(report)) {
      line(text);
      line("");
    }
    for (Report.Row row : report.rows()) {
      if (row.verdict().judgement() == Judgement.FAIL) {
        line("- **fails:** " + anchor(row.claim().id()) + " " + escape(row.claim().statement()));
      }
    }
    line("");
  }

  private void summary() {
    line("## Summary");
    line("");
    line("| section | claims | pass | fail | shown | not run |");
    line("| --- | ---: | ---: | ---: | ---: | ---: |");
    for (String section : report.sections()) {
      List<Report.Row> rows = report.rowsOf(section);
      line(
          "| ["
              + section
              + "](#"
              + ReportText.heading(section)
                  .toLowerCase(java.util.Locale.ROOT)
                  .replaceAll("[.:]", "")
                  .replace(' ', '-')
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
    line("### How to read this");
    line("");
    ReportText.HOW_TO_READ.forEach(sentence -> line("- " + sentence));
    line("");
  }

  private void section(String section) {
    line("## " + ReportText.heading(section));
    line("");
    for (Report.Source source : report.sourcesOf(section)) {
      line("- " + ReportText.measuredBy(source));
    }
    line("");
    List<Report.Row> rows = report.rowsOf(section);
    if (!rows.isEmpty()) {
      line("| claim | chapter | ours | passes, and why | verdict | run |");
      line("| --- | --- | --- | --- | --- | --- |");
      rows.forEach(this::row);
      line("");
      listings(rows);
    }
    report.picturesOf(section).forEach(this::picture);
  }

  private void publishedCurve(PublishedCurve piece) {
    line("## The published training, in Java, from its seed");
    line("");
    line(piece.lead() + " Run " + piece.source().label() + ".");
    line("");
    piece.pictures().forEach(this::picture);
    String heads =
        piece.series().stream()
            .map(name -> "`" + name + "` published | ours")
            .collect(Collectors.joining(" | "));
    line("<details><summary>Epoch by epoch</summary>");
    line("");
    line("| epoch | " + heads + " |");
    line("| ---: |" + " ---: | ---: |".repeat(piece.series().size()));
    for (PublishedCurve.EpochLine epoch : piece.epochs()) {
      StringBuilder row = new StringBuilder("| " + epoch.epoch());
      for (int i = 0; i < piece.series().size(); i++) {
        row.append(" | ").append(Numbers.fixed(epoch.published().get(i), 4));
        row.append(" | ").append(Numbers.fixed(epoch.ours().get(i), 4));
      }
      line(row.append(" |").toString());
    }
    line("");
    line("</details>");
    line("");
  }

  private void picture(Report.Picture picture) {
    line("![" + escape(picture.caption()) + "](figures/" + picture.file() + ")");
    line("");
    line("*" + escape(picture.caption()) + " Run " + picture.source().label() + ".*");
    line("");
  }

  /** The code behind a section's claims; claims that share lines share a listing. */
  private void listings(List<Report.Row> rows) {
    Map<Listing, List<String>> shared = new LinkedHashMap<>();
    for (Report.Row row : rows) {
      row.entry()
          .listing()
          .ifPresent(
              listing ->
                  shared.computeIfAbsent(listing, k -> new ArrayList<>()).add(row.claim().id()));
    }
    if (shared.isEmpty()) {
      return;
    }
    line("<details><summary>The code behind these claims</summary>");
    line("");
    shared.forEach(
        (listing, ids) -> {
          line("**" + String.join(", ", ids) + "** (" + ReportText.place(listing) + ")");
          line("");
          code(listing.text());
        });
    line("</details>");
    line("");
  }

  private void code(String text) {
    line("```java");
    text.lines().forEach(this::line);
    line("```");
    line("");
  }

  private void errata() {
    if (report.errata().isEmpty()) {
      return;
    }
    line("## Errata");
    line("");
    line("Where the chapter is wrong, what is right, and the check that proves it.");
    line("");
    line("| erratum | section | what is right | check | verdict | run |");
    line("| --- | --- | --- | --- | --- | --- |");
    for (Report.Row row : report.errata()) {
      Claim claim = row.claim();
      line(
          List.of(
                  "**" + claim.id() + "**",
                  claim.section(),
                  escape(claim.statement()),
                  escape(claim.target().reason()),
                  verdict(row.verdict().judgement()),
                  row.source().map(Report.Source::label).orElse("-"))
              .stream()
              .collect(Collectors.joining(" | ", "| ", " |")));
    }
    line("");
  }

  private void changes() {
    if (report.changes().isEmpty()) {
      return;
    }
    line("## What has changed since");
    line("");
    line(ReportText.CHANGES);
    line("");
    line("| the chapter has | what a reader sees | since | what to write | check |");
    line("| --- | --- | --- | --- | --- |");
    for (Change change : report.changes()) {
      String checks =
          report.checks(change).stream()
              .map(row -> "**" + row.claim().id() + "** " + verdict(row.verdict().judgement()))
              .collect(Collectors.joining(", "));
      line(
          Stream.of(
                  escape(change.subject()),
                  escape(change.effect()),
                  escape(change.since()),
                  escape(change.instead().orElse("")),
                  checks)
              .collect(Collectors.joining(" | ", "| ", " |")));
    }
    line("");
  }

  private void row(Report.Row row) {
    Claim claim = row.claim();
    String kind = claim.kind() == Claim.Kind.CLAIM ? "" : " (" + claim.kind().label() + ")";
    List<String> cells =
        List.of(
            "**" + claim.id() + "**" + kind + " " + escape(claim.statement()),
            VerdictTable.chapter(claim),
            VerdictTable.ours(row.verdict())
                + row.entry()
                    .band()
                    .map(band -> " (" + ReportText.band(claim, band) + ")")
                    .orElse(""),
            ReportText.passes(claim) + escape(claim.target().reason()),
            verdict(row.verdict().judgement())
                + (row.entry().stale() ? ", stale" : "")
                + row.note().map(n -> ": " + escape(n)).orElse(""),
            row.source().map(Report.Source::label).orElse("-"));
    line(cells.stream().collect(Collectors.joining(" | ", "| ", " |")));
  }

  private static String verdict(Judgement judgement) {
    String word = judgement.label();
    return judgement.sign()
        + " "
        + (judgement == Judgement.FAIL ? "**" + word.toUpperCase(Locale.ROOT) + "**" : word);
  }

  private void comparisons() {
    line("## Comparisons");
    line("");
    line(report.comparisons().isEmpty() ? StoredComparison.NONE : StoredComparison.WHAT);
    line("");
    for (StoredComparison comparison : report.comparisons()) {
      line("### " + comparison.title());
      line("");
      line(comparison.lead());
      line("");
      line("| | " + String.join(" | ", comparison.labels()) + " |");
      line("| --- |" + " ---: |".repeat(comparison.labels().size()));
      for (StoredComparison.Line row : comparison.lines()) {
        line("| " + escape(row.name()) + " | " + String.join(" | ", row.values()) + " |");
      }
      line("");
    }
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
      if (!source.networks().isEmpty()) {
        line("<details><summary>Its networks in plain DL4J</summary>");
        line("");
        source.networks().forEach(this::code);
        line("</details>");
        line("");
      }
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
