package annlab.cli;

import annlab.cli.options.BackendChoice;
import annlab.cli.options.Computing;
import annlab.cli.text.ExitCode;
import annlab.cli.text.Output;
import annlab.lab.doctor.Diagnosis;
import annlab.lab.doctor.Doctor;
import annlab.lab.doctor.Finding;
import annlab.lab.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "doctor",
    description = {
      "Say what works here, what does not, and what to do about it.",
      "Exit code 1 if something that was asked for cannot work."
    })
final class DoctorCommand implements Callable<Integer>, Computing {
  private static final int WIDTH = 100;

  @Mixin private final Output output = new Output();
  @Mixin private final BackendChoice choice = new BackendChoice();

  @Override
  public BackendChoice choice() {
    return choice;
  }

  @Override
  public boolean inItsOwnProcess() {
    return false;
  }

  @Override
  public Integer call() {
    Diagnosis diagnosis = new Doctor(Settings.load(), Optional.empty()).examine(choice.backend());
    if (output.json()) {
      output.print(diagnosis.json());
    } else {
      output.print(text(diagnosis));
    }
    return diagnosis.works() ? ExitCode.OK : ExitCode.CLAIM_FAILED;
  }

  private static String text(Diagnosis diagnosis) {
    List<List<String>> rows = new ArrayList<>();
    for (Finding finding : diagnosis.findings()) {
      String mark =
          finding.level() == Finding.Level.OK
              ? "ok"
              : finding.level().label().toUpperCase(Locale.ROOT);
      boolean first = true;
      for (String line : wrap(finding.found())) {
        rows.add(List.of(first ? mark : "", first ? finding.title() : "", line));
        first = false;
      }
      finding
          .advice()
          .ifPresent(
              advice -> wrap("-> " + advice).forEach(line -> rows.add(List.of("", "", line))));
    }
    return Output.columns(rows)
        + "\n"
        + (diagnosis.works()
            ? "the " + diagnosis.backend() + " backend can be used\n"
            : "something that was asked for cannot work; see FAULT above\n");
  }

  private static List<String> wrap(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
