package annlab.estimators.specification;

import annlab.datasets.DataHome;
import annlab.datasets.DataSet;
import annlab.datasets.Samples;
import annlab.datasets.Split;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows for a Sequential model.
 *
 * @param train rows to train on
 * @param validation rows to evaluate after each epoch
 * @param test rows to score in the end
 */
record SequentialData(Samples train, Optional<Samples> validation, Optional<Samples> test) {
  /**
   * Loads the rows: the parts of the split; without one those that the data set was published with,
   * as Fashion MNIST, or else all rows.
   */
  static SequentialData load(
      DataSpec data, Optional<SplitSpec> split, DataHome home, DataType type, TargetKind kind) {
    Optional<DataSet.Parts> published =
        split.isEmpty()
            ? data.read().flatMap(set -> set.reader().parts(home, type))
            : Optional.empty();
    if (published.isPresent()) {
      return ofParts(data, published.get());
    }
    Samples read = data.load(home, kind);
    Samples all = typed(read, type);
    if (split.isEmpty()) {
      requireFit(all.x(), read.x());
      return new SequentialData(all, Optional.empty(), Optional.empty());
    }
    Split first = split.get().divide(all);
    Optional<Split> second = split.get().divideAgain(first.train());
    Samples train = second.map(Split::train).orElse(first.train());
    requireFit(train.x(), read.x());
    return new SequentialData(train, second.map(Split::test), Optional.of(first.test()));
  }

  /** Refuses rows to train on that hold numbers beyond the type's. */
  private static void requireFit(INDArray train, INDArray read) {
    if (Double.isFinite(train.norm1Number().doubleValue())) {
      return;
    }
    INDArray columns = train.reshape('c', train.size(0), train.length() / train.size(0));
    INDArray numbers = read.reshape('c', read.size(0), read.length() / read.size(0));
    for (int column = 0; column < columns.size(1); column++) {
      if (Double.isFinite(columns.getColumn(column).norm1Number().doubleValue())) {
        continue;
      }
      for (int row = 0; row < numbers.size(0); row++) {
        double value = numbers.getDouble(row, column);
        if (Math.abs(value) > Float.MAX_VALUE) {
          throw new IllegalArgumentException(
              "row "
                  + row
                  + ", column "
                  + column
                  + " of the inputs is "
                  + value
                  + ", which does not fit float32; scale the column or take dtype float64");
        }
      }
    }
  }

  /** The published parts; of the rows to train on the first alone, if so many are named. */
  private static SequentialData ofParts(DataSpec data, DataSet.Parts parts) {
    Samples train = parts.train();
    if (data.rows().isPresent() && data.rows().getAsInt() < train.count()) {
      train = train.rows(0, data.rows().getAsInt());
    }
    return new SequentialData(
        data.relabelled(train),
        Optional.of(data.relabelled(parts.validation())),
        Optional.of(data.relabelled(parts.test())));
  }

  /** Numbers in the model's type, as Keras casts targets too; class ids stay what they are. */
  private static Samples typed(Samples samples, DataType type) {
    return new Samples(
        samples.x().castTo(type),
        samples.y().dataType().isFPType() ? samples.y().castTo(type) : samples.y());
  }
}
