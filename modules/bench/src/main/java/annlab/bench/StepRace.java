package annlab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Times jobs by turns: one block of each contestant, and again, so that whatever else the machine
 * does meets all of them alike.
 */
final class StepRace {
  /** The name under which this project's fastest step competes. */
  static final String OURS = "annlab";

  /** Blocks of each that are not counted: compilers and caches warm up. */
  private final int warmUps;

  private final int rounds;
  private final Consumer<String> notes;

  StepRace(int warmUps, int rounds, Consumer<String> notes) {
    this.warmUps = warmUps;
    this.rounds = rounds;
    this.notes = notes;
  }

  /** Runs one job; a contestant that fails is left out, and a note says why. */
  StepResult run(StepJob job, List<? extends Contestant> contestants) {
    List<Contestant> able = new ArrayList<>(contestants);
    Map<String, List<Double>> taken = new LinkedHashMap<>();
    for (int round = -warmUps; round < rounds; round++) {
      for (Contestant each : List.copyOf(able)) {
        try {
          double time = each.block(job);
          if (round >= 0) {
            taken.computeIfAbsent(each.name(), name -> new ArrayList<>()).add(time);
          }
        } catch (ContestantFailedException e) {
          notes.accept(each.name() + " failed at " + job.name() + ": " + e.getMessage());
          able.remove(each);
          taken.remove(each.name());
        }
      }
    }
    Map<String, Times> times = new LinkedHashMap<>();
    taken.forEach((name, values) -> times.put(name, new Times(values)));
    return new StepResult(job, Floor.of(job).operations(), times);
  }
}
