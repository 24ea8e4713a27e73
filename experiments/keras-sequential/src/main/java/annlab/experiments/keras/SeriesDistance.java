package annlab.experiments.keras;

import annlab.networks.History;
import java.util.List;
import java.util.stream.IntStream;

/** How far two series of one value an epoch are apart. */
public final class SeriesDistance {
  private SeriesDistance() {}

  /**
   * Ours minus theirs, epoch by epoch, as long as there are both.
   *
   * @param ours one value an epoch
   * @param theirs one value an epoch
   * @return a difference for each epoch that both have
   */
  public static List<Double> differences(List<Double> ours, List<Double> theirs) {
    return IntStream.range(0, Math.min(ours.size(), theirs.size()))
        .mapToObj(i -> ours.get(i) - theirs.get(i))
        .toList();
  }

  /** The largest distance of the two. */
  public static double largest(List<Double> ours, List<Double> theirs) {
    return differences(ours, theirs).stream().mapToDouble(Math::abs).max().orElse(Double.NaN);
  }

  /**
   * The largest distance in any of several series.
   *
   * @param history ours
   * @param reference has theirs
   * @param pointer where, as {@code /fashion_mnist_double/}
   * @param names the series' names
   */
  public static double largest(
      History history, Reference reference, String pointer, List<String> names) {
    return names.stream()
        .mapToDouble(name -> largest(history.series(name), reference.numbers(pointer + name)))
        .max()
        .orElse(Double.NaN);
  }
}
