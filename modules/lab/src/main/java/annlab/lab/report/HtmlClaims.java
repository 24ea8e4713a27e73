package annlab.lab.report;

import annlab.lab.charts.LineChart;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import annlab.lab.claims.SeedBand;
import annlab.lab.claims.ToleranceBar;
import annlab.lab.claims.VerdictTable;
import annlab.lab.sources.Listing;
import java.util.List;
import java.util.Optional;

/** Claims as rows of an HTML table; under each its listing and what gives its number again. */
final class HtmlClaims {
  private final StringBuilder html;

  HtmlClaims(StringBuilder html) {
    this.html = html;
  }

  /**
   * A table.
   *
   * @param caption what it holds, for those who do not see it
   * @param rows one claim each
   */
  void table(String caption, List<Report.Row> rows) {
    line("<table class=\"claims\"><caption>" + escape(caption) + "</caption><thead><tr>");
    for (String head : List.of("claim", "chapter", "ours", "passes, and why", "verdict", "run")) {
      line("<th scope=\"col\">" + head + "</th>");
    }
    line("</tr></thead><tbody>");
    rows.forEach(this::row);
    line("</tbody></table>");
  }

  private void row(Report.Row row) {
    Claim claim = row.claim();
    String kind =
        claim.kind() == Claim.Kind.CLAIM
            ? ""
            : " <span class=\"kind\">" + claim.kind().label() + "</span>";
    line("<tr id=\"" + claim.id() + "\">");
    line("<td class=\"claim\"><a class=\"id\" href=\"#" + claim.id() + "\">" + claim.id());
    line("</a>" + kind + "<p>" + HtmlReport.prose(claim.statement()) + "</p></td>");
    line(cell("chapter", escape(VerdictTable.chapter(claim))));
    line(
        cell(
            "ours",
            escape(VerdictTable.ours(row.verdict()))
                + ToleranceBar.of(row.verdict())
                + row.entry().band().map(band -> band(claim, band)).orElse("")));
    String passes = ReportText.passes(claim);
    line(
        "<td class=\"why\" data-name=\"why\">"
            + (passes.isEmpty() ? "" : "<strong>" + escape(passes) + "</strong>")
            + HtmlReport.prose(claim.target().reason())
            + "</td>");
    line("<td data-name=\"verdict\">" + chip(row.verdict().judgement()));
    line(row.entry().stale() ? "<p class=\"note\">stale: the code has changed since</p>" : "");
    line(row.note().map(n -> "<p class=\"note\">" + escape(n) + "</p>").orElse(""));
    line("</td>" + cell("run", row.source().map(HtmlReport::run).orElse("-")) + "</tr>");
    more(row.entry());
  }

  /** A row of its own, closed at first: the code, and the command. */
  private void more(LedgerEntry entry) {
    line("<tr class=\"more\"><td colspan=\"6\"><details><summary>");
    line(
        (entry.listing().isPresent() ? "code and command" : "command") + "<span class=\"hidden\">");
    line(" of " + entry.claim().id() + "</span></summary>");
    entry.listing().ifPresent(this::listing);
    line("<p>Repeat it: <code>" + escape(entry.command()) + "</code></p></details></td></tr>");
  }

  private void listing(Listing listing) {
    line("<pre tabindex=\"0\"><code>" + escape(listing.text()) + "</code></pre>");
    line("<p class=\"note\">" + escape(ReportText.place(listing)) + "</p>");
  }

  static String chip(Judgement judgement) {
    return "<span class=\"chip "
        + HtmlReport.css(judgement)
        + "\">"
        + judgement.sign()
        + " "
        + judgement.label()
        + "</span>";
  }

  private static String band(Claim claim, SeedBand band) {
    return "<p class=\"note\">" + escape(ReportText.band(claim, band)) + "</p>";
  }

  private static String cell(String name, String content) {
    return "<td class=\"number\" data-name=\"" + name + "\">" + content + "</td>";
  }

  private static String escape(String text) {
    return LineChart.escape(text);
  }

  private void line(String line) {
    Optional.of(line).filter(text -> !text.isEmpty()).ifPresent(t -> html.append(t).append('\n'));
  }
}
