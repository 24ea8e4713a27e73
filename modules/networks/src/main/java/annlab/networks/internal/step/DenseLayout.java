package annlab.networks.internal.step;

import annlab.kernels.Matrix;
import annlab.kernels.Numbers;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.Dense;
import annlab.networks.layers.LayerShapes;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Where a network's parameters lie on the heap: for each dense layer the kernel, [inputs, units] in
 * panels, then the biases. DL4J has them unit by unit in one flat vector outside the heap; an
 * optimizer's state lies in both places as the parameters do.
 */
final class DenseLayout {
  /** A layer's part. */
  record Part(Dense dense, int inputs, int kernelAt, int biasAt, int flatAt) {
    int units() {
      return dense.units();
    }
  }

  private final boolean twice;
  private final List<Part> parts = new ArrayList<>();
  private final int size;
  private final int flatSize;

  DenseLayout(ModelSpec spec) {
    this.twice = spec.dataType() == DataType.DOUBLE;
    int at = 0;
    long flat = 0;
    for (LayerShapes shapes : LayerShapes.of(spec.layers())) {
      if (shapes.layer() instanceof Dense dense) {
        int inputs = Math.toIntExact(shapes.inputs());
        int bias = Math.addExact(at, Matrix.size(twice, inputs, dense.units()));
        parts.add(new Part(dense, inputs, at, bias, Math.toIntExact(flat)));
        at = bias + Matrix.size(twice, 1, dense.units());
      }
      flat += shapes.parameters();
    }
    this.size = at;
    this.flatSize = Math.toIntExact(flat);
  }

  boolean doublePrecision() {
    return twice;
  }

  List<Part> parts() {
    return parts;
  }

  /** As many zeros as there are parameters, padding included. */
  Numbers zeros() {
    return Numbers.zeros(twice, size);
  }

  /** As many zeros as DL4J has parameters. */
  Numbers flatZeros() {
    return Numbers.zeros(twice, flatSize);
  }

  Matrix kernel(Numbers numbers, Part part) {
    return Matrix.panels(numbers, part.kernelAt(), part.inputs(), part.units());
  }

  Matrix bias(Numbers numbers, Part part) {
    return Matrix.row(numbers, part.biasAt(), part.units());
  }

  /**
   * Takes over what a row holds that is as a flat vector of DL4J's.
   *
   * @param scratch of {@link #flatZeros}
   */
  void read(HostRows rows, int row, Numbers scratch, Numbers into) {
    rows.read(row, scratch, 0);
    for (Part part : parts) {
      kernel(into, part).readColumns(scratch, part.flatAt(), part.inputs());
      into.copy(scratch, part.flatAt() + part.inputs() * part.units(), part.biasAt(), part.units());
    }
  }

  /** The way back. */
  void write(Numbers from, Numbers scratch, HostRows rows, int row) {
    for (Part part : parts) {
      kernel(from, part).writeColumns(scratch, part.flatAt(), part.inputs());
      scratch.copy(from, part.biasAt(), part.flatAt() + part.inputs() * part.units(), part.units());
    }
    rows.write(row, scratch, 0);
  }
}
