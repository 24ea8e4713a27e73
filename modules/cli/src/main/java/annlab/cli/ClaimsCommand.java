package annlab.cli;

import annlab.cli.text.Output;
import annlab.cli.text.RunText;
import annlab.lab.Experiments;
import annlab.lab.claims.VerdictTable;
import annlab.lab.report.Ledger;
import annlab.lab.report.LedgerEntry;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "claims",
    description = {
      "List the chapter's claims, each with its newest full verdict.",
      "A verdict is stale when the code that it depends on has changed since its run."
    })
final class ClaimsCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private final Output output = new Output();

  @Option(
      names = "--section",
      paramLabel = "SECTION",
      description = "Only this section, as 1.2.3, or all of a part, as 1.2.")
  private Optional<String> section = Optional.empty();

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only claims of this status: pass, fail, shown, not-run, stale.")
  private Optional<String> status = Optional.empty();

  @Option(names = "--csv", description = "Print comma-separated values with a header.")
  private boolean csv;

  @Override
  public Integer call() {
    if (csv && output.json()) {
      throw usage("--csv and --json exclude each other");
    }
    status
        .filter(name -> !Ledger.STATUSES.contains(name))
        .ifPresent(
            name -> {
              throw usage(
                  "--status must be one of "
                      + String.join(", ", Ledger.STATUSES)
                      + ", got '"
                      + name
                      + "'");
            });
    try (RunStore store = RunStore.open(Settings.load().home())) {
      Ledger all = Ledger.of(store, Experiments.all());
      section
          .filter(name -> all.filter(section, Optional.empty()).entries().isEmpty())
          .ifPresent(
              name -> {
                throw usage("no claim is of section '" + name + "'; there are " + sections(all));
              });
      Ledger ledger = all.filter(section, status);
      if (output.json()) {
        output.print(ledger.json());
      } else if (csv) {
        output.print(ledger.csv());
      } else {
        output.print(table(ledger.entries()));
      }
      return ExperimentSession.judge(ledger.entries().stream().map(LedgerEntry::verdict).toList());
    }
  }

  private static String sections(Ledger ledger) {
    return String.join(
        ", ", ledger.entries().stream().map(entry -> entry.claim().section()).distinct().toList());
  }

  static String table(List<LedgerEntry> entries) {
    if (entries.isEmpty()) {
      return "no claim is like that; annlab claims lists them all\n";
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("section", "claim", "chapter", "ours", "passes", "verdict", "run"));
    for (LedgerEntry entry : entries) {
      rows.add(
          List.of(
              entry.claim().section(),
              entry.claim().id(),
              VerdictTable.chapter(entry.claim()),
              VerdictTable.ours(entry.verdict()),
              VerdictTable.passes(entry.claim()),
              VerdictTable.label(entry.verdict().judgement()) + (entry.stale() ? ", stale" : ""),
              entry
                  .source()
                  .map(from -> from.run().id().value())
                  .or(entry::note)
                  .orElse("no full run")));
    }
    return Output.columns(rows)
        + "\n"
        + RunText.counts(entries.stream().map(LedgerEntry::verdict).toList())
        + stale(entries)
        + "\n";
  }

  private static String stale(List<LedgerEntry> entries) {
    long count = entries.stream().filter(LedgerEntry::stale).count();
    return count == 0 ? "" : "; " + count + " stale: annlab reproduce runs them again";
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
