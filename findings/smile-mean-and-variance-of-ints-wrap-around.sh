#!/usr/bin/env bash
# Smile adds ints up in an int for their mean, and their variance can come out below 0.
# Versions: Smile 3.1.1, the newest that runs on Java 17. Date: 2026-11-29.
# Seen: the mean of two billion and two billion is -147,483,648, the variance of three such numbers about -6e18.
# Guess from before: the mean is a double and is added up as one: two billion; the variance is 0.33.
# Hurt: means of counts, of bytes or of times in seconds since 1970: two of these are enough.
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
    double mean = MathEx.mean(new int[] {2_000_000_000, 2_000_000_000});
    double variance = MathEx.var(new int[] {2_000_000_000, 2_000_000_000, 2_000_000_001});
    System.out.println("mean " + mean + ", variance " + variance);
    check(mean == -147_483_648 && variance < -1e18);
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
