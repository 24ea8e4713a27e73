package annlab.experiments.deeplearning4j;

import static annlab.experiments.deeplearning4j.Difference.differing;
import static annlab.experiments.deeplearning4j.LinearUnit.floats;
import static annlab.experiments.deeplearning4j.LinearUnit.row;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import annlab.networks.numpy.Npy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What DL4J reads, splits and normalizes otherwise. */
final class DataHandling {
  private DataHandling() {}

  static List<Difference> all() {
    return List.of(
        differing(
                "shuffle-orders",
                Topic.DATA,
                "DataSet.shuffle is no shuffle: each row goes to a place of the other parity, so"
                    + " four rows have one order under every seed, and classes that alternate still"
                    + " alternate.")
            .in(Libraries.SKLEARN, "utils.shuffle of 4 rows under 400 seeds: orders", 24)
            .dl4j("dataSet.shuffle(seed)", 1, Tolerance.COUNT, () -> orders(DataSet::shuffle))
            .instead(
                "Collections.shuffle of dataSet.asList(), then DataSet.merge",
                Tolerance.COUNT,
                () -> orders(DataHandling::shuffle)),
        differing(
                "split-sorted",
                Topic.DATA,
                "splitTestAndTrain cuts the rows where they stand: of rows sorted by class the test"
                    + " part has one class only.")
            .in(Libraries.SKLEARN, "train_test_split of 30 rows of three classes: in the test", 3)
            .dl4j("dataSet.splitTestAndTrain(20)", 1, Tolerance.COUNT, () -> testClasses(false))
            .instead(
                "shuffle the list of rows, then merge and split",
                Tolerance.COUNT,
                () -> testClasses(true)),
        differing(
                "normalizer-twice",
                Topic.DATA,
                "A normalizer on an iterator changes the rows themselves where a batch is one row:"
                    + " the second epoch normalizes what is normalized.")
            .in(
                Libraries.SKLEARN,
                "StandardScaler().fit_transform: first of 10, 20, 30, 40",
                -1.3416407865)
            .dl4j(
                "iterator.setPreProcessor(normalizer), batches of 1, second epoch",
                -2.3561,
                new Tolerance(1e-4, "float32, twice through a division"),
                () -> firstOfSecondEpoch(false))
            .instead(
                "normalizer.preProcess(dataSet) once, and no preprocessor on the iterator",
                Tolerance.FLOATS,
                () -> firstOfSecondEpoch(true)),
        differing(
                "minmax-constant",
                Topic.DATA,
                "The scaler to 0 and 1 divides a column that is constant in training by almost"
                    + " nothing: a value one higher becomes about a hundred thousand.")
            .in(Libraries.SKLEARN, "MinMaxScaler of a column of 5s, transform of 6", 1)
            .dl4j(
                "NormalizerMinMaxScaler",
                1e5,
                new Tolerance(0.01, "1 / 1e-5, and the rounding of 5 + 1e-5 in float32"),
                () -> scaledSix(5, 5))
            .instead(
                "setFeatureStats with 1 more than the constant as its maximum",
                Tolerance.FLOATS,
                () -> scaledSix(5, 6)),
        differing(
                "standardize-constant",
                Topic.DATA,
                "NormalizerStandardize leaves a constant column unscaled, as scikit-learn does;"
                    + " Keras' Normalization divides it by 1e-7.")
            .in(Libraries.KERAS, "Normalization adapted to a column of 5s, output for 6", 1e7)
            .dl4j("NormalizerStandardize", 1, Tolerance.FLOATS, DataHandling::standardizedSix)
            .instead(
                "divide by max(deviation, 1e-7) oneself, if Keras' numbers are wanted",
                Tolerance.FLOATS,
                DataHandling::standardizedSixOfKeras),
        differing(
                "csv-label-nan",
                Topic.DATA,
                "A label NaN of a CSV file becomes class 0, and 1.7 becomes class 1: a class is"
                    + " what is left when the fraction is cut off.")
            .in(Libraries.PANDAS, "read_csv(...)[2].dropna(): rows labelled 0 of 1 and NaN", 0)
            .dl4j(
                "new RecordReaderDataSetIterator(reader, 10, 2, 2)",
                1,
                Tolerance.COUNT,
                () -> rowsOfClassZero("1,2,1\n3,4,NaN\n"))
            .instead(
                "filter such lines before DL4J reads them",
                Tolerance.COUNT,
                () -> rowsOfClassZero(withoutNaN("1,2,1\n3,4,NaN\n"))),
        differing(
                "csv-large-integer",
                Topic.DATA,
                "Columns of a CSV file become float32: integers above 16,777,216 change.")
            .in(Libraries.PANDAS, "read_csv of 16777217", 16_777_217)
            .dl4j(
                "RecordReaderDataSetIterator",
                16_777_216,
                Tolerance.COUNT,
                DataHandling::readInteger)
            .instead(
                "take the record's Writable.toLong()", Tolerance.COUNT, DataHandling::readLong),
        differing(
                "npy-order",
                Topic.DATA,
                "A .npy file in column-major order, which NumPy writes of a transposed array, is"
                    + " read into the right shape with its numbers in wrong places.")
            .in(Libraries.NUMPY, "np.load of np.asfortranarray([[0, 1, 2], [3, 4, 5]]): [0, 1]", 1)
            .dl4j(
                "Nd4j.createNpyFromByteArray",
                3,
                Tolerance.COUNT,
                () -> Nd4j.createNpyFromByteArray(columnMajor()).getDouble(0, 1))
            .instead(
                "read it with annlab's Npy, or save np.ascontiguousarray(a)",
                Tolerance.COUNT,
                () -> Npy.read(columnMajor(), "a.npy").getDouble(0, 1)),
        differing(
                "npy-view",
                Topic.DATA,
                "A view is written as the numbers that lie where its memory begins: a column goes"
                    + " to the file as the start of the first row.")
            .in(Libraries.NUMPY, "np.save of a[:, 1] of [[0, 1, 2], [3, 4, 5]]: second number", 4)
            .dl4j(
                "Nd4j.toNpyByteArray(a.getColumn(1))", 1, Tolerance.COUNT, () -> written(column()))
            .instead("dup('c') before", Tolerance.COUNT, () -> written(column().dup('c'))));
  }

  // listing: DL4J-shuffle-orders-remedy, DL4J-split-sorted-remedy
  private static void shuffle(DataSet rows, long seed) {
    List<DataSet> list = rows.asList();
    // of seeds that are near each other Random alone begins with numbers that are alike
    Collections.shuffle(list, new Random(new SplittableRandom(seed).nextLong()));
    DataSet shuffled = DataSet.merge(list);
    rows.setFeatures(shuffled.getFeatures());
    rows.setLabels(shuffled.getLabels());
  }

  // end listing

  // listing: DL4J-shuffle-orders
  static double orders(ObjLongConsumer<DataSet> shuffle) {
    Set<String> orders = new HashSet<>();
    for (long seed = 0; seed < 400; seed++) {
      DataSet rows = new DataSet(floats(row(0), row(1), row(2), row(3)), Nd4j.zeros(4, 1));
      shuffle.accept(rows, seed);
      orders.add(rows.getFeatures().toString());
    }
    return orders.size();
  }

  // end listing

  // listing: DL4J-split-sorted
  static double testClasses(boolean shuffled) {
    INDArray classes = Nd4j.eye(3).repeat(0, 10); // ten rows of each class
    DataSet rows = new DataSet(Nd4j.zeros(30, 1), classes);
    if (shuffled) {
      shuffle(rows, 2);
    }
    INDArray inTest = rows.splitTestAndTrain(20).getTest().getLabels().max(0);
    return inTest.sumNumber().doubleValue();
  }

  // end listing

  private static NormalizerStandardize fitted(DataSet rows) {
    NormalizerStandardize normalizer = new NormalizerStandardize();
    normalizer.fit(rows);
    return normalizer;
  }

  // listing: DL4J-normalizer-twice, DL4J-normalizer-twice-remedy
  static double firstOfSecondEpoch(boolean once) {
    DataSet rows = new DataSet(floats(row(10), row(20), row(30), row(40)), Nd4j.zeros(4, 1));
    NormalizerStandardize normalizer = fitted(rows);
    if (once) {
      normalizer.preProcess(rows);
    }
    ListDataSetIterator<DataSet> iterator = new ListDataSetIterator<>(rows.asList(), 1);
    if (!once) {
      iterator.setPreProcessor(normalizer);
    }
    iterator.forEachRemaining(batch -> {}); // the first epoch
    iterator.reset();
    return iterator.next().getFeatures().getDouble(0);
  }

  // end listing

  // listing: DL4J-minmax-constant, DL4J-minmax-constant-remedy
  static double scaledSix(double smallest, double largest) {
    NormalizerMinMaxScaler scaler = new NormalizerMinMaxScaler();
    scaler.setFeatureStats(floats(row(smallest)), floats(row(largest)));
    INDArray six = floats(row(6));
    scaler.transform(six);
    return six.getDouble(0);
  }

  // end listing

  // listing: DL4J-standardize-constant, DL4J-standardize-constant-remedy
  static double standardizedSix() {
    NormalizerStandardize normalizer = new NormalizerStandardize();
    normalizer.fit(new DataSet(floats(row(5), row(5), row(5)), Nd4j.zeros(3, 1)));
    INDArray six = floats(row(6));
    normalizer.transform(six);
    return six.getDouble(0);
  }

  static double standardizedSixOfKeras() {
    INDArray fives = floats(row(5), row(5), row(5));
    INDArray deviation = Transforms.max(fives.std(false, 0), 1e-7);
    return floats(row(6)).sub(fives.mean(0)).div(deviation).getDouble(0);
  }

  // end listing

  /** Reads a file, not a stream: of a stream DataVec refuses the labels that it takes of a file. */
  private static DataSet read(String csv) {
    try {
      Path file = Files.createTempFile("annlab", ".csv");
      try (CSVRecordReader reader = new CSVRecordReader()) {
        Files.writeString(file, csv);
        reader.initialize(new FileSplit(file.toFile()));
        return new RecordReaderDataSetIterator(reader, 10, 2, 2).next();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write or read a small file", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading a small file", e);
    }
  }

  // listing: DL4J-csv-label-nan, DL4J-csv-label-nan-remedy
  static double rowsOfClassZero(String csv) {
    DataSet rows = read(csv); // new RecordReaderDataSetIterator(reader, 10, 2, 2)
    return rows.getLabels().getColumn(0).sumNumber().doubleValue();
  }

  private static String withoutNaN(String csv) {
    return csv.lines().filter(line -> !line.endsWith(",NaN")).collect(Collectors.joining("\n"));
  }

  // end listing

  // listing: DL4J-csv-large-integer, DL4J-csv-large-integer-remedy
  static double readInteger() {
    return read("16777217,1,0\n").getFeatures().getDouble(0);
  }

  static double readLong() {
    List<Writable> record = List.of(new Text("16777217"), new Text("1"), new Text("0"));
    return record.get(0).toLong(); // records as CSVRecordReader.next() gives them
  }

  // end listing

  // listing: DL4J-npy-order, DL4J-npy-order-remedy
  private static byte[] columnMajor() {
    INDArray stored = floats(row(0, 3, 1), row(4, 2, 5)); // as the file has them: by columns
    byte[] file = Npy.write(stored);
    String header = new String(file, 0, 128, ISO_8859_1);
    byte[] changed = header.replace("False, ", "True,  ").getBytes(ISO_8859_1);
    System.arraycopy(changed, 0, file, 0, changed.length);
    return file;
  }

  // end listing

  // listing: DL4J-npy-view, DL4J-npy-view-remedy
  private static INDArray column() {
    return floats(row(0, 1, 2), row(3, 4, 5)).getColumn(1, true);
  }

  static double written(INDArray array) {
    return Nd4j.createNpyFromByteArray(Nd4j.toNpyByteArray(array)).getDouble(1);
  }

  // end listing
}
