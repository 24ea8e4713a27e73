package annlab.experiments.estimators;

import annlab.datasets.Samples;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Small pictures with one bright rectangle each, and where it is.
 *
 * @param x double, shape [pictures, 144]: rows of 12 x 12 pixels, about 0 or about 1
 * @param boxes double, shape [pictures, 4]: centre to the right, centre downwards, width, height,
 *     in pixels
 */
record BoxImages(INDArray x, INDArray boxes) {
  static final int SIDE = 12;
  private static final int MIN_SIZE = 3;
  private static final int MAX_SIZE = 8;

  /** Deviation of the noise on each pixel: the rectangle stays plain to see. */
  private static final double NOISE = 0.1;

  static BoxImages random(SplittableRandom random, int pictures) {
    double[][] x = new double[pictures][SIDE * SIDE];
    double[][] boxes = new double[pictures][];
    for (int i = 0; i < pictures; i++) {
      int width = random.nextInt(MIN_SIZE, MAX_SIZE + 1);
      int height = random.nextInt(MIN_SIZE, MAX_SIZE + 1);
      int left = random.nextInt(SIDE - width + 1);
      int top = random.nextInt(SIDE - height + 1);
      for (int pixel = 0; pixel < x[i].length; pixel++) {
        int column = pixel % SIDE - left;
        int row = pixel / SIDE - top;
        boolean inside = column >= 0 && column < width && row >= 0 && row < height;
        x[i][pixel] = (inside ? 1 : 0) + NOISE * Noise.normal(random);
      }
      boxes[i] = new double[] {left + width / 2.0, top + height / 2.0, width, height};
    }
    return new BoxImages(Nd4j.createFromArray(x), Nd4j.createFromArray(boxes));
  }

  /** The pictures with some of the four numbers as targets. */
  Samples targets(int from, int to) {
    return new Samples(x, boxes.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to)).dup('c'));
  }

  /** The mean overlap of predicted and true rectangles: common area over joint area. */
  static double overlap(INDArray predicted, INDArray truth) {
    double[][] a = predicted.toDoubleMatrix();
    double[][] b = truth.toDoubleMatrix();
    double total = 0;
    for (int i = 0; i < a.length; i++) {
      double common = shared(a[i], b[i], 0) * shared(a[i], b[i], 1);
      double joint = Math.max(0, a[i][2]) * Math.max(0, a[i][3]) + b[i][2] * b[i][3] - common;
      total += common / joint;
    }
    return total / a.length;
  }

  /** How much two rectangles share along one side. */
  private static double shared(double[] a, double[] b, int side) {
    double low = Math.max(a[side] - a[2 + side] / 2, b[side] - b[2 + side] / 2);
    double high = Math.min(a[side] + a[2 + side] / 2, b[side] + b[2 + side] / 2);
    return Math.max(0, high - low);
  }
}
