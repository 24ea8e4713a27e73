package annlab.experiments.deeplearning4j;

import static annlab.experiments.deeplearning4j.Difference.differing;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What ND4J's arrays compute otherwise than NumPy's. */
final class ArrayOperations {
  private ArrayOperations() {}

  static List<Difference> all() {
    return List.of(
        differing(
                "std",
                Topic.ARRAYS,
                "Variance and standard deviation divide by one less than the numbers.")
            .in(Libraries.NUMPY, "np.std([1, 2, 3, 4])", Math.sqrt(1.25))
            .dl4j(
                "array.stdNumber()",
                Math.sqrt(5 / 3.0),
                Tolerance.DOUBLES,
                ArrayOperations::sampleDeviation)
            .instead("stdNumber(false)", Tolerance.DOUBLES, ArrayOperations::deviation),
        differing(
                "float-mean",
                Topic.ARRAYS,
                "Sums of float32 run along the array in float32: the mean of a million times 0.1 is"
                    + " wrong in its third digit. NumPy adds pairwise.")
            .in(Libraries.NUMPY, "np.full(1_000_000, 0.1, np.float32).mean()", 0.1)
            .dl4j(
                "array.mean(1)",
                0.100958347,
                new Tolerance(1e-5, "one row is added in one order"),
                () -> mean(DataType.FLOAT))
            .instead(
                "castTo(DataType.DOUBLE) before",
                new Tolerance(1e-6, "0.1 itself is rounded to float32"),
                () -> mean(DataType.DOUBLE)),
        differing(
                "integer-sum", Topic.ARRAYS, "The sum of an int array is an int and wraps around.")
            .in(Libraries.NUMPY, "np.array([2_000_000_000] * 2).sum()", 4e9)
            .dl4j("array.sumNumber()", -294_967_296, Tolerance.COUNT, () -> sum(DataType.INT32))
            .instead("castTo(DataType.INT64) before", Tolerance.COUNT, () -> sum(DataType.INT64)),
        differing("integer-division", Topic.ARRAYS, "div of an int array cuts the fraction off.")
            .in(Libraries.NUMPY, "np.array([7]) / 2", 3.5)
            .dl4j("Nd4j.createFromArray(7).div(2)", 3, Tolerance.COUNT, () -> half(DataType.INT32))
            .instead(
                "castTo(DataType.DOUBLE) before", Tolerance.COUNT, () -> half(DataType.DOUBLE)),
        differing(
                "nan-scalar",
                Topic.ARRAYS,
                "A NaN that an array is multiplied by, or that is added to it, is taken for"
                    + " 0.00001: a mistake further up becomes a number that looks right.")
            .in(Libraries.NUMPY, "np.ones(3) * np.nan: how many are NaN", 3)
            .dl4j("array.mul(Double.NaN)", 0, Tolerance.COUNT, ArrayOperations::lostNaN)
            .instead(
                "multiply by an array of the same shape",
                Tolerance.COUNT,
                ArrayOperations::keptNaN),
        differing("argmax-nan", Topic.ARRAYS, "argMax and max pass over NaN.")
            .in(Libraries.NUMPY, "np.argmax([1, nan, 3])", 1)
            .dl4j("Nd4j.argMax(array, 0)", 2, Tolerance.COUNT, ArrayOperations::largest)
            .instead("ask isNaN first", Tolerance.COUNT, ArrayOperations::firstNaNOrLargest),
        differing(
                "percentile",
                Topic.ARRAYS,
                "A percentile between two numbers is taken at p (n + 1) / 100, NumPy's at"
                    + " p (n - 1) / 100 from the first.")
            .in(Libraries.NUMPY, "np.percentile([1, 2, 3, 4], 25)", 1.75)
            .dl4j("array.percentileNumber(25)", 1.25, Tolerance.DOUBLES, ArrayOperations::quarter)
            .instead(
                "interpolate in the sorted numbers oneself",
                Tolerance.DOUBLES,
                ArrayOperations::quarterOfNumpy),
        differing(
                "round-half",
                Topic.ARRAYS,
                "Halves are rounded away from zero, NumPy's to the even neighbour.")
            .in(Libraries.NUMPY, "np.round(2.5)", 2)
            .dl4j("Transforms.round(array)", 3, Tolerance.COUNT, ArrayOperations::rounded)
            .instead("Math.rint of each number", Tolerance.COUNT, ArrayOperations::roundedToEven),
        differing(
                "remainder",
                Topic.ARRAYS,
                "fmod and remainder do not agree with NumPy's remainder on negative numbers.")
            .in(Libraries.NUMPY, "np.remainder(-7.0, 3.0)", 2)
            .dl4j("array.fmod(3)", -1, Tolerance.COUNT, ArrayOperations::modulo)
            .instead("Nd4j.math.floorMod", Tolerance.COUNT, ArrayOperations::floorModulo),
        differing(
                "equals",
                Topic.ARRAYS,
                "equals lets numbers differ by 0.00001, also where the numbers are smaller.")
            .in(Libraries.NUMPY, "np.array_equal([1e-7], [5e-6])", 0)
            .dl4j("array.equals(other)", 1, Tolerance.COUNT, () -> equal(1e-5))
            .instead("equalsWithEps(other, 0)", Tolerance.COUNT, () -> equal(0)));
  }

  // listing: DL4J-std, DL4J-std-remedy
  static double sampleDeviation() {
    return Nd4j.createFromArray(1.0, 2.0, 3.0, 4.0).stdNumber().doubleValue();
  }

  static double deviation() {
    return Nd4j.createFromArray(1.0, 2.0, 3.0, 4.0).stdNumber(false).doubleValue();
  }

  // end listing

  // listing: DL4J-float-mean, DL4J-float-mean-remedy
  static double mean(DataType type) {
    long[] shape = {2, 1_000_000}; // a row is added up by one thread
    INDArray tenths = Nd4j.valueArrayOf(shape, 0.1, DataType.FLOAT);
    return tenths.castTo(type).mean(1).getDouble(0);
  }

  // end listing

  // listing: DL4J-integer-sum, DL4J-integer-sum-remedy
  static double sum(DataType type) {
    INDArray large = Nd4j.createFromArray(2_000_000_000, 2_000_000_000);
    INDArray sum = large.castTo(type).sum();
    return sum.getDouble(0);
  }

  // end listing

  // listing: DL4J-integer-division, DL4J-integer-division-remedy
  static double half(DataType type) {
    INDArray seven = Nd4j.createFromArray(7);
    INDArray half = seven.castTo(type).div(2);
    return half.getDouble(0);
  }

  // end listing

  private static double count(INDArray marked) {
    return marked.castTo(DataType.INT32).sumNumber().doubleValue();
  }

  // listing: DL4J-nan-scalar, DL4J-nan-scalar-remedy
  static double lostNaN() {
    return count(Nd4j.ones(3).mul(Double.NaN).isNaN());
  }

  static double keptNaN() {
    INDArray factors = Nd4j.valueArrayOf(new long[] {3}, Double.NaN, DataType.FLOAT);
    return count(Nd4j.ones(3).mul(factors).isNaN());
  }

  // end listing

  // listing: DL4J-argmax-nan, DL4J-argmax-nan-remedy
  static double largest() {
    return Nd4j.argMax(Nd4j.createFromArray(1, Double.NaN, 3), 0).getInt(0);
  }

  static double firstNaNOrLargest() {
    INDArray array = Nd4j.createFromArray(1, Double.NaN, 3);
    INDArray lost = array.isNaN();
    return Nd4j.argMax(lost.any() ? lost.castTo(DataType.INT32) : array, 0).getInt(0);
  }

  // end listing

  // listing: DL4J-percentile
  static double quarter() {
    INDArray array = Nd4j.createFromArray(1.0, 2.0, 3.0, 4.0);
    double percent = 25;
    return array.percentileNumber(percent).doubleValue();
  }

  // end listing

  // listing: DL4J-percentile-remedy
  static double quarterOfNumpy() {
    double[] sorted = Nd4j.createFromArray(1.0, 2.0, 3.0, 4.0).toDoubleVector();
    Arrays.sort(sorted);
    double place = 0.25 * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  // end listing

  // listing: DL4J-round-half, DL4J-round-half-remedy
  static double rounded() {
    return Transforms.round(Nd4j.createFromArray(2.5)).getDouble(0);
  }

  static double roundedToEven() {
    INDArray array = Nd4j.createFromArray(2.5);
    return Math.rint(array.getDouble(0));
  }

  // end listing

  // listing: DL4J-remainder, DL4J-remainder-remedy
  static double modulo() {
    return Nd4j.createFromArray(-7.0).fmod(3).getDouble(0);
  }

  static double floorModulo() {
    return Nd4j.math.floorMod(Nd4j.createFromArray(-7.0), Nd4j.createFromArray(3.0)).getDouble(0);
  }

  // end listing

  // listing: DL4J-equals, DL4J-equals-remedy
  static double equal(double tolerance) {
    INDArray array = Nd4j.createFromArray(1e-7);
    INDArray other = Nd4j.createFromArray(5e-6);
    boolean equal = tolerance == 0 ? array.equalsWithEps(other, 0) : array.equals(other);
    return equal ? 1 : 0;
  }

  // end listing
}
