#!/usr/bin/env bash
# ND4J's arrays are not counted in org.bytedeco.javacpp.maxbytes, by which Deeplearning4j's documentation bounds the memory outside the heap.
# Versions: ND4J 1.0.0-M2.1, JavaCPP 1.5.7. Date: 2026-11-30.
# Seen: 20 arrays of 40 MB each are made and kept under a limit of 100 MB; JavaCPP counts a few hundred bytes in all, the process takes over 800 MB.
# Guess from before: an OutOfMemoryError of JavaCPP at the third array, or at least a collection of garbage that it triggers near the limit.
# Hurt: who gives a process 1 GB by that setting in a container of 2 GB: nothing stops it, and garbage outside the heap is collected only when the heap is
# full. Copies of the parameters that an optimizer left behind grew to 2 GB beside a heap that was a tenth full. maxphysicalbytes does bind, and costs time.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.nd4j</groupId><artifactId>nd4j-native</artifactId><version>1.0.0-M2.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
XML
mvn --batch-mode --quiet dependency:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

public class Finding {
  public static void main(String[] args) {
    List<INDArray> kept = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      kept.add(Nd4j.zeros(DataType.FLOAT, 10_000_000));
    }
    System.out.println(
        kept.size() + " arrays of 40 MB within " + Pointer.maxBytes() + " bytes: counted " + Pointer.totalBytes()
            + " bytes, resident " + Pointer.physicalBytes() / 1_000_000 + " MB");
    if (Pointer.totalBytes() > 100_000 || Pointer.physicalBytes() < 800_000_000L || kept.get(0).getFloat(0) != 0) {
      throw new AssertionError("it behaves otherwise now");
    }
  }
}
JAVA
java -Xmx300m -Dorg.bytedeco.javacpp.maxbytes=100m -Dorg.bytedeco.javacpp.maxphysicalbytes=0 --class-path "lib/*" Finding.java
echo "as found"
