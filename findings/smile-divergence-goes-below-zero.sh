#!/usr/bin/env bash
# Smile's Kullback-Leibler divergence is negative where it should be infinite.
# Versions: Smile 3.1.1, the newest that runs on Java 17. Date: 2026-11-29.
# Seen: of (0.5, 0.5) from (1, 0) it is -0.347: terms whose second probability is 0 are left out. A divergence is never below 0.
# Guess from before: infinity.
# Hurt: who picks the nearest distribution: one that rules out what happens is taken to be nearer than an exact copy.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.github.haifengl</groupId><artifactId>smile-base</artifactId><version>3.1.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
XML
mvn --batch-mode --quiet dependency:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import smile.math.MathEx;

public class Finding {
  public static void main(String[] args) {
    double[] half = {0.5, 0.5};
    double impossible = MathEx.KullbackLeiblerDivergence(half, new double[] {1, 0});
    double same = MathEx.KullbackLeiblerDivergence(half, half);
    System.out.println("from (1, 0): " + impossible + ", from itself: " + same);
    check(Math.abs(impossible + 0.3466) < 1e-3 && same == 0);
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
