package annlab.kernels;

/**
 * A row of numbers on the heap, in single or double precision.
 *
 * <p>Each operation goes through the numbers one by one and rounds each result once, so its bits
 * are the same on every machine; the JIT compiler makes vector instructions of these loops.
 * Constants are rounded to the numbers' type first, as ND4J does.
 */
public abstract sealed class Numbers permits FloatNumbers, DoubleNumbers {
  /**
   * Partial sums of {@link #squares} and {@link #magnitudes}, so that no addition waits for
   * another.
   */
  static final int CHAINS = 8;

  /**
   * Zeros.
   *
   * @param doublePrecision whether they are doubles
   * @param length how many
   * @return new numbers
   */
  public static Numbers zeros(boolean doublePrecision, int length) {
    return doublePrecision
        ? new DoubleNumbers(new double[length])
        : new FloatNumbers(new float[length]);
  }

  /**
   * As many zeros of the same type.
   *
   * @return new numbers
   */
  public final Numbers like() {
    return zeros(this instanceof DoubleNumbers, length());
  }

  /**
   * How many there are.
   *
   * @return at least 0
   */
  public abstract int length();

  /**
   * One of them.
   *
   * @param index from 0
   * @return its value
   */
  public abstract double get(int index);

  /**
   * Sets one.
   *
   * @param index from 0
   * @param value rounded to the type
   */
  public abstract void set(int index, double value);

  /**
   * Sets all.
   *
   * @param value rounded to the type
   */
  public abstract void fill(double value);

  /**
   * Copies another's numbers.
   *
   * @param other of the same type and length
   */
  public abstract void assign(Numbers other);

  /**
   * Copies a range.
   *
   * @param other of the same type
   * @param from first index there
   * @param at first index here
   * @param count how many
   */
  public abstract void copy(Numbers other, int from, int at, int count);

  /**
   * {@code this *= factor}.
   *
   * @param factor rounded to the type
   */
  public abstract void multiply(double factor);

  /**
   * {@code this *= other}.
   *
   * @param other of the same type and length
   */
  public abstract void multiply(Numbers other);

  /**
   * {@code this /= other}.
   *
   * @param other of the same type and length
   */
  public abstract void divide(Numbers other);

  /**
   * {@code this += value}.
   *
   * @param value rounded to the type
   */
  public abstract void add(double value);

  /**
   * {@code this += other}.
   *
   * @param other of the same type and length
   */
  public abstract void add(Numbers other);

  /**
   * {@code this -= other}.
   *
   * @param other of the same type and length
   */
  public abstract void subtract(Numbers other);

  /** {@code this = sqrt(this)}. */
  public abstract void squareRoot();

  /** {@code this = sign(this)}, 0 for 0. */
  public abstract void sign();

  /**
   * {@code this += factor * other} over a range.
   *
   * @param factor rounded to the type
   * @param other of the same type and length
   * @param from first index
   * @param to behind the last
   */
  public abstract void addScaled(double factor, Numbers other, int from, int to);

  /**
   * {@code this += factor * sign(other)} over a range.
   *
   * @param factor rounded to the type
   * @param other of the same type and length
   * @param from first index
   * @param to behind the last
   */
  public abstract void addSign(double factor, Numbers other, int from, int to);

  /**
   * {@code this *= factor} over a range.
   *
   * @param factor rounded to the type
   * @param from first index
   * @param to behind the last
   */
  public abstract void multiply(double factor, int from, int to);

  /**
   * The sum of the squares of a range, in double precision.
   *
   * @param from first index
   * @param to behind the last
   * @return the sum
   */
  public abstract double squares(int from, int to);

  /**
   * The sum of the magnitudes of a range, in double precision.
   *
   * @param from first index
   * @param to behind the last
   * @return the sum
   */
  public abstract double magnitudes(int from, int to);

  /**
   * Sets to 0 whatever is closer to it than the least normal number of the type, as a processor
   * does that is told to flush; NaN stays.
   */
  public abstract void flushSubnormals();

  /**
   * Plain descent: {@code this -= rate * gradient}.
   *
   * @param gradient of the same type and length
   * @param rate learning rate
   */
  public abstract void descend(Numbers gradient, double rate);

  /**
   * Descent with momentum: {@code v = momentum * v - rate * gradient}, then {@code this += v}, or
   * Nesterov's {@code this += momentum * v - rate * gradient}.
   *
   * @param gradient of the same type and length
   * @param velocity v
   * @param rate learning rate
   * @param momentum share of v that is kept
   * @param nesterov whether Nesterov's
   */
  public abstract void momentum(
      Numbers gradient, Numbers velocity, double rate, double momentum, boolean nesterov);

  /**
   * Adam's step: {@code m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; this -= rate m
   * / (sqrt(v) + epsilon)}.
   *
   * @param gradient g
   * @param mean m
   * @param square v
   * @param rate learning rate, corrected for the bias of both means
   * @param beta1 decay of m
   * @param beta2 decay of v
   * @param epsilon keeps the divisor from 0
   */
  public abstract void adam(
      Numbers gradient,
      Numbers mean,
      Numbers square,
      double rate,
      double beta1,
      double beta2,
      double epsilon);
}
