#!/usr/bin/env bash
# Encog's ReadCSV gives the value of the row before for a last field that is empty or missing.
# Versions: Encog 3.4.0. Date: 2026-11-29.
# Seen: of the rows 1,2 and 3, and 4,5 the second field is read as 2, 2, 5; so it is if the comma is missing too. An empty field in the middle is
# empty.
# Guess from before: an error, or NaN.
# Hurt: whose target is the last column: a row without a target is trained with that of its neighbour.
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
import java.nio.file.Files;
import java.nio.file.Path;
import org.encog.util.csv.ReadCSV;

public class Finding {
  static String second(String text) throws Exception {
    Path file = Files.createTempFile(Path.of("."), "rows", ".csv");
    Files.writeString(file, text);
    ReadCSV csv = new ReadCSV(file.toString(), false, ',');
    StringBuilder values = new StringBuilder();
    while (csv.next()) {
      values.append(csv.getDouble(1)).append(' ');
    }
    csv.close();
    return values.toString().strip();
  }

  public static void main(String[] args) throws Exception {
    System.out.println("an empty field: " + second("1,2\n3,\n4,5\n") + "; no field: " + second("1,2\n3\n4,5\n"));
    check(second("1,2\n3,\n4,5\n").equals("2.0 2.0 5.0") && second("1,2\n3\n4,5\n").equals("2.0 2.0 5.0"));
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
