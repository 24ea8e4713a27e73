package annlab.kernels;

import java.util.Arrays;

/** {@link Numbers} in double precision. */
public final class DoubleNumbers extends Numbers {
  private final double[] values;

  /**
   * Numbers in an array.
   *
   * @param values shared
   */
  public DoubleNumbers(double[] values) {
    this.values = values;
  }

  /**
   * The array that holds them.
   *
   * @return shared
   */
  public double[] array() {
    return values;
  }

  private static double[] of(Numbers numbers) {
    return ((DoubleNumbers) numbers).values;
  }

  @Override
  public int length() {
    return values.length;
  }

  @Override
  public double get(int index) {
    return values[index];
  }

  @Override
  public void set(int index, double value) {
    values[index] = value;
  }

  @Override
  public void fill(double value) {
    Arrays.fill(values, value);
  }

  @Override
  public void assign(Numbers other) {
    System.arraycopy(of(other), 0, values, 0, values.length);
  }

  @Override
  public void copy(Numbers other, int from, int at, int count) {
    System.arraycopy(of(other), from, values, at, count);
  }

  @Override
  public void multiply(double factor) {
    multiply(factor, 0, values.length);
  }

  @Override
  public void multiply(double factor, int from, int to) {
    double[] a = values;
    double f = factor;
    for (int i = from; i < to; i++) {
      a[i] *= f;
    }
  }

  @Override
  public void multiply(Numbers other) {
    double[] a = values;
    double[] b = of(other);
    for (int i = 0; i < a.length; i++) {
      a[i] *= b[i];
    }
  }

  @Override
  public void divide(Numbers other) {
    double[] a = values;
    double[] b = of(other);
    for (int i = 0; i < a.length; i++) {
      a[i] /= b[i];
    }
  }

  @Override
  public void add(double value) {
    double[] a = values;
    double b = value;
    for (int i = 0; i < a.length; i++) {
      a[i] += b;
    }
  }

  @Override
  public void add(Numbers other) {
    double[] a = values;
    double[] b = of(other);
    for (int i = 0; i < a.length; i++) {
      a[i] += b[i];
    }
  }

  @Override
  public void subtract(Numbers other) {
    double[] a = values;
    double[] b = of(other);
    for (int i = 0; i < a.length; i++) {
      a[i] -= b[i];
    }
  }

  @Override
  public void squareRoot() {
    double[] a = values;
    for (int i = 0; i < a.length; i++) {
      a[i] = Math.sqrt(a[i]);
    }
  }

  @Override
  public void sign() {
    double[] a = values;
    for (int i = 0; i < a.length; i++) {
      a[i] = Math.signum(a[i]);
    }
  }

  @Override
  public void addScaled(double factor, Numbers other, int from, int to) {
    double[] a = values;
    double[] b = of(other);
    double f = factor;
    for (int i = from; i < to; i++) {
      a[i] += f * b[i];
    }
  }

  @Override
  public void addSign(double factor, Numbers other, int from, int to) {
    double[] a = values;
    double[] b = of(other);
    double f = factor;
    for (int i = from; i < to; i++) {
      a[i] += f * Math.signum(b[i]);
    }
  }

  @Override
  public double squares(int from, int to) {
    double[] a = values;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = from;
    for (; i + CHAINS <= to; i += CHAINS) {
      s0 += a[i] * a[i];
      s1 += a[i + 1] * a[i + 1];
      s2 += a[i + 2] * a[i + 2];
      s3 += a[i + 3] * a[i + 3];
      s4 += a[i + 4] * a[i + 4];
      s5 += a[i + 5] * a[i + 5];
      s6 += a[i + 6] * a[i + 6];
      s7 += a[i + 7] * a[i + 7];
    }
    for (; i < to; i++) {
      s0 += a[i] * a[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  @Override
  public double magnitudes(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.abs(values[i]);
    }
    return sum;
  }

  @Override
  public void flushSubnormals() {
    for (int i = 0; i < values.length; i++) {
      if (Math.abs(values[i]) < Double.MIN_NORMAL) {
        values[i] = 0;
      }
    }
  }

  @Override
  public void descend(Numbers gradient, double rate) {
    double[] w = values;
    double[] g = of(gradient);
    double step = rate;
    for (int i = 0; i < w.length; i++) {
      w[i] -= step * g[i];
    }
  }

  @Override
  public void momentum(
      Numbers gradient, Numbers velocity, double rate, double momentum, boolean nesterov) {
    double[] w = values;
    double[] g = of(gradient);
    double[] v = of(velocity);
    double keep = momentum;
    double step = rate;
    for (int i = 0; i < w.length; i++) {
      v[i] = keep * v[i] - step * g[i];
    }
    if (nesterov) {
      for (int i = 0; i < w.length; i++) {
        w[i] += keep * v[i] - step * g[i];
      }
    } else {
      for (int i = 0; i < w.length; i++) {
        w[i] += v[i];
      }
    }
  }

  @Override
  public void adam(
      Numbers gradient,
      Numbers mean,
      Numbers square,
      double rate,
      double beta1,
      double beta2,
      double epsilon) {
    double[] w = values;
    double[] g = of(gradient);
    double[] m = of(mean);
    double[] v = of(square);
    double b1 = beta1;
    double b2 = beta2;
    double keep1 = (1 - beta1);
    double keep2 = (1 - beta2);
    double step = rate;
    double e = epsilon;
    for (int i = 0; i < w.length; i++) {
      m[i] = b1 * m[i] + keep1 * g[i];
      v[i] = b2 * v[i] + keep2 * g[i] * g[i];
      w[i] -= step * m[i] / (Math.sqrt(v[i]) + e);
    }
  }
}
