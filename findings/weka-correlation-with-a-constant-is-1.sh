#!/usr/bin/env bash
# Weka's correlation of a constant with anything is 1.
# Versions: Weka 3.8.6. Date: 2026-11-29.
# Seen: of (1, 1, 1) and (1, 2, 3) it is 1, the same as of equal columns.
# Guess from before: NaN, as the deviation of a constant is 0, or 0.
# Hurt: who scores predictions by it: a model that always says the same is perfect.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>nz.ac.waikato.cms.weka</groupId><artifactId>weka-stable</artifactId><version>3.8.6</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
XML
mvn --batch-mode --quiet dependency:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import weka.core.Utils;

public class Finding {
  static double with(double... other) {
    return Utils.correlation(new double[] {1, 1, 1}, other, 3);
  }

  public static void main(String[] args) {
    System.out.println("with 1, 2, 3: " + with(1, 2, 3) + ", with 3, 2, 1: " + with(3, 2, 1) + ", with 7, -2, 40: " + with(7, -2, 40));
    check(with(1, 2, 3) == 1 && with(3, 2, 1) == 1 && with(7, -2, 40) == 1);
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
