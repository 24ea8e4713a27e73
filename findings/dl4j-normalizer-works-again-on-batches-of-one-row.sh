#!/usr/bin/env bash
# A normalizer that is set on a ListDataSetIterator normalizes rows again in each epoch where a batch has one row.
# Versions: Deeplearning4j 1.0.0-M2.1. Date: 2026-11-29.
# Seen: rows 10, 20, 30, 40 come as -1.342, -0.447, 0.447, 1.342 in the first epoch and as -2.356, -2.276, -2.196, -2.116 in the second.
# Batches of two rows are copies and stay right; of five rows in batches of two, the last row is the one that moves.
# Guess from before: the iterator hands out copies; if any iterator works twice, then ExistingDataSetIterator (which does not).
# Hurt: who trains on single rows, or whose rows leave a remainder of one: those rows drift away from epoch to epoch, without a word.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.deeplearning4j</groupId><artifactId>deeplearning4j-nn</artifactId><version>1.0.0-M2.1</version></dependency>
    <dependency><groupId>org.deeplearning4j</groupId><artifactId>deeplearning4j-utility-iterators</artifactId><version>1.0.0-M2.1</version></dependency>
    <dependency><groupId>org.nd4j</groupId><artifactId>nd4j-native</artifactId><version>1.0.0-M2.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
XML
mvn --batch-mode --quiet dependency:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

public class Finding {
  /** The last row that the second epoch hands out. */
  static double lastOfSecondEpoch(int rows, int batch) {
    DataSet all = new DataSet(Nd4j.arange(1, rows + 1).mul(10).reshape(rows, 1), Nd4j.zeros(rows, 1));
    NormalizerStandardize normalizer = new NormalizerStandardize();
    normalizer.fit(all);
    ListDataSetIterator<DataSet> iterator = new ListDataSetIterator<>(all.asList(), batch);
    iterator.setPreProcessor(normalizer);
    double last = 0;
    for (int epoch = 0; epoch < 2; epoch++) {
      iterator.reset();
      while (iterator.hasNext()) {
        DataSet next = iterator.next();
        last = next.getFeatures().getDouble(next.numExamples() - 1);
      }
    }
    return last;
  }

  public static void main(String[] args) {
    System.out.println("4 rows, batches of 1: " + lastOfSecondEpoch(4, 1) + "; batches of 2: " + lastOfSecondEpoch(4, 2) + "; 5 rows, batches of 2: " + lastOfSecondEpoch(5, 2));
    check(Math.abs(lastOfSecondEpoch(4, 1) + 2.1161) < 1e-3);
    check(Math.abs(lastOfSecondEpoch(4, 2) - 1.3416) < 1e-3);
    check(lastOfSecondEpoch(5, 2) < -1);
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
