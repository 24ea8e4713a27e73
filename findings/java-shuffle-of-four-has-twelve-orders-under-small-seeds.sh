#!/usr/bin/env bash
# Collections.shuffle(list, new Random(seed)) gives half of the orders of four elements under the seeds 0 to 399.
# Versions: OpenJDK 17.0.15; the generator is specified, so every Java does so. Date: 2026-11-29.
# Seen: 12 of the 24 orders under 400 seeds, all 24 under a million: the first numbers of seeds that are near each other are near each other.
# With seeds mixed by SplittableRandom 400 seeds give all 24.
# Guess from before: all 24; the chance that one is missing by luck is 1 in a million.
# Hurt: who repeats an experiment under the seeds 0, 1, 2 and so on and shuffles by them: the repetitions are not independent.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > Finding.java <<'JAVA'
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

public class Finding {
  static int orders(int seeds, boolean mixed) {
    Set<List<Integer>> orders = new HashSet<>();
    for (long seed = 0; seed < seeds; seed++) {
      List<Integer> list = new ArrayList<>(List.of(0, 1, 2, 3));
      Collections.shuffle(list, new Random(mixed ? new SplittableRandom(seed).nextLong() : seed));
      orders.add(list);
    }
    return orders.size();
  }

  public static void main(String[] args) {
    System.out.println("400 seeds: " + orders(400, false) + ", a million: " + orders(1_000_000, false) + ", 400 mixed: " + orders(400, true));
    check(orders(400, false) == 12 && orders(1_000_000, false) == 24 && orders(400, true) == 24);
  }

  static void check(boolean asFound) {
    if (!asFound) {
      throw new AssertionError("it behaves otherwise now");
    }
  }
}
JAVA
java Finding.java
echo "as found"
