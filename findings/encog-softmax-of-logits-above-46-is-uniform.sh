#!/usr/bin/env bash
# Encog's softmax cuts exponentials at 1e20, so large logits all become equal.
# Versions: Encog 3.4.0. Date: 2026-11-29.
# Seen: of 50, 49, 48 it is a third each, of 3, 2, 1 (which is the same softmax) 0.665, 0.245, 0.090.
# Guess from before: the same, or NaN once the exponential overflows at 710.
# Hurt: networks with a large scale at their head: the more certain they are of a class, the more evenly they answer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.encog</groupId><artifactId>encog-core</artifactId><version>3.4</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
XML
mvn --batch-mode --quiet dependency:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import java.util.Arrays;
import org.encog.engine.network.activation.ActivationSoftMax;

public class Finding {
  static double[] softmax(double... logits) {
    new ActivationSoftMax().activationFunction(logits, 0, logits.length);
    return logits;
  }

  public static void main(String[] args) {
    System.out.println(Arrays.toString(softmax(3, 2, 1)) + " " + Arrays.toString(softmax(50, 49, 48)));
    check(Math.abs(softmax(3, 2, 1)[0] - 0.66524) < 1e-4);
    for (double probability : softmax(50, 49, 48)) {
      check(Math.abs(probability - 1 / 3.0) < 1e-9);
    }
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
