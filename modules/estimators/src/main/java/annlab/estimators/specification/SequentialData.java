package annlab.estimators.specification;

import annlab.datasets.DataHome;
import annlab.datasets.FashionMnist;
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
   * Loads the rows: of Fashion MNIST, where no split is given, the chapter's parts; of a table all
   * rows, or the parts of the split.
   */
  static SequentialData load(
      DataSpec data, Optional<SplitSpec> split, DataHome home, DataType type, boolean classifies) {
    if (split.isEmpty() && data.name().equals(DataSpec.FASHION_MNIST)) {
      return chapter(data, FashionMnist.load(home), type);
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

  /** The first 55,000 images train, or fewer, the last 5,000 validate; the test set is whole. */
  private static SequentialData chapter(DataSpec data, FashionMnist images, DataType type) {
    Samples train = images.train(type);
    if (data.rows().isPresent() && data.rows().getAsInt() < train.count()) {
      train = train.rows(0, data.rows().getAsInt());
    }
    return new SequentialData(
        data.relabelled(train),
        Optional.of(data.relabelled(images.validation(type))),
        Optional.of(data.relabelled(images.test(type))));
  }

  /** Numbers in the model's type, as Keras casts targets too; class ids stay what they are. */
  private static Samples typed(Samples samples, DataType type) {
    return new Samples(
        samples.x().castTo(type),
        samples.y().dataType().isFPType() ? samples.y().castTo(type) : samples.y());
  }
}
