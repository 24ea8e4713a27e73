#!/usr/bin/env bash
# jHDF reads zeros from chunks that were never written, where the file gives another fill value, and null from a data set without any.
# Versions: jHDF 0.13.0; the file is written and read back by h5py 3.14.0. Date: 2026-11-30.
# Seen: of a 4 x 4 data set with fill value 7 and chunks of 2 x 2 the first element is written: h5py reads 1 and fifteen 7s, jHDF 1, three 7s (the rest of
# its chunk) and twelve 0s. A data set that has grown from 2 to 5 ends in 0s instead of 9s; one of three integers without any data is null.
# getFillValue gives the 7.
# Guess from before: the fill value in every place, as libhdf5 reads it.
# Hurt: who marks "not measured" by a fill value (NaN, -1, -9999, as NetCDF-4 files do): what was never measured becomes a 0 among the data.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 h5py==3.14.0
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import h5py
import numpy as np

with h5py.File("sparse.h5", "w") as file:
    file.create_dataset("partly", (4, 4), "f4", chunks=(2, 2), fillvalue=7)[0, 0] = 1
    grown = file.create_dataset("grown", (2,), "f4", maxshape=(None,), chunks=(2,), fillvalue=9)
    grown[:] = [1, 2]
    grown.resize((5,))
    file.create_dataset("never", (3,), "i4", fillvalue=5)
with h5py.File("sparse.h5") as file:
    read = [file[name][:].tolist() for name in ("partly", "grown", "never")]
print("h5py:", *read)
assert read == [[[1, 7, 7, 7]] + [[7] * 4] * 3, [1, 2, 9, 9, 9], [5, 5, 5]]
PYTHON
cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.jhdf</groupId><artifactId>jhdf</artifactId><version>0.13.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
XML
mvn --batch-mode --quiet dependency:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import io.jhdf.HdfFile;
import java.nio.file.Path;
import java.util.Arrays;

public class Finding {
  public static void main(String[] args) {
    try (HdfFile file = new HdfFile(Path.of("sparse.h5"))) {
      float[][] partly = (float[][]) file.getDatasetByPath("partly").getData();
      float[] grown = (float[]) file.getDatasetByPath("grown").getData();
      Object never = file.getDatasetByPath("never").getData();
      Object fill = file.getDatasetByPath("partly").getFillValue();
      System.out.println("jHDF: " + Arrays.deepToString(partly) + " " + Arrays.toString(grown) + " " + never + ", fill value " + fill);
      check(Arrays.deepEquals(partly, new float[][] {{1, 7, 0, 0}, {7, 7, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}}));
      check(Arrays.equals(grown, new float[] {1, 2, 0, 0, 0}));
      check(never == null && Float.valueOf(7).equals(fill));
    }
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
