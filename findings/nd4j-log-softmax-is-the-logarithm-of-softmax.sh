#!/usr/bin/env bash
# logSoftmax of ND4J takes the logarithm of a softmax that has already become 0.
# Versions: ND4J 1.0.0-M2.1. Date: 2026-11-29.
# Seen: of logits -100 and 0 it is -99.98, of -110 and 0 minus infinity.
# Guess from before: -110: the point of a log-softmax is that it subtracts the logarithm of the sum of exponentials and never meets a logarithm of 0.
# Hurt: who takes it as the way round the cut at 1e-10 in the cross-entropy: a certain mistake gives an infinite loss.
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
  static double smaller(double distance) {
    INDArray logits = Nd4j.zeros(1, 2);
    logits.putScalar(0, 0, -distance);
    return Nd4j.nn().logSoftmax(logits).getDouble(0);
  }

  public static void main(String[] args) {
    System.out.println("-100: " + smaller(100) + ", -110: " + smaller(110));
    check(Math.abs(smaller(100) + 99.983) < 0.01 && smaller(110) == Double.NEGATIVE_INFINITY);
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
