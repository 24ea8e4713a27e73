#!/usr/bin/env bash
# DJL's Float16Utils rounds a number between two half-precision ones up, and the largest ones down.
# Versions: Deep Java Library 0.38.0. Date: 2026-11-29.
# Seen: 2049 becomes 2050 and 65520 becomes 65504; NumPy and IEEE 754 round to even, 2048, and to infinity.
# Guess from before: 2048 and infinity, as every other conversion.
# Hurt: who compares embeddings or weights with those that Python wrote: of arbitrary float32 numbers about one in 16,000 differs in its last bit.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>ai.djl</groupId><artifactId>api</artifactId><version>0.38.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
XML
mvn --batch-mode --quiet dependency:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import ai.djl.util.Float16Utils;

public class Finding {
  static float half(float value) {
    return Float16Utils.halfToFloat(Float16Utils.floatToHalf(value));
  }

  public static void main(String[] args) {
    System.out.println("2049: " + half(2049) + ", 2051: " + half(2051) + ", 65520: " + half(65520));
    check(half(2049) == 2050 && half(2051) == 2052 && half(65520) == 65504);
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
