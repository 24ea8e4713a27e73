package annlab.kernels;

/** {@link Products} in double precision. */
final class DoubleProducts extends Products {
  static final DoubleProducts CURRENT = new DoubleProducts();

  private static double[] array(Numbers numbers) {
    return ((DoubleNumbers) numbers).array();
  }

  @Override
  void multiply(Matrix.Job job) {
    DoubleBlocks blocks = Kernels.doubles();
    Team.share(
        job,
        Matrix.panel(true),
        (fromColumn, toColumn, fromRow, toRow) ->
            part(blocks, job, fromColumn, toColumn, fromRow, toRow));
  }

  private static void part(
      DoubleBlocks blocks, Matrix.Job job, int fromColumn, int toColumn, int fromRow, int toRow) {
    Matrix a = job.a();
    Matrix b = job.b();
    Matrix c = job.c();
    Matrix start = job.start();
    int panel = Matrix.panel(true);
    for (int column = fromColumn; column < toColumn; column += panel) {
      int width = c.panelWidth(column);
      for (int depth = 0; depth < job.inner(); depth += DEPTH) {
        Matrix from = depth == 0 ? start : c;
        int fromStride =
            depth == 0 ? start.panelStride(column) * job.startRow() : c.panelStride(column);
        blocks.multiply(
            array(a.numbers),
            a.at + fromRow * job.aRow() + depth * job.aColumn(),
            job.aRow(),
            job.aColumn(),
            array(b.numbers),
            b.panelAt(column) + depth * b.panelStride(column),
            b.panelStride(column),
            array(from.numbers),
            from.panelAt(column) + fromRow * fromStride,
            fromStride,
            array(c.numbers),
            c.panelAt(column) + fromRow * c.panelStride(column),
            c.panelStride(column),
            toRow - fromRow,
            width,
            Math.min(DEPTH, job.inner() - depth));
      }
    }
  }

  @Override
  void transpose(Matrix from, Matrix to) {
    double[] source = array(from.numbers);
    double[] target = array(to.numbers);
    int panel = Matrix.panel(true);
    for (int column = 0; column < from.columns; column += panel) {
      int columns = Math.min(panel, from.columns - column);
      int stride = from.panelStride(column);
      for (int row = 0; row < to.columns; row += panel) {
        int rows = Math.min(panel, to.columns - row);
        int targetStride = to.panelStride(row);
        int sourceAt = from.panelAt(column) + row * stride;
        int targetAt = to.panelAt(row) + column * targetStride;
        for (int j = 0; j < columns; j++) {
          for (int i = 0; i < rows; i++) {
            target[targetAt + j * targetStride + i] = source[sourceAt + i * stride + j];
          }
        }
      }
    }
  }

  @Override
  void rectify(Numbers numbers, int at, int count) {
    double[] a = array(numbers);
    for (int i = at; i < at + count; i++) {
      a[i] = Math.max(0.0, a[i]);
    }
  }

  @Override
  void mask(Numbers numbers, int at, Numbers output, int outputAt, int count) {
    Kernels.doubles().mask(array(numbers), at, array(output), outputAt, count);
  }

  @Override
  void add(Numbers numbers, int at, Numbers other, int otherAt, int count) {
    double[] a = array(numbers);
    double[] b = array(other);
    for (int i = 0; i < count; i++) {
      a[at + i] += b[otherAt + i];
    }
  }

  @Override
  void read(Matrix matrix, double[] into, int rows) {
    double[] a = array(matrix.numbers);
    for (int row = 0; row < rows; row++) {
      int at = matrix.rowAt(row);
      int to = row * matrix.columns;
      for (int j = 0; j < matrix.columns; j++) {
        into[to + j] = a[at + j];
      }
    }
  }

  @Override
  void write(Matrix matrix, double[] from, double factor, int rows) {
    double[] a = array(matrix.numbers);
    for (int row = 0; row < rows; row++) {
      int to = matrix.rowAt(row);
      int at = row * matrix.columns;
      for (int j = 0; j < matrix.columns; j++) {
        a[to + j] = (factor * from[at + j]);
      }
    }
  }

  @Override
  void multiply(Matrix matrix, double[] factors, int rows) {
    double[] a = array(matrix.numbers);
    for (int row = 0; row < rows; row++) {
      int to = matrix.rowAt(row);
      int at = row * matrix.columns;
      for (int j = 0; j < matrix.columns; j++) {
        a[to + j] *= factors[at + j];
      }
    }
  }

  @Override
  void standardize(Matrix matrix, Numbers mean, Numbers deviation, int rows) {
    double[] a = array(matrix.numbers);
    double[] m = array(mean);
    double[] d = array(deviation);
    for (int row = 0; row < rows; row++) {
      int at = matrix.rowAt(row);
      for (int j = 0; j < m.length; j++) {
        a[at + j] = (a[at + j] - m[j]) / d[j];
      }
    }
  }

  @Override
  void readColumns(Matrix matrix, Numbers from, int fromAt, int rows) {
    double[] a = array(matrix.numbers);
    double[] b = array(from);
    int panel = Matrix.panel(true);
    for (int row = 0; row < rows; row++) {
      for (int first = 0; first < matrix.columns; first += panel) {
        int to = matrix.panelAt(first) + row * matrix.panelStride(first);
        int columns = Math.min(panel, matrix.columns - first);
        for (int j = 0; j < columns; j++) {
          a[to + j] = b[fromAt + (first + j) * rows + row];
        }
      }
    }
  }

  @Override
  void writeColumns(Matrix matrix, Numbers into, int intoAt, int rows) {
    double[] a = array(matrix.numbers);
    double[] b = array(into);
    int panel = Matrix.panel(true);
    for (int first = 0; first < matrix.columns; first += panel) {
      int columns = Math.min(panel, matrix.columns - first);
      int at = matrix.panelAt(first);
      int stride = matrix.panelStride(first);
      for (int j = 0; j < columns; j++) {
        for (int row = 0; row < rows; row++) {
          b[intoAt + (first + j) * rows + row] = a[at + row * stride + j];
        }
      }
    }
  }
}
