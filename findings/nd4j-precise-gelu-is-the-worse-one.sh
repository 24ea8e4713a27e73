#!/usr/bin/env bash
# ActivationGELU(precise = true) of ND4J is further from GELU than the form that is called imprecise.
# Versions: ND4J 1.0.0-M2.1. Date: 2026-11-29.
# Seen: at 1 GELU is 0.8413 (0.8412 by the form with tanh); ActivationGELU(false) gives 0.8458, ActivationGELU(true) 0.8314.
# Guess from before: true gives the form by erf or by tanh, 0.841.
# Hurt: who takes over weights of a transformer and sets precise to be nearer to its GELU.
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
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.factory.Nd4j;

public class Finding {
  static double ofOne(boolean precise) {
    return new ActivationGELU(precise).getActivation(Nd4j.ones(1, 1), false).getDouble(0);
  }

  public static void main(String[] args) {
    double exact = 0.8413447;
    System.out.println("exact " + exact + ", precise " + ofOne(true) + ", not precise " + ofOne(false));
    check(Math.abs(ofOne(true) - 0.8314) < 1e-4 && Math.abs(ofOne(false) - 0.8458) < 1e-4);
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
