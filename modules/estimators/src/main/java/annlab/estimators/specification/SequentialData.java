package annlab.estimators.specification;

import annlab.datasets.DataHome;
import annlab.datasets.DataSet;
import annlab.datasets.Samples;
import annlab.datasets.Split;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

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
      DataSpec data, Optional<SplitSpec> split, DataHome home, DataType type, boolean classifies) {
    Optional<DataSet.Parts> published =
        split.isEmpty()
            ? data.read().flatMap(set -> set.reader().parts(home, type))
            : Optional.empty();
    if (published.isPresent()) {
      return ofParts(data, published.get());
    }
    Samples all = typed(data.load(home, classifies), type);
    if (split.isEmpty()) {
      return new SequentialData(all, Optional.empty(), Optional.empty());
    }
    Split first = split.get().divide(all);
    Optional<Split> second = split.get().divideAgain(first.train());
    return new SequentialData(
        second.map(Split::train).orElse(first.train()),
        second.map(Split::test),
        Optional.of(first.test()));
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
