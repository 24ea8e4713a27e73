#!/usr/bin/env bash
# An ND4J array that is multiplied by NaN, or has NaN added, is multiplied by 0.00001, or has that added.
# Versions: ND4J 1.0.0-M2.1. Date: 2026-11-29.
# Seen: ones times NaN are 1e-5, ones plus NaN 1.00001; an array of NaNs of the same shape gives NaN.
# Guess from before: NaN everywhere, as in NumPy and in Java itself.
# Hurt: who counts on NaN to show that something went wrong: the mistake turns into a number that looks right.
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
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

public class Finding {
  public static void main(String[] args) {
    INDArray ones = Nd4j.ones(2);
    System.out.println("times NaN: " + ones.mul(Double.NaN).getDouble(0) + ", plus NaN: " + ones.add(Double.NaN).getDouble(0)
        + ", times an array of NaN: " + ones.mul(Nd4j.ones(2).div(0).mul(Nd4j.zeros(2))).getDouble(0));
    check(Math.abs(ones.mul(Double.NaN).getDouble(0) - 1e-5) < 1e-10);
    check(Math.abs(ones.add(Double.NaN).getDouble(0) - 1.00001) < 1e-6);
    check(Double.isNaN(ones.mul(Nd4j.ones(2).div(0).mul(Nd4j.zeros(2))).getDouble(0)));
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
