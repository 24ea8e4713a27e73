package annlab.kernels;

/**
 * A matrix within {@link Numbers}, padded so that no kernel meets an edge: to an even number of
 * rows and to columns that fill {@value #UNIT} bytes. The padding holds zeros wherever it could
 * reach a result.
 *
 * <p>Row by row it holds activations. Cut into panels, {@value #PANEL} bytes wide and each of them
 * row by row, it holds weights: a product then reads them from one end to the other.
 */
public final class Matrix {
  static final int UNIT = 64;
  static final int PANEL = 256;

  final Numbers numbers;
  final int at;
  final int height;
  final int columns;

  /** Columns with the padding. */
  final int width;

  /** From one row to the next; 0 in panels. */
  final int stride;

  private final int panel;

  private Matrix(Numbers numbers, int at, int height, int columns, boolean panels) {
    boolean twice = numbers instanceof DoubleNumbers;
    int unit = unit(twice);
    this.numbers = numbers;
    this.at = at;
    this.height = height;
    this.columns = columns;
    this.width = (columns + unit - 1) / unit * unit;
    this.stride = panels ? 0 : width;
    this.panel = panel(twice);
  }

  private static int unit(boolean doublePrecision) {
    return UNIT / (doublePrecision ? Double.BYTES : Float.BYTES);
  }

  static int panel(boolean doublePrecision) {
    return PANEL / (doublePrecision ? Double.BYTES : Float.BYTES);
  }

  private static int even(int rows) {
    return (rows + 1) / 2 * 2;
  }

  /**
   * The numbers that a matrix takes, with its padding.
   *
   * @param doublePrecision whether they are doubles
   * @param rows of the matrix
   * @param columns of the matrix
   * @return at least rows times columns
   */
  public static int size(boolean doublePrecision, int rows, int columns) {
    int unit = unit(doublePrecision);
    return Math.multiplyExact(even(rows), (columns + unit - 1) / unit * unit);
  }

  /**
   * A matrix of zeros, row by row.
   *
   * @param doublePrecision whether they are doubles
   * @param rows of the matrix
   * @param columns of the matrix
   * @return a matrix in numbers of its own
   */
  public static Matrix rows(boolean doublePrecision, int rows, int columns) {
    Numbers numbers = Numbers.zeros(doublePrecision, size(doublePrecision, rows, columns));
    return new Matrix(numbers, 0, even(rows), columns, false);
  }

  /**
   * A single row within numbers, biases for example.
   *
   * @param numbers that hold it
   * @param at where it begins
   * @param columns of the row
   * @return a matrix over the same numbers
   */
  public static Matrix row(Numbers numbers, int at, int columns) {
    return new Matrix(numbers, at, 1, columns, false);
  }

  /**
   * A matrix in panels within numbers.
   *
   * @param numbers that hold it
   * @param at where it begins
   * @param rows of the matrix
   * @param columns of the matrix
   * @return a matrix over the same numbers
   */
  public static Matrix panels(Numbers numbers, int at, int rows, int columns) {
    return new Matrix(numbers, at, even(rows), columns, true);
  }

  /**
   * The numbers that hold it.
   *
   * @return shared
   */
  public Numbers numbers() {
    return numbers;
  }

  /**
   * Columns without the padding.
   *
   * @return at least 1
   */
  public int columns() {
    return columns;
  }

  /**
   * Where a row begins, in a matrix that lies row by row.
   *
   * @param row from 0
   * @return an index into {@link #numbers}
   */
  public int rowAt(int row) {
    return at + row * width;
  }

  /** Width of the panel that begins at a column; all of it row by row. */
  int panelWidth(int column) {
    return Math.min(panel, width - column);
  }

  /** Where the panel that begins at a column begins. */
  int panelAt(int column) {
    return stride == 0 ? at + column * height : at + column;
  }

  /** From one row to the next within that panel. */
  int panelStride(int column) {
    return stride == 0 ? panelWidth(column) : stride;
  }

  /**
   * Where an element is.
   *
   * @param row from 0
   * @param column from 0
   * @return an index into {@link #numbers}
   */
  public int index(int row, int column) {
    int first = column / panel * panel;
    return panelAt(first) + row * panelStride(first) + column - first;
  }

  /**
   * {@code this = start + a b}: each element starts from the one row {@code start}, then the
   * products are added one after the other, each with one rounding.
   *
   * @param start a row as wide as this
   * @param a row by row, [rows, inner]
   * @param b [inner, columns]
   * @param rows rows to compute; one more may be, of a's padding
   * @param inner columns of a
   */
  public void product(Matrix start, Matrix a, Matrix b, int rows, int inner) {
    Products.of(numbers).multiply(new Job(a, a.width, 1, b, start, 0, this, even(rows), inner));
  }

  /**
   * {@code this += a' b}: to each element the products of the rows are added one after the other,
   * each with one rounding.
   *
   * @param a row by row, [rows, height]
   * @param b row by row, [rows, columns]
   * @param rows rows of both
   */
  public void addTransposed(Matrix a, Matrix b, int rows) {
    Products.of(numbers).multiply(new Job(a, 1, a.width, b, this, 1, this, height, rows));
  }

  /**
   * {@code this = other'}, both in panels.
   *
   * @param other with as many rows as this has columns
   */
  public void transpose(Matrix other) {
    Products.of(numbers).transpose(other, this);
  }

  /**
   * {@code this = max(0, this)} in the first rows; NaN stays.
   *
   * @param rows how many
   */
  public void rectify(int rows) {
    Products.of(numbers).rectify(numbers, at, rows * width);
  }

  /**
   * {@code this = 0} wherever the output of a rectifier is not above 0, in the first rows.
   *
   * @param output as wide as this
   * @param rows how many
   */
  public void mask(Matrix output, int rows) {
    Products.of(numbers).mask(numbers, at, output.numbers, output.at, rows * width);
  }

  /**
   * Adds up the columns of the first rows of a matrix, row after row.
   *
   * @param matrix as wide as this one row
   * @param rows how many
   */
  public void addRows(Matrix matrix, int rows) {
    for (int row = 0; row < rows; row++) {
      Products.of(numbers).add(numbers, at, matrix.numbers, matrix.rowAt(row), width);
    }
  }

  /**
   * Copies the first rows to the first places of an array, without the padding.
   *
   * @param into row by row
   * @param rows how many
   */
  public void read(double[] into, int rows) {
    Products.of(numbers).read(this, into, rows);
  }

  /**
   * Sets the first rows, each number rounded to the type.
   *
   * @param from row by row, without padding
   * @param rows how many
   */
  public void write(double[] from, int rows) {
    Products.of(numbers).write(this, from, 1, rows);
  }

  /**
   * Sets the first rows to multiples, each rounded to the type.
   *
   * @param from row by row, without padding
   * @param factor of each number
   * @param rows how many
   */
  public void write(double[] from, double factor, int rows) {
    Products.of(numbers).write(this, from, factor, rows);
  }

  /**
   * Multiplies the first rows by an array, rounded to the type.
   *
   * @param factors row by row, without padding
   * @param rows how many
   */
  public void multiply(double[] factors, int rows) {
    Products.of(numbers).multiply(this, factors, rows);
  }

  /**
   * Standardizes the first rows: {@code (this - mean) / deviation}.
   *
   * @param mean a number for each column
   * @param deviation a number for each column
   * @param rows how many
   */
  public void standardize(Numbers mean, Numbers deviation, int rows) {
    Products.of(numbers).standardize(this, mean, deviation, rows);
  }

  /**
   * Copies all, from where it lies column by column.
   *
   * @param from numbers of the same type
   * @param fromAt where the first column begins in them
   * @param rows of this, without padding
   */
  public void readColumns(Numbers from, int fromAt, int rows) {
    Products.of(numbers).readColumns(this, from, fromAt, rows);
  }

  /**
   * Copies all to where it lies column by column.
   *
   * @param into numbers of the same type
   * @param intoAt where the first column begins in them
   * @param rows of this, without padding
   */
  public void writeColumns(Numbers into, int intoAt, int rows) {
    Products.of(numbers).writeColumns(this, into, intoAt, rows);
  }

  /**
   * One product of matrices: {@code c = start + a b}.
   *
   * @param a row by row
   * @param aRow from one row of a, as the product takes it, to the next
   * @param aColumn from one column to the next
   * @param b of as many rows as a has columns
   * @param start what each element starts from
   * @param startRow 1 if each row has its own, 0 if all start from one
   * @param c takes the product
   * @param rows of c, an even number
   * @param inner columns of a
   */
  record Job(
      Matrix a,
      int aRow,
      int aColumn,
      Matrix b,
      Matrix start,
      int startRow,
      Matrix c,
      int rows,
      int inner) {}
}
