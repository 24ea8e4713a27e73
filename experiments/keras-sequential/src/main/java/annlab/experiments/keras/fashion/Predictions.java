package annlab.experiments.keras.fashion;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.datasets.FashionMnist;
import annlab.experiments.keras.Published;
import annlab.experiments.keras.SummaryChecks;
import annlab.lab.RunContext;
import annlab.lab.charts.Figure;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the trained network says of the test images, the first three above all. */
public final class Predictions {
  private static final int FIRST = 3;
  private static final int SANDAL = 5;
  private static final int SNEAKER = 7;
  private static final int ANKLE_BOOT = 9;
  private static final double SUM_TOLERANCE = 1e-5;
  private static final int GRID_ROWS = 4;
  private static final int GRID_COLUMNS = 10;

  /** What the chapter prints for the first test image, class 0 to class 9. */
  private static final List<Double> CHAPTER_ROW =
      List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.12, 0.0, 0.01, 0.0, 0.87);

  private final float[][] probabilities;
  private final int[] labels;
  private final INDArray images;
  private final Published published;

  /**
   * The predictions of a trained network.
   *
   * @param probabilities one row of ten for each test image, shape [rows, 10]
   * @param data the data set that has the test images
   * @param published the notebook's predictions
   */
  public Predictions(INDArray probabilities, FashionMnist data, Published published) {
    this.probabilities = probabilities.toFloatMatrix();
    this.labels = data.testLabels().toIntVector();
    this.images = data.testImages();
    this.published = published;
  }

  public void measure(Map<String, Double> numbers) {
    numbers.put("G15-probabilities", (double) badRows());
    numbers.put(
        "G15-classes", (double) SummaryChecks.different(published.firstThreeClasses(), classes()));
    numbers.put("G15-footwear", footwear(probabilities[0]));
    numbers.put("X5-first-row", (double) runsWithTheChaptersRow());
    numbers.put("G16-names", (double) wrongNames());
    numbers.put("G16-figure", (double) FIRST);
  }

  private List<Integer> classes() {
    // listing: G15-classes
    List<Integer> classes = new ArrayList<>();
    for (int row = 0; row < FIRST; row++) { // three images
      float[] p = probabilities[row]; // model.predict(test.x())
      int best = 0;
      for (int label = 1; label < p.length; label++) {
        best = p[label] > p[best] ? label : best;
      }
      classes.add(best); // 9, then 2, then 1
    }
    // end listing
    return classes;
  }

  /** Probability of the first image's being something to wear on a foot. */
  private static double footwear(float[] row) {
    // listing: G15-footwear
    double sandal = row[SANDAL];
    double sneaker = row[SNEAKER];
    double ankleBoot = row[ANKLE_BOOT];
    // float32 may round the three up to a hair above their sum of 1
    double footwear = Math.min(1, sandal + sneaker + ankleBoot);
    // end listing
    return footwear;
  }

  private long wrongNames() {
    // listing: G16
    List<String> chapter = List.of("Ankle boot", "Pullover", "Trouser");
    List<String> names = classes().stream().map(FashionMnist.CLASS_NAMES::get).toList();
    long wrong = SummaryChecks.different(chapter, names);
    for (int row = 0; row < FIRST; row++) {
      wrong += labels[row] == predicted(row) ? 0 : 1;
    }
    // end listing
    return wrong;
  }

  void keep(RunContext context) {
    context.artifact("predictions.json", Json.print(json()).getBytes(UTF_8));
    context.artifact("confusion.csv", confusion().getBytes(UTF_8));
    context.figure(
        new Figure(
            "predictions",
            "1.3.2",
            "The first three test images with the class predicted for each and its probability.",
            Pictures.grid(images, first().mapToObj(this::caption).toList(), FIRST, 140)));
  }

  /**
   * Keeps the grid of training images.
   *
   * @param data the data set
   * @param context the run
   * @return the number of pictures
   */
  static int keepGrid(FashionMnist data, RunContext context) {
    List<String> names = new ArrayList<>();
    // listing: E5
    int[] labels = data.trainLabels().toIntVector(); // the first is 9
    for (int image = 0; image < GRID_ROWS * GRID_COLUMNS; image++) { // 40
      names.add(FashionMnist.CLASS_NAMES.get(labels[image]));
    }
    INDArray images = data.trainImages();
    String first = Pictures.grid(images, names.subList(0, 1), 1, 280); // Ankle boot
    String grid = Pictures.grid(images, names, GRID_COLUMNS, 70);
    // end listing
    context.figure(
        new Figure(
            "first-image",
            "1.3.1",
            "The first training image, 28 x 28 grey values: an ankle boot, as in Figure 1.8.",
            first));
    context.figure(
        new Figure(
            "images",
            "1.3.1",
            "The first 40 training images with their classes, as in Figure 1.9.",
            grid));
    images.close();
    return names.size();
  }

  private int badRows() {
    int bad = 0;
    // listing: G15-probabilities
    for (float[] row : probabilities) {
      double sum = 0;
      boolean inRange = row.length == FashionMnist.CLASS_NAMES.size();
      for (float p : row) {
        sum += p;
        inRange &= p >= 0 && p <= 1;
      }
      bad += inRange && Math.abs(sum - 1) <= SUM_TOLERANCE ? 0 : 1;
    }
    // end listing
    return bad;
  }

  private long runsWithTheChaptersRow() {
    // listing: X5-first-row
    List<Double> ours = new ArrayList<>();
    for (float p : probabilities[0]) {
      ours.add(Math.round(p * 100) / 100.0);
    }
    List<Double> notebook = published.firstThreeProbabilities().get(0); // 0.01, 0.02, 0.97
    return Stream.of(notebook, ours)
        .filter(row -> row.equals(CHAPTER_ROW)) // 0.12, 0.01, 0.87
        .count();
    // end listing
  }

  private int predicted(int row) {
    int best = 0;
    for (int i = 1; i < probabilities[row].length; i++) {
      best = probabilities[row][i] > probabilities[row][best] ? i : best;
    }
    return best;
  }

  private String caption(int row) {
    int best = predicted(row);
    return FashionMnist.CLASS_NAMES.get(best)
        + " "
        + Math.round(probabilities[row][best] * 100)
        + " %";
  }

  private ObjectNode json() {
    ObjectNode root = Json.object();
    ArrayNode names = root.putArray("classNames");
    FashionMnist.CLASS_NAMES.forEach(names::add);
    ArrayNode shown = root.putArray("images");
    first()
        .forEach(
            row -> {
              ObjectNode image = shown.addObject();
              ArrayNode pixels = image.putArray("pixels");
              for (int pixel : Pictures.pixels(images, row)) {
                pixels.add(pixel);
              }
              image.put("label", labels[row]);
              image.put("predicted", predicted(row));
              ArrayNode row10 = image.putArray("probabilities");
              for (float p : probabilities[row]) {
                row10.add(p);
              }
            });
    return root;
  }

  /** Counts of test images by own class (lines) and predicted class (columns). */
  private String confusion() {
    int classes = FashionMnist.CLASS_NAMES.size();
    int[][] counts = new int[classes][classes];
    for (int row = 0; row < labels.length; row++) {
      counts[labels[row]][predicted(row)]++;
    }
    StringBuilder csv = new StringBuilder("class");
    FashionMnist.CLASS_NAMES.forEach(name -> csv.append(",").append(name));
    csv.append("\n");
    for (int own = 0; own < classes; own++) {
      csv.append(FashionMnist.CLASS_NAMES.get(own));
      for (int count : counts[own]) {
        csv.append(",").append(count);
      }
      csv.append("\n");
    }
    return csv.toString();
  }

  private static IntStream first() {
    return IntStream.range(0, FIRST);
  }
}
