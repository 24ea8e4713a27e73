package annlab.cli.text;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Prints a command's result: as text, or as one JSON document. */
public final class Output {
  @Option(
      names = "--json",
      description = "Print one JSON document on stdout and nothing else there.")
  private boolean json;

  @Spec(Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  public boolean json() {
    return json;
  }

  public void print(JsonNode document) {
    print(Json.print(document));
  }

  /**
   * Prints a part of the answer.
   *
   * @throws annlab.lab.settings.PrerequisiteException if stdout cannot be written
   */
  public void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
    if (out instanceof Answers answers) {
      answers.requireWritten();
    }
  }

  /** For people while they wait; never on stdout. */
  public void note(String line) {
    spec.commandLine().getErr().println(line);
  }

  /** Columns that are as wide as their widest cell; the last one is not padded. */
  public static String columns(List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        if (i == widths.size()) {
          widths.add(0);
        }
        widths.set(i, Math.max(widths.get(i), row.get(i).length()));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i)).append(" ".repeat(widths.get(i) - row.get(i).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
