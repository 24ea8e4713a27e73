package annlab.networks.internal.step;

import annlab.kernels.Numbers;
import annlab.networks.internal.data.HostArrays;
import annlab.networks.internal.spec.ModelSpec;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The forward pass of a {@link DenseStack}. */
public final class DenseForward implements ForwardPass {
  /** Large enough for the matrix products, small enough for the cache. */
  private static final int ROWS = 256;

  private final ModelSpec spec;
  private final MultiLayerNetwork network;
  private final DenseLayout layout;
  private final Numbers parameters;
  private final Numbers scratch;
  private @Nullable HostRows shown;
  private @Nullable DenseStack stack;
  private int capacity;
  private double[] part = {};
  private double[] sums = {};

  public DenseForward(ModelSpec spec, MultiLayerNetwork network) {
    this.spec = spec;
    this.network = network;
    this.layout = new DenseLayout(spec);
    this.parameters = layout.zeros();
    this.scratch = layout.flatZeros();
  }

  @Override
  public void begin() {
    HostRows rows = HostRows.of(network.params(), 1, shown);
    shown = rows;
    layout.read(rows, 0, scratch, parameters);
  }

  @Override
  public double[] sums(INDArray x) {
    int outputs = spec.output().units();
    int all = Math.toIntExact(x.size(0));
    int size = Math.multiplyExact(all, outputs);
    if (sums.length < size) {
      sums = new double[size];
    }
    DenseStack layers = layers(Math.min(all, ROWS));
    HostRows rows = new HostRows(x);
    for (int from = 0; from < all; from += ROWS) {
      int count = Math.min(ROWS, all - from);
      rows.read(from, count, layers.input());
      layers.sums(count, -1, part);
      System.arraycopy(part, 0, sums, from * outputs, count * outputs);
    }
    return sums;
  }

  private DenseStack layers(int rows) {
    DenseStack layers = stack;
    if (layers == null || rows > capacity) {
      capacity = rows;
      part = new double[rows * spec.output().units()];
      layers = new DenseStack(spec, network, layout, parameters, rows);
      stack = layers;
    }
    return layers;
  }

  @Override
  public INDArray outputs(INDArray x) {
    int outputs = spec.output().units();
    int rows = Math.toIntExact(x.size(0));
    double[] z = sums(x);
    double[] values = new double[rows * outputs];
    for (int row = 0; row < rows; row++) {
      spec.output().activation().apply(z, values, row * outputs, outputs);
    }
    return HostArrays.create(values, rows, outputs, spec.dataType());
  }
}
