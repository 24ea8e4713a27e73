package annlab.networks;

import annlab.networks.internal.data.RowGatherer;
import annlab.networks.internal.step.Vector;
import annlab.networks.optimizers.Adam;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a fused step is made of, at the sizes of the network 784-300-100-10 and batches of 32 rows.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseSerialGC", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"})
public class KernelBenchmark {
  private static final int ROWS = 32;
  private static final int INPUTS = 784;
  private static final int UNITS = 300;
  private static final int PARAMETERS = 266_610;

  /** The floating type of all numbers. */
  @Param({"FLOAT", "DOUBLE"})
  public String type = "FLOAT";

  private final Adam optimizer = new Adam(1e-3);
  private final int[] order = IntStream.range(0, 1000).map(i -> i * 7 % 1000).toArray();
  private int at;
  private RowGatherer gatherer;
  private Vector inputs;
  private Vector kernel;
  private Vector outputs;
  private Vector biases;
  private Vector parameters;
  private Vector gradient;
  private Vector mean;
  private Vector square;

  /** Draws everything. */
  @Setup
  public void draw() {
    DataType numbers = DataType.valueOf(type);
    gatherer = new RowGatherer(Nd4j.rand(numbers, 1000, INPUTS), ROWS);
    inputs = drawn(numbers, ROWS * INPUTS);
    kernel = drawn(numbers, INPUTS * UNITS);
    outputs = drawn(numbers, ROWS * UNITS);
    biases = drawn(numbers, ROWS * UNITS);
    parameters = drawn(numbers, PARAMETERS);
    gradient = drawn(numbers, PARAMETERS);
    mean = drawn(numbers, PARAMETERS);
    square = drawn(numbers, PARAMETERS);
  }

  private static Vector drawn(DataType numbers, int count) {
    INDArray memory = Nd4j.rand(numbers, count);
    Vector vector = Vector.over(memory);
    vector.pull(count);
    return vector;
  }

  /** The next batch's rows, from all over the inputs into the buffer. */
  @Benchmark
  public void gather() {
    at = (at + ROWS) % (order.length - ROWS);
    gatherer.gather(order, at, ROWS);
  }

  /** The first layer's product [32, 784] x [784, 300]: what the others are to be small beside. */
  @Benchmark
  public void product() {
    outputs.gemm(false, false, ROWS, UNITS, INPUTS, 1, inputs, kernel, 0);
  }

  /** Its product onto the heap, bias and ReLU, and back. */
  @Benchmark
  public void biasAndRelu() {
    outputs.pull(ROWS * UNITS);
    outputs.addRelu(biases, ROWS * UNITS);
    outputs.push(ROWS * UNITS);
  }

  /** The gradient behind a ReLU. */
  @Benchmark
  public void reluMask() {
    outputs.maskOutside(biases, ROWS * UNITS);
  }

  /** Gradient descent on all 266,610 parameters, copies included. */
  @Benchmark
  public void descent() {
    gradient.pull(PARAMETERS);
    parameters.descend(gradient, 1e-9);
    parameters.push(PARAMETERS);
  }

  /** Adam on all of them, copies included. */
  @Benchmark
  public void adam() {
    gradient.pull(PARAMETERS);
    parameters.adam(gradient, mean, square, 1e-9, optimizer);
    parameters.push(PARAMETERS);
  }
}
