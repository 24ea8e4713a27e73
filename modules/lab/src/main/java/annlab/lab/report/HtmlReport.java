package annlab.lab.report;

import annlab.lab.charts.LineChart;
import annlab.lab.claims.Change;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import annlab.lab.claims.VerdictTable;
import annlab.lab.settings.Numbers;
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
    writer.title();
    writer.failures();
    report.publishedCurve().ifPresent(writer::publishedCurve);
    writer.summary();
    report.sections().forEach(writer::section);
    writer.errata();
    writer.changes();
    writer.comparisons();
    writer.provenance();
    writer.line("</main></body></html>");
    return writer.html.toString();
  }

  private void head() {
    line("<!DOCTYPE html>");
    line("<html lang=\"en\"><head><meta charset=\"utf-8\">");
    line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    line("<title>" + ReportText.TITLE + "</title>");
    line("<style>\n" + style() + "</style></head><body><main>");
  }

  private void title() {
    line("<header><p class=\"kicker\">annlab</p><h1>" + ReportText.TITLE + "</h1>");
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
    line("</ul>");
    ReportText.about(report).forEach(text -> line("<p class=\"about\">" + prose(text) + "</p>"));
    line("</header>");
    contents();
  }

  private void contents() {
    line("<nav aria-label=\"Contents\"><ul>");
    report.publishedCurve().ifPresent(piece -> link("show-piece", "The published training"));
    link("summary", "Summary");
    report.sections().forEach(section -> link("s" + section, ReportText.heading(section)));
    if (!report.errata().isEmpty()) {
      link("errata", "Errata");
    }
    if (!report.changes().isEmpty()) {
      link("changes", "What has changed since");
    }
    link("comparisons", "Comparisons");
    link("provenance", "Where the numbers come from");
    line("</ul></nav>");
  }

  private void link(String id, String text) {
    line("<li><a href=\"#" + id + "\">" + escape(text) + "</a></li>");
  }

  private void publishedCurve(PublishedCurve piece) {
    line("<section id=\"show-piece\"><h2>The published training, in Java, from its seed</h2>");
    line("<p>" + prose(piece.lead()) + " Run " + run(piece.source()) + ".</p>");
    piece.pictures().forEach(this::picture);
    line("<details><summary>Epoch by epoch</summary><div class=\"wide\" tabindex=\"0\">");
    line("<table class=\"epochs\"><caption>Published and our numbers of each epoch</caption>");
    line("<thead><tr><th rowspan=\"2\" scope=\"col\">epoch</th>");
    for (String name : piece.series()) {
      line("<th colspan=\"2\" scope=\"colgroup\"><code>" + escape(name) + "</code></th>");
    }
    line("</tr><tr>");
    String pair = "<th scope=\"col\">published</th><th scope=\"col\">ours</th>";
    line(pair.repeat(piece.series().size()) + "</tr></thead><tbody>");
    for (PublishedCurve.EpochLine epoch : piece.epochs()) {
      line("<tr><th scope=\"row\">" + epoch.epoch() + "</th>");
      for (int i = 0; i < piece.series().size(); i++) {
        line("<td>" + Numbers.fixed(epoch.published().get(i), 4) + "</td>");
        line("<td>" + Numbers.fixed(epoch.ours().get(i), 4) + "</td>");
      }
      line("</tr>");
    }
    line("</tbody></table></div></details></section>");
  }

  private void summary() {
    line("<section id=\"summary\"><h2>Summary</h2>");
    line("<div class=\"wide\" tabindex=\"0\"><table class=\"counts\">");
    line("<caption>Verdicts by section</caption><thead><tr><th scope=\"col\">section</th>");
    for (String head : List.of("claims", "pass", "fail", "shown", "not run")) {
      line("<th scope=\"col\">" + head + "</th>");
    }
    line("</tr></thead><tbody>");
    for (String section : report.sections()) {
      List<Report.Row> rows = report.rowsOf(section);
      line("<tr><th scope=\"row\"><a href=\"#s" + section + "\">");
      line(escape(ReportText.heading(section).replaceFirst("^Section ", "")) + "</a></th>");
      line("<td>" + rows.size() + "</td>");
      for (Judgement judgement : Judgement.values()) {
        long count = Report.count(rows, judgement);
        line("<td" + (count == 0 ? " class=\"none\"" : "") + ">" + count + "</td>");
      }
      line("</tr>");
    }
    line("</tbody></table></div><h3>How to read this</h3><ul class=\"how\">");
    ReportText.HOW_TO_READ.forEach(sentence -> line("<li>" + prose(sentence) + "</li>"));
    line("</ul><details><summary>What is shown and not judged</summary><ul>");
    report.rowsOf(Judgement.SHOWN).forEach(this::mention);
    line("</ul></details></section>");
  }

  private void mention(Report.Row row) {
    String id = row.claim().id();
    line("<li><a href=\"#" + id + "\">" + id + "</a> " + prose(row.claim().statement()) + "</li>");
  }

  private void failures() {
    List<Report.Row> failed = report.rowsOf(Judgement.FAIL);
    if (failed.isEmpty()) {
      return;
    }
    line("<section class=\"failures\"><h2>What fails</h2><ul>");
    failed.forEach(this::mention);
    line("</ul></section>");
  }

  private void section(String section) {
    line("<section id=\"s" + section + "\"><h2>");
    line(escape(ReportText.heading(section)) + "</h2>");
    List<Report.Source> sources = report.sourcesOf(section);
    if (!sources.isEmpty()) {
      line("<ul class=\"sources\">");
      sources.forEach(source -> line("<li>" + prose(ReportText.measuredBy(source)) + "</li>"));
      line("</ul>");
    }
    List<Report.Row> rows = report.rowsOf(section);
    if (!rows.isEmpty()) {
      new HtmlClaims(html).table("Claims of section " + section, rows);
    }
    report.picturesOf(section).forEach(this::picture);
    line("</section>");
  }

  private void picture(Report.Picture picture) {
    String data =
        Base64.getEncoder().encodeToString(picture.svg().getBytes(StandardCharsets.UTF_8));
    line("<figure><img alt=\"" + escape(picture.caption()) + "\"");
    line(" src=\"data:image/svg+xml;base64," + data + "\"><figcaption>");
    line(prose(picture.caption()) + " Run " + run(picture.source()) + ".</figcaption></figure>");
  }

  private void errata() {
    if (report.errata().isEmpty()) {
      return;
    }
    line("<section id=\"errata\"><h2>Errata</h2><p>Where the chapter is wrong, what is right, and");
    line("the check that proves it.</p>");
    for (Report.Row row : report.errata()) {
      Claim claim = row.claim();
      line("<article class=\"erratum\"><h3><a href=\"#" + claim.id() + "\">" + claim.id());
      line("</a>, section " + claim.section() + " " + HtmlClaims.chip(row.verdict().judgement()));
      line("</h3><p>" + prose(claim.statement()) + "</p>");
      line("<p class=\"why\"><strong>The check:</strong> " + prose(claim.target().reason()));
      line(row.source().map(source -> " Run " + run(source) + ".").orElse("") + "</p>");
      row.entry()
          .listing()
          .ifPresent(
              listing ->
                  line("<pre tabindex=\"0\"><code>" + escape(listing.text()) + "</code></pre>"));
      line("</article>");
    }
    line("</section>");
  }

  private void changes() {
    if (report.changes().isEmpty()) {
      return;
    }
    line("<section id=\"changes\"><h2>What has changed since</h2>");
    line("<p>" + prose(ReportText.CHANGES) + "</p>");
    line(
        "<div class=\"wide\" tabindex=\"0\"><table class=\"changes\"><caption>What later versions");
    line("changed</caption><thead><tr>");
    for (String head :
        List.of("the chapter has", "what a reader sees", "since", "what to write", "check")) {
      line("<th scope=\"col\">" + head + "</th>");
    }
    line("</tr></thead><tbody>");
    for (Change change : report.changes()) {
      line("<tr><th scope=\"row\">" + prose(change.subject()) + "</th>");
      line("<td>" + prose(change.effect()) + "</td><td>" + prose(change.since()) + "</td>");
      line("<td>" + prose(change.instead().orElse("")) + "</td><td>");
      for (Report.Row row : report.checks(change)) {
        String id = row.claim().id();
        line("<a href=\"#" + id + "\">" + id + "</a>");
        line(HtmlClaims.chip(row.verdict().judgement()));
      }
      line("</td></tr>");
    }
    line("</tbody></table></div></section>");
  }

  private void comparisons() {
    line("<section id=\"comparisons\"><h2>Comparisons</h2>");
    boolean none = report.comparisons().isEmpty();
    line("<p>" + prose(none ? StoredComparison.NONE : StoredComparison.WHAT) + "</p>");
    report.comparisons().forEach(this::comparison);
    line("</section>");
  }

  private void comparison(StoredComparison comparison) {
    line("<h3>" + escape(comparison.title()) + "</h3><p>" + prose(comparison.lead()) + "</p>");
    line("<div class=\"wide\" tabindex=\"0\"><table class=\"epochs\"><caption>");
    line(escape(comparison.title()) + "</caption><thead><tr><th></th>");
    comparison.labels().forEach(label -> line("<th scope=\"col\">" + escape(label) + "</th>"));
    line("</tr></thead><tbody>");
    for (StoredComparison.Line row : comparison.lines()) {
      line("<tr><th scope=\"row\">" + escape(row.name()) + "</th>");
      row.values().forEach(value -> line("<td>" + escape(value) + "</td>"));
      line("</tr>");
    }
    line("</tbody></table></div>");
  }

  private void provenance() {
    line("<section id=\"provenance\"><h2>Where the numbers come from</h2>");
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
      networks(source);
    }
    line("</section>");
  }

  private void networks(Report.Source source) {
    if (source.networks().isEmpty()) {
      return;
    }
    line("<details><summary>Its networks in plain DL4J</summary>");
    source
        .networks()
        .forEach(code -> line("<pre tabindex=\"0\"><code>" + escape(code) + "</code></pre>"));
    line("</details>");
  }

  static String run(Report.Source source) {
    return "<a href=\"#" + source.label() + "\">" + source.label() + "</a>";
  }

  static String css(Judgement judgement) {
    return judgement.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void line(String line) {
    html.append(line).append('\n');
  }

  private static String escape(String text) {
    return LineChart.escape(text);
  }

  /** Text in which backquotes mark code, and stars what is stressed, double ones what is strong. */
  static String prose(String text) {
    return escape(text)
        .replaceAll("`([^`]*)`", "<code>$1</code>")
        .replaceAll("\\*\\*([^*]*)\\*\\*", "<strong>$1</strong>")
        .replace("*chapter*", "<em>chapter</em>")
        .replace("*passes*", "<em>passes</em>");
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
