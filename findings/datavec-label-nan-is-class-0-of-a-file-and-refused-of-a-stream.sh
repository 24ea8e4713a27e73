#!/usr/bin/env bash
# One and the same CSV text gives class 0 for a label NaN when it comes from a file, and an exception when it comes from a stream.
# Versions: Deeplearning4j and DataVec 1.0.0-M2.1. Date: 2026-11-29.
# Seen: from a FileSplit the label NaN is class 0 and 1.7 is class 1; from an InputStreamInputSplit both are refused as not numeric.
# Guess from before: both refuse it: a class is an integer, and the reader cannot know where its text comes from.
# Hurt: who trains from files: rows without a label join the first class; and who tests with strings what runs on files.
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
    <dependency><groupId>org.deeplearning4j</groupId><artifactId>deeplearning4j-datavec-iterators</artifactId><version>1.0.0-M2.1</version></dependency>
    <dependency><groupId>org.datavec</groupId><artifactId>datavec-api</artifactId><version>1.0.0-M2.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
XML
mvn --batch-mode --quiet dependency:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.split.FileSplit;
import org.datavec.api.split.InputSplit;
import org.datavec.api.split.InputStreamInputSplit;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;

public class Finding {
  static String label(InputSplit split) throws Exception {
    CSVRecordReader reader = new CSVRecordReader();
    reader.initialize(split);
    try {
      return "class " + new RecordReaderDataSetIterator(reader, 10, 2, 2).next().getLabels().argMax(1).getInt(0);
    } catch (RuntimeException e) {
      return "refused";
    }
  }

  static String both(String csv) throws Exception {
    Path file = Files.createTempFile(Path.of("."), "rows", ".csv");
    Files.writeString(file, csv);
    return label(new FileSplit(file.toFile())) + ", " + label(new InputStreamInputSplit(new ByteArrayInputStream(csv.getBytes())));
  }

  public static void main(String[] args) throws Exception {
    System.out.println("label NaN: " + both("1,2,NaN\n") + "; label 1.7: " + both("1,2,1.7\n") + "; label 1: " + both("1,2,1\n"));
    check(both("1,2,NaN\n").equals("class 0, refused") && both("1,2,1.7\n").equals("class 1, refused"));
    check(both("1,2,1\n").equals("class 1, class 1"));
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
