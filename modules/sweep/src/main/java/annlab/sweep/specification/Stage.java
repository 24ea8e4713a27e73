package annlab.sweep.specification;

import annlab.sweep.policies.Policy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The trials around one base, and the policy that decides which of them continue.
 *
 * @param owner what it is called in messages
 * @param grid all values of each setting
 * @param random settings that are drawn
 * @param seeds seeds of each; none for the base's own
 * @param plan the policy
 */
record Stage(String owner, List<Axis> grid, Optional<Random> random, List<Long> seeds, Plan plan) {
  private static final int MAX_TRIALS = 10_000;

  Stage {
    grid = List.copyOf(grid);
    seeds = List.copyOf(seeds);
  }

  /**
   * A setting of a grid.
   *
   * @param pointer where it is
   * @param values all that it takes
   */
  record Axis(String pointer, List<JsonNode> values) {
    Axis {
      values = List.copyOf(values);
    }
  }

  /**
   * What decides how far trials go.
   *
   * @param policy the policy
   * @param epochs how long a trial is trained at most; 0 as its specification says
   * @param objective what trials are compared by, where the policy names it
   */
  record Plan(Policy policy, int epochs, Optional<Objective> objective) {}

  /**
   * Settings that are drawn.
   *
   * @param trials how many
   * @param seed of the draws
   * @param draws by pointer
   */
  record Random(int trials, long seed, Map<String, Draw> draws) {
    private static final int ATTEMPTS = 1_000;

    static Random of(String owner, JsonNode json) {
      Members members = new Members(owner + ": random", json);
      Map<String, Draw> draws = new LinkedHashMap<>();
      for (var member : json.properties()) {
        if (member.getKey().startsWith("/")) {
          Pointers.parsed(member.getKey());
          draws.put(member.getKey(), Draw.of(member.getKey(), member.getValue()));
        } else if (!member.getKey().equals("trials") && !member.getKey().equals("seed")) {
          throw new IllegalArgumentException(
              members.owner()
                  + " has no member '"
                  + member.getKey()
                  + "'; there are trials, seed and JSON pointers, which begin with /");
        }
      }
      if (draws.isEmpty()) {
        throw new IllegalArgumentException(
            members.owner() + " draws nothing; name what is varied, or leave it out");
      }
      if (members.find("trials").isEmpty()) {
        throw members.wrong("trials", "the number of draws", json);
      }
      return new Random(members.count("trials", 1, 1), members.number("seed", 1), draws);
    }

    /** Settings that differ from one another. */
    List<Map<String, JsonNode>> all() {
      SplittableRandom random = new SplittableRandom(seed);
      Set<Map<String, JsonNode>> drawn = new LinkedHashSet<>();
      for (int missed = 0; drawn.size() < trials && missed < ATTEMPTS; ) {
        Map<String, JsonNode> next = new LinkedHashMap<>();
        draws.forEach((pointer, draw) -> next.put(pointer, draw.next(random)));
        missed = drawn.add(next) ? 0 : missed + 1;
      }
      if (drawn.size() < trials) {
        throw new IllegalArgumentException(
            "random: there are hardly more than "
                + drawn.size()
                + " different trials, trials must not be "
                + trials);
      }
      return List.copyOf(drawn);
    }
  }

  List<Trial> trials(Base base) {
    long count = seeds.isEmpty() ? 1 : seeds.size();
    for (Axis axis : grid) {
      count = Math.min(Integer.MAX_VALUE, count * axis.values().size());
    }
    count *= random.map(Random::trials).orElse(1);
    if (count > MAX_TRIALS) {
      throw new IllegalArgumentException(
          owner + " has " + count + " trials; there may be " + MAX_TRIALS);
    }
    List<Map<String, JsonNode>> settings = List.of(Map.of());
    for (Axis axis : grid) {
      settings = times(settings, axis);
    }
    if (random.isPresent()) {
      settings = product(settings, random.get().all());
    }
    if (!seeds.isEmpty()) {
      List<JsonNode> values = new ArrayList<>();
      seeds.forEach(seed -> values.add(number(seed)));
      settings = times(settings, new Axis(base.seedPointer(), values));
    }
    return settings.stream().map(varied -> base.trial(varied, plan.epochs())).toList();
  }

  /** As a parser reads it, so that equal documents are equal. */
  private static JsonNode number(long value) {
    return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
  }

  private static List<Map<String, JsonNode>> times(
      List<Map<String, JsonNode>> settings, Axis axis) {
    List<Map<String, JsonNode>> values = new ArrayList<>();
    axis.values().forEach(value -> values.add(Map.of(axis.pointer(), value)));
    return product(settings, values);
  }

  private static List<Map<String, JsonNode>> product(
      List<Map<String, JsonNode>> settings, List<Map<String, JsonNode>> more) {
    List<Map<String, JsonNode>> all = new ArrayList<>();
    for (Map<String, JsonNode> one : settings) {
      for (Map<String, JsonNode> other : more) {
        Map<String, JsonNode> both = new LinkedHashMap<>(one);
        for (Map.Entry<String, JsonNode> entry : other.entrySet()) {
          if (both.put(entry.getKey(), entry.getValue()) != null) {
            throw new IllegalArgumentException(
                entry.getKey() + " is varied twice; name it in one of grid, random and seeds");
          }
        }
        all.add(both);
      }
    }
    return all;
  }
}
