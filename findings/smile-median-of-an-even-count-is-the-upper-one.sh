#!/usr/bin/env bash
# Smile's median of four numbers is the third of them, its quartiles are the second and the fourth.
# Versions: Smile 3.1.1, the newest that runs on Java 17. Date: 2026-11-29.
# Seen: the median of 1, 2, 3, 4 is 3, the first quartile 2, the third 4; the median of 1 and 2 is 2.
# Guess from before: 2.5, 1.75 and 3.25, as in NumPy.
# Hurt: small samples and even counts: whatever is centred by it stands off by half a gap.
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
    double median = MathEx.median(new double[] {4, 1, 3, 2});
    double first = MathEx.q1(new double[] {4, 1, 3, 2});
    double third = MathEx.q3(new double[] {4, 1, 3, 2});
    System.out.println("quartiles of 1, 2, 3, 4: " + first + " " + median + " " + third + "; median of 1, 2: " + MathEx.median(new double[] {1, 2}));
    check(median == 3 && first == 2 && third == 4 && MathEx.median(new double[] {1, 2}) == 2);
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
