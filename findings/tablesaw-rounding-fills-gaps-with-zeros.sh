#!/usr/bin/env bash
# Tablesaw's round turns a missing value into 0, and its top and bottom list missing values before the largest and the smallest.
# Versions: Tablesaw 0.44.1. Date: 2026-11-30.
# Seen: 3, 1, missing, 2 rounded is 3, 1, 0, 2 with no value missing, so the mean falls from 2 to 1.5; roundInt likewise, for columns of
# doubles, floats, integers and longs; abs, square and add keep the gap. top(2) of doubles is missing and 3, bottom(2) of integers missing and 1, beside max 3 and min 1.
# Guess from before: a missing value stays missing, and top and bottom go with max and min, which leave it out.
# Hurt: who rounds a column before a mean, a group or a model: each gap becomes a measured 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>tech.tablesaw</groupId><artifactId>tablesaw-core</artifactId><version>0.44.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
XML
mvn --batch-mode --quiet dependency:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;

public class Finding {
  public static void main(String[] args) {
    DoubleColumn doubles = DoubleColumn.create("doubles", 3, 1);
    FloatColumn floats = FloatColumn.create("floats", 3f, 1f);
    IntColumn integers = IntColumn.create("integers", 3, 1);
    LongColumn longs = LongColumn.create("longs", 3, 1);
    doubles.appendMissing().append(2);
    floats.appendMissing().append(2f);
    integers.appendMissing().append(2);
    longs.appendMissing().append(2L);
    for (NumericColumn<?> column : List.of(doubles, floats, integers, longs)) {
      NumericColumn<?> rounded = column.round();
      System.out.println(column.name() + " " + column.asList() + ", mean " + column.mean() + "; rounded " + rounded.asList() + ", mean "
          + rounded.mean() + "; roundInt " + column.roundInt().asList() + "; abs " + column.abs().asList());
      check(column.countMissing() == 1 && column.mean() == 2 && column.abs().countMissing() == 1);
      check(rounded.countMissing() == 0 && rounded.mean() == 1.5 && column.roundInt().mean() == 1.5);
    }
    System.out.println("top(2) of doubles " + doubles.top(2).asList() + ", max " + doubles.max() + "; bottom(2) of integers "
        + integers.bottom(2).asList() + ", min " + integers.min());
    check(doubles.top(2).asList().equals(Arrays.asList(null, 3.0)) && doubles.max() == 3);
    check(integers.bottom(2).asList().equals(Arrays.asList(null, 1)) && integers.min() == 1);
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
