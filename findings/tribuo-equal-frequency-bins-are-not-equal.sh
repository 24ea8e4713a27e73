#!/usr/bin/env bash
# Two bins of equal frequency of Tribuo hold 3 and 1 of four values.
# Versions: Tribuo 4.3.2. Date: 2026-11-29.
# Seen: the numbers from 1 on, in two bins: both of two in the first, 3 and 1 of four, 4 and 2 of six, 6 and 4 of ten.
# Guess from before: halves: 1 and 1, 2 and 2, 3 and 3, 5 and 5.
# Hurt: who bins few distinct values: with two of them the second bin is never used, and the feature is constant.
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
import org.tribuo.transform.Transformer;
import org.tribuo.transform.transformations.BinningTransformation;

public class Finding {
  static int inFirstBin(int values) {
    TransformStatistics statistics = BinningTransformation.equalFrequency(2).createStats();
    for (int value = 1; value <= values; value++) {
      statistics.observeValue(value);
    }
    Transformer bins = statistics.generateTransformer();
    int first = 0;
    for (int value = 1; value <= values; value++) {
      first += bins.transform(value) == 1 ? 1 : 0;
    }
    return first;
  }

  public static void main(String[] args) {
    System.out.println("in the first of two bins: " + inFirstBin(2) + " of 2, " + inFirstBin(4) + " of 4, " + inFirstBin(6) + " of 6, " + inFirstBin(10) + " of 10");
    check(inFirstBin(2) == 2 && inFirstBin(4) == 3 && inFirstBin(6) == 4 && inFirstBin(10) == 6);
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
