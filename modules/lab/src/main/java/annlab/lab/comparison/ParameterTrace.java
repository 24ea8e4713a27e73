package annlab.lab.comparison;

import annlab.lab.StepWatcher;
import annlab.lab.settings.Json;
import annlab.networks.Epoch;
import annlab.networks.Model;
import annlab.networks.Precision;
import annlab.networks.Training;
import annlab.networks.layers.Layer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Records how a run's main model, the first that is trained, changes: its parameters before the
 * first step, after each of the first steps and after each epoch, and how long each step took.
 *
 * <p>A folder holds {@value #STEPS} and {@value #EPOCHS}, parameter vectors one after the other,
 * little-endian, in the model's own type, and {@value #HEADER}: type, layers and times.
 */
public final class ParameterTrace implements StepWatcher {
  /** Parameters of Fashion MNIST's network over so many steps take 213 MB. */
  public static final int FIRST_STEPS = 200;

  static final String STEPS = "steps.bin";
  static final String EPOCHS = "epochs.bin";
  static final String HEADER = "trace.json";

  /** Why nothing is traced: before the first step, so that nobody waits for a training in vain. */
  static final String REFUSAL = "refusal.txt";

  private final Path folder;
  private final int firstSteps;
  private final Optional<Precision> asked;
  private @Nullable Model model;
  private long[] took = new long[1024];
  private int steps;
  private int kept;
  private int epochs;
  private double startSeconds;
  private long begun;

  /**
   * A trace.
   *
   * @param folder where it is written; made if need be
   * @param firstSteps how many steps' parameters are kept
   * @param asked what the model is to compute in, if that is what is compared
   */
  public ParameterTrace(Path folder, int firstSteps, Optional<Precision> asked) {
    this.asked = asked;
    this.folder = folder;
    this.firstSteps = firstSteps;
  }

  @Override
  public void trainBegin(Training training) {
    if (model != null) {
      return;
    }
    model = training.model();
    // Weights drawn in double differ from the same drawn in float by the rounding: both sides of a
    // comparison start from the rounded ones.
    INDArray parameters = model.parameters();
    boolean isDouble = parameters.dataType() == DataType.DOUBLE;
    if (isDouble && asked.equals(Optional.of(Precision.FLOAT))) {
      refuse();
    }
    if (isDouble) {
      model.setParameters(parameters.castTo(DataType.FLOAT).castTo(DataType.DOUBLE));
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    append(STEPS, model);
  }

  private void refuse() {
    String reason = "its main model names its type itself and cannot be compared by --types";
    try {
      Files.writeString(Files.createDirectories(folder).resolve(REFUSAL), reason);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder, e);
    }
    throw new IllegalArgumentException(reason);
  }

  @Override
  public void batchBegin(Training training, int step) {
    if (training.model() == model) {
      if (steps == 0) {
        startSeconds =
            (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1000.0;
      }
      begun = System.nanoTime();
    }
  }

  @Override
  public void batchEnd(Training training, int step, double loss) {
    if (training.model() != model) {
      return;
    }
    if (steps == took.length) {
      took = Arrays.copyOf(took, 2 * steps);
    }
    took[steps++] = System.nanoTime() - begun;
    if (kept < firstSteps) {
      append(STEPS, training.model());
      kept++;
    }
  }

  @Override
  public void epochEnd(Training training, Epoch epoch) {
    if (training.model() == model) {
      append(EPOCHS, training.model());
      epochs++;
    }
  }

  @Override
  public void trainEnd(Training training) {
    if (training.model() == model && steps > 0) {
      try {
        Files.writeString(folder.resolve(HEADER), Json.print(header(training.model())));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + folder.resolve(HEADER), e);
      }
    }
  }

  private ObjectNode header(Model trained) {
    ObjectNode object = Json.object();
    object.put("type", trained.parameters().dataType() == DataType.DOUBLE ? "double" : "float");
    object.put("parameters", trained.parameters().length());
    ArrayNode layers = object.putArray("layers");
    for (Layer layer : trained.layers()) {
      long count = trained.weights(layer.name()).stream().mapToLong(INDArray::length).sum();
      if (count > 0) {
        layers.addObject().put("name", layer.name()).put("parameters", count);
      }
    }
    object.put("steps", steps);
    object.put("stepsKept", kept);
    object.put("epochs", epochs);
    object.put("startSeconds", startSeconds);
    object.put("firstStepMs", took[0] / 1e6);
    // The first half warms up the JIT compiler and writes the parameters of the first steps.
    long[] steady = Arrays.copyOfRange(took, steps / 2, steps);
    Arrays.sort(steady);
    object.put("msPerStep", steady[steady.length / 2] / 1e6);
    return object;
  }

  private void append(String file, Model of) {
    INDArray parameters = of.parameters();
    ByteBuffer bytes;
    if (parameters.dataType() == DataType.DOUBLE) {
      double[] values = parameters.toDoubleVector();
      bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asDoubleBuffer().put(values);
    } else {
      float[] values = parameters.toFloatVector();
      bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
    }
    Path path = folder.resolve(file);
    try {
      Files.write(path, bytes.array(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path + "; is the disk full?", e);
    }
  }
}
