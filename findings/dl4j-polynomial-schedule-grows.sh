#!/usr/bin/env bash
# PolySchedule of Deeplearning4j makes the learning rate grow, and drops it to 0 at the end.
# Versions: nd4j-api 1.0.0-M2.1. Date: 2026-11-29.
# Seen: from 1 with power 2 over four steps: 1, 1.5625, 2.25, 3.0625, 0. These are the powers of 1 + i/4, not of 1 - i/4.
# Guess from before: 1, 0.5625, 0.25, 0.0625, 0, as Keras' PolynomialDecay.
# Hurt: who takes over a training recipe with polynomial decay: the loss goes up at the end, where it should settle.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.nd4j</groupId><artifactId>nd4j-native</artifactId><version>1.0.0-M2.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
XML
mvn --batch-mode --quiet dependency:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import java.util.Arrays;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

public class Finding {
  public static void main(String[] args) {
    PolySchedule schedule = new PolySchedule(ScheduleType.ITERATION, 1, 2, 4);
    double[] rates = new double[5];
    for (int i = 0; i < 5; i++) {
      rates[i] = schedule.valueAt(i, 0);
    }
    System.out.println(Arrays.toString(rates));
    check(Arrays.equals(rates, new double[] {1, 1.5625, 2.25, 3.0625, 0}));
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
