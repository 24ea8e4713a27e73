#!/usr/bin/env bash
# MeanStdDevTransformation of Tribuo takes a mean of 0 once a feature is absent in one example.
# Versions: Tribuo 4.3.2. Date: 2026-11-29.
# Seen: a feature with values 1 and 3 has mean 2; with one zero left out of a sparse example mean 0 and deviation 1, where 1, 3 and 0 have mean
# 1.333 and deviation 1.528. Written out as 1, 3, 0 the same numbers come out right.
# Guess from before: zeros that are left out count as zeros, which is what observeSparse is told.
# Hurt: who standardizes sparse features, as counts of words: they are not centred, and scaled by a deviation that is too small.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.tribuo</groupId><artifactId>tribuo-core</artifactId><version>4.3.2</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
XML
mvn --batch-mode --quiet dependency:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import org.tribuo.transform.TransformStatistics;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

public class Finding {
  static String standardized(int left, double... values) {
    TransformStatistics statistics = new MeanStdDevTransformation().createStats();
    for (double value : values) {
      statistics.observeValue(value);
    }
    if (left > 0) {
      statistics.observeSparse(left);
    }
    return String.format(java.util.Locale.ROOT, "%.4f", statistics.generateTransformer().transform(1));
  }

  public static void main(String[] args) {
    System.out.println("1 of (1, 3, 0): " + standardized(0, 1, 3, 0) + ", with the 0 left out: " + standardized(1, 1, 3));
    check(standardized(0, 1, 3, 0).equals("-0.2182") && standardized(1, 1, 3).equals("1.0000"));
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
