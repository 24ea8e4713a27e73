#!/usr/bin/env bash
# DataSet.shuffle of Deeplearning4j is no shuffle: each row goes from an even place to an odd one or the other way round.
# Versions: Deeplearning4j 1.0.0-M2.1. Date: 2026-11-29.
# Seen: four rows have one order under all of 400 seeds, eight rows have 12 orders of 40,320. Of 100 rows, over 400 seeds, not one keeps the
# parity of its place, so rows whose classes alternate still alternate after a shuffle.
# Guess from before: every order about as often as any other; 400 seeds show all 24 orders of four rows.
# Hurt: everybody who shuffles before a split or an epoch: batches of two rows of an alternating data set always hold one row of each class.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.deeplearning4j</groupId><artifactId>deeplearning4j-nn</artifactId><version>1.0.0-M2.1</version></dependency>
    <dependency><groupId>org.deeplearning4j</groupId><artifactId>deeplearning4j-utility-iterators</artifactId><version>1.0.0-M2.1</version></dependency>
    <dependency><groupId>org.nd4j</groupId><artifactId>nd4j-native</artifactId><version>1.0.0-M2.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
XML
mvn --batch-mode --quiet dependency:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import java.util.HashSet;
import java.util.Set;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

public class Finding {
  static float[] shuffled(int rows, long seed) {
    DataSet set = new DataSet(Nd4j.arange(rows).reshape(rows, 1), Nd4j.zeros(rows, 1));
    set.shuffle(seed);
    return set.getFeatures().toFloatVector();
  }

  static int orders(int rows) {
    Set<String> orders = new HashSet<>();
    for (long seed = 0; seed < 400; seed++) {
      orders.add(java.util.Arrays.toString(shuffled(rows, seed)));
    }
    return orders.size();
  }

  public static void main(String[] args) {
    int kept = 0;
    for (long seed = 0; seed < 400; seed++) {
      float[] order = shuffled(100, seed);
      for (int place = 0; place < 100; place++) {
        kept += Math.round(order[place]) % 2 == place % 2 ? 1 : 0;
      }
    }
    System.out.println("orders of 4 rows: " + orders(4) + ", of 8 rows: " + orders(8) + "; of 40,000 places the same parity: " + kept);
    check(orders(4) == 1 && orders(8) == 12 && kept == 0);
  }

  static void check(boolean asFound) {
    if (!asFound) {
      throw new AssertionError("it behaves otherwise now");
    }
  }
}
JAVA
java --class-path "lib/*" Finding.java
echo "as found"
