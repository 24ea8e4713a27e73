package annlab.lab.backend;

import annlab.lab.backend.CudaBuild.Unfit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the NVIDIA driver for its cards, through the tool that comes with every driver. */
public final class NvidiaSmi {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String QUERY = "--query-gpu=name,driver_version,memory.total";
  private static final String DRIVER_ADVICE =
      "CUDA needs an NVIDIA card and its driver; install the driver, or use --backend cpu";

  /**
   * What the driver said.
   *
   * @param cards the cards, in the driver's order
   * @param trouble why there are none; empty if there are some
   */
  public record Answer(List<Card> cards, Optional<Unfit> trouble) {
    public Answer {
      cards = List.copyOf(cards);
    }

    private static Answer trouble(String found, String advice) {
      return new Answer(List.of(), Optional.of(new Unfit(found, advice)));
    }
  }

  private final String program;
  private final Duration limit;

  /** The tool on the PATH. */
  public NvidiaSmi() {
    this("nvidia-smi", LIMIT);
  }

  NvidiaSmi(String program, Duration limit) {
    this.program = program;
    this.limit = limit;
  }

  /**
   * The cards, or why there are none.
   *
   * @return the answer; never an exception
   */
  public Answer ask() {
    try {
      Command.Ended ended = query(QUERY + ",compute_cap");
      if (ended.code() != 0 && ended.output().contains("compute_cap")) {
        ended = query(QUERY); // drivers before 510 do not know the capability
      }
      return read(ended);
    } catch (Command.TimedOut e) {
      return Answer.trouble(
          "nvidia-smi " + e.getMessage(),
          "the driver hangs; see the system's log, restart the machine, or use --backend cpu");
    } catch (IOException e) {
      return Answer.trouble("no nvidia-smi on the PATH: no NVIDIA driver is here", DRIVER_ADVICE);
    }
  }

  /**
   * The driver's version.
   *
   * @return empty if there is no card
   */
  public Optional<String> driver() {
    return ask().cards().stream().findFirst().map(Card::driver);
  }

  private Command.Ended query(String fields) throws IOException {
    return Command.run(List.of(program, fields, "--format=csv,noheader"), Map.of(), limit);
  }

  private static Answer read(Command.Ended ended) {
    if (ended.code() != 0) {
      return Answer.trouble(
          "nvidia-smi ended with code " + ended.code() + ": " + ended.lastLine(), DRIVER_ADVICE);
    }
    List<Card> cards = new ArrayList<>();
    for (String line : ended.output().lines().filter(each -> !each.isBlank()).toList()) {
      Optional<Card> card = card(line);
      if (card.isEmpty()) {
        return Answer.trouble(
            "nvidia-smi said '" + line.strip() + "', expected NAME, DRIVER, MEMORY, CAPABILITY",
            line.startsWith("No devices")
                ? "the driver sees no card; is one plugged in and passed on to this machine?"
                : "run nvidia-smi by hand to see what is the matter, or use --backend cpu");
      }
      cards.add(card.get());
    }
    return cards.isEmpty()
        ? Answer.trouble(
            "nvidia-smi lists no card",
            "the driver sees no card; is one plugged in and passed on to this machine?")
        : new Answer(cards, Optional.empty());
  }

  private static Optional<Card> card(String line) {
    String[] fields = line.split(",", -1);
    if (fields.length < 3 || fields.length > 4 || !fields[1].strip().matches("[0-9][0-9.]*")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Card(
              fields[0].strip(),
              fields.length == 4 ? Optional.of(Capability.of(fields[3])) : Optional.empty(),
              fields[1].strip(),
              fields[2].strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
