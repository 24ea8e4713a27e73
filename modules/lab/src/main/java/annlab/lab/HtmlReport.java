package annlab.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The report as one HTML file: style and figures inside, no script, no other file needed. */
final class HtmlReport {
  private final Report report;
  private final StringBuilder html = new StringBuilder();

  private HtmlReport(Report report) {
    this.report = report;
  }

  static String of(Report report) {
    HtmlReport writer = new HtmlReport(report);
    writer.head();
    writer.summary();
    report.sections().forEach(writer::section);
    writer.provenance();
    writer.line("</main></body></html>");
    return writer.html.toString();
  }

  private void head() {
    line("<!DOCTYPE html>");
    line("<html lang=\"en\"><head><meta charset=\"utf-8\">");
    line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    line("<title>The chapter, claim by claim</title>");
    line("<style>\n" + style() + "</style></head><body><main>");
  }

  private void summary() {
    line("<header><p class=\"kicker\">annlab</p><h1>The chapter, claim by claim</h1>");
    line("<p class=\"lead\">" + escape(report.headline()) + "</p>");
    line("<ul class=\"tiles\">");
    for (Judgement judgement : Judgement.values()) {
      line(
          "<li class=\""
              + css(judgement)
              + "\"><strong>"
              + Report.count(report.rows(), judgement)
              + "</strong> "
              + VerdictTable.label(judgement).toLowerCase(Locale.ROOT)
              + "</li>");
    }
    line("</ul></header>");
    failures();
    line("<section><h2>Summary</h2><table class=\"counts\"><thead><tr><th>section</th>");
    line("<th>claims</th><th>pass</th><th>fail</th><th>shown</th><th>not run</th></tr></thead>");
    line("<tbody>");
    for (String section : report.sections()) {
      List<Report.Row> rows = report.rowsOf(section);
      line("<tr><th><a href=\"#s" + section + "\">" + section + "</a></th>");
      line("<td>" + rows.size() + "</td>");
      for (Judgement judgement : Judgement.values()) {
        long count = Report.count(rows, judgement);
        line("<td" + (count == 0 ? " class=\"none\"" : "") + ">" + count + "</td>");
      }
      line("</tr>");
    }
    line("</tbody></table><details><summary>How to read this</summary><ul>");
    ReportText.HOW_TO_READ.forEach(sentence -> line("<li>" + prose(sentence) + "</li>"));
    line("</ul></details></section>");
  }

  private void failures() {
    List<Report.Row> failed =
        report.rows().stream().filter(row -> row.verdict().judgement() == Judgement.FAIL).toList();
    if (failed.isEmpty()) {
      return;
    }
    line("<section class=\"failures\"><h2>What fails</h2><ul>");
    for (Report.Row row : failed) {
      String id = row.claim().id();
      line(
          "<li><a href=\"#" + id + "\">" + id + "</a> " + prose(row.claim().statement()) + "</li>");
    }
    line("</ul></section>");
  }

  private void section(String section) {
    line("<section id=\"s" + section + "\"><h2>Section " + section + "</h2>");
    List<Report.Source> sources = report.sourcesOf(section);
    if (!sources.isEmpty()) {
      line("<ul class=\"sources\">");
      sources.forEach(source -> line("<li>" + prose(ReportText.measuredBy(source)) + "</li>"));
      line("</ul>");
    }
    List<Report.Row> rows = report.rowsOf(section);
    if (!rows.isEmpty()) {
      line("<table class=\"claims\"><thead><tr><th>claim</th><th>chapter</th><th>ours</th>");
      line("<th>tolerance and why</th><th>verdict</th><th>run</th></tr></thead><tbody>");
      rows.forEach(this::row);
      line("</tbody></table>");
    }
    for (Report.Picture picture : report.picturesOf(section)) {
      String data =
          Base64.getEncoder().encodeToString(picture.svg().getBytes(StandardCharsets.UTF_8));
      line("<figure><img alt=\"" + escape(picture.caption()) + "\"");
      line(" src=\"data:image/svg+xml;base64," + data + "\"><figcaption>");
      line(prose(picture.caption()) + " Run " + run(picture.source()) + ".</figcaption></figure>");
    }
    line("</section>");
  }

  private void row(Report.Row row) {
    Claim claim = row.claim();
    Judgement judgement = row.verdict().judgement();
    String kind =
        claim.kind() == Claim.Kind.CLAIM
            ? ""
            : " <span class=\"kind\">" + claim.kind().label() + "</span>";
    line("<tr id=\"" + claim.id() + "\">");
    line("<td class=\"claim\"><a class=\"id\" href=\"#" + claim.id() + "\">" + claim.id());
    line("</a>" + kind + "<p>" + prose(claim.statement()) + "</p></td>");
    line(cell("chapter", escape(VerdictTable.chapter(claim))));
    line(cell("ours", escape(VerdictTable.ours(row.verdict())) + ToleranceBar.of(row.verdict())));
    String tolerance = ReportText.tolerance(claim);
    line(
        "<td class=\"why\" data-name=\"why\">"
            + (tolerance.isEmpty() ? "" : "<strong>" + escape(tolerance) + "</strong>")
            + prose(claim.target().reason())
            + "</td>");
    line("<td data-name=\"verdict\"><span class=\"chip " + css(judgement) + "\">");
    line(sign(judgement) + " " + VerdictTable.label(judgement).toLowerCase(Locale.ROOT));
    line("</span>" + row.note().map(n -> "<p class=\"note\">" + escape(n) + "</p>").orElse(""));
    line("</td>" + cell("run", row.source().map(HtmlReport::run).orElse("-")) + "</tr>");
  }

  private void provenance() {
    line("<section><h2>Where the numbers come from</h2>");
    if (report.sources().isEmpty()) {
      line("<p>No full run is in the store. <code>./annlab reproduce</code> makes one of each");
      line("experiment.</p>");
    }
    for (Report.Source source : report.sources()) {
      line("<h3 id=\"" + source.label() + "\">" + source.label() + ": run <code>");
      line(source.run().id() + "</code></h3><dl>");
      Report.facts(source)
          .forEach(
              (name, value) -> line("<dt>" + escape(name) + "</dt><dd>" + prose(value) + "</dd>"));
      line("</dl>");
    }
    line("</section>");
  }

  private static String run(Report.Source source) {
    return "<a href=\"#" + source.label() + "\">" + source.label() + "</a>";
  }

  private static String cell(String name, String content) {
    return "<td class=\"number\" data-name=\"" + name + "\">" + content + "</td>";
  }

  private static String css(Judgement judgement) {
    return judgement.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String sign(Judgement judgement) {
    return switch (judgement) {
      case PASS -> "✓";
      case FAIL -> "✗";
      case SHOWN -> "◦";
      case NOT_RUN -> "–";
    };
  }

  private void line(String line) {
    html.append(line).append('\n');
  }

  private static String escape(String text) {
    return LineChart.escape(text);
  }

  /** Text in which backquotes mark code and double stars mark what is strong. */
  static String prose(String text) {
    return escape(text)
        .replaceAll("`([^`]*)`", "<code>$1</code>")
        .replaceAll("\\*\\*([^*]*)\\*\\*", "<strong>$1</strong>");
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("the resource report.css is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the resource report.css cannot be read", e);
    }
  }
}
