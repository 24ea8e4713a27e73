#!/usr/bin/env bash
# MeanStdDevTransformation of Tribuo divides a constant feature by 0.
# Versions: Tribuo 4.3.2. Date: 2026-11-29.
# Seen: of a feature that is 5 in all of the training, 5 becomes NaN and 6 infinity; LinearScalingTransformation gives 0.5 for both.
# A log line at INFO says that one value only was seen.
# Guess from before: the feature is left unscaled, as in scikit-learn and Deeplearning4j: 0 and 1.
# Hurt: every data set with a constant column: one NaN in each row, and with it NaN in all weights.
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
import org.tribuo.transform.Transformation;
import org.tribuo.transform.transformations.LinearScalingTransformation;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

public class Finding {
  static double of(Transformation transformation, double value) {
    TransformStatistics statistics = transformation.createStats();
    for (int i = 0; i < 3; i++) {
      statistics.observeValue(5);
    }
    return statistics.generateTransformer().transform(value);
  }

  public static void main(String[] args) {
    System.out.println("5 becomes " + of(new MeanStdDevTransformation(), 5) + ", 6 becomes " + of(new MeanStdDevTransformation(), 6) + "; scaled: " + of(new LinearScalingTransformation(), 6));
    check(Double.isNaN(of(new MeanStdDevTransformation(), 5)) && Double.isInfinite(of(new MeanStdDevTransformation(), 6)));
    check(of(new LinearScalingTransformation(), 5) == 0.5 && of(new LinearScalingTransformation(), 6) == 0.5);
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
