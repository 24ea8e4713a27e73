package annlab.networks.formats;

import annlab.networks.layers.Layer;
import annlab.networks.layers.LayerNames;
import annlab.networks.layers.LayerShapes;
import annlab.networks.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The variables of a model in an HDF5 file, in the layout of Keras 3 or in that of before. */
abstract class KerasVariables {
  private static final String VARS = "/vars/";
  private static final String OPTIMIZER = "optimizer/vars";

  /** Keras 3's name, and Keras 2's in the files of its last versions. */
  private static final List<String> LAYERS = List.of("layers", "_layer_checkpoint_dependencies");

  /** "Adam/dense/kernel/m:0", where all m stand before all v; later "Adam/m/dense/kernel:0". */
  private static final Pattern BEFORE_2_11 =
      Pattern.compile(".*/(kernel|bias|gamma|beta)/[a-z_]{1,20}:\\d");

  final Hdf5 file;

  KerasVariables(Hdf5 file) {
    this.file = file;
  }

  /** The variables of the given file, whichever of the two layouts it has. */
  static KerasVariables of(Hdf5 file) {
    if (file.texts("model_weights", "layer_names").isPresent()) {
      return new Legacy(file, "model_weights");
    }
    return file.texts("", "layer_names").isPresent() ? new Legacy(file, "") : new Keras3(file);
  }

  /**
   * A layer's variables, as many as the file has, in Keras' order.
   *
   * @param number of the layer among those of its class, from 0
   */
  abstract List<INDArray> of(Layer layer, int number);

  /** The optimizer's variables with their names, as far as they have any. */
  abstract List<Map.Entry<String, INDArray>> optimizer();

  /**
   * Reads what the layers hold.
   *
   * @param layers with the input first; a Normalization may be without statistics
   * @return the layers with statistics, and the variables of all but the input
   * @throws IllegalArgumentException if there are fewer variables than the layers need, or others
   */
  Held read(List<Layer> layers) {
    List<Layer> complete = new ArrayList<>();
    List<List<INDArray>> variables = new ArrayList<>();
    Map<String, Integer> numbers = new HashMap<>();
    for (Layer layer : layers) {
      int number = numbers.merge(layer.kerasName(), 1, Integer::sum) - 1;
      if (layer.isInput()) {
        complete.add(layer);
        continue;
      }
      int count = layer.variables(1).size();
      List<INDArray> held = count == 0 ? List.of() : of(layer, number);
      if (held.size() != count && !(layer.complete() && held.isEmpty())) {
        throw file.damaged(
            "layer '"
                + layer.name()
                + "' ("
                + layer.kerasName()
                + ") has "
                + count
                + " weights, the file has "
                + held.size()
                + " for it");
      }
      complete.add(restored(layer, held));
      variables.add(held);
    }
    requireShapes(complete, variables);
    return new Held(complete, variables);
  }

  /** Layers with their variables. */
  record Held(List<Layer> layers, List<List<INDArray>> variables) {
    /** Those that training changes by gradients: the first two of a layer that has them. */
    List<INDArray> trainable() {
      List<INDArray> trainable = new ArrayList<>();
      for (int i = 0; i < variables.size(); i++) {
        if (layers.get(i + 1).inNetwork() && !variables.get(i).isEmpty()) {
          trainable.addAll(variables.get(i).subList(0, 2));
        }
      }
      return trainable;
    }
  }

  private Layer restored(Layer layer, List<INDArray> held) {
    try {
      return layer.restored(held);
    } catch (IllegalArgumentException e) {
      throw file.damaged(
          "layer '" + layer.name() + "' (" + layer.kerasName() + "): " + e.getMessage());
    }
  }

  /** Before memory is taken for them. */
  private void requireShapes(List<Layer> layers, List<List<INDArray>> variables) {
    List<LayerShapes> shapes;
    try {
      shapes = LayerShapes.of(layers);
    } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
      throw file.damaged("its layers do not fit each other: " + e.getMessage());
    }
    for (int i = 0; i < shapes.size(); i++) {
      Layer layer = shapes.get(i).layer();
      if (!layer.inNetwork()) {
        continue; // what it was adapted to is checked by the layer itself
      }
      List<String> expected =
          shapes.get(i).variables().stream().map(v -> v.shape().toString()).toList();
      List<String> got =
          variables.get(i).stream().map(array -> Arrays.toString(array.shape())).toList();
      if (!expected.equals(got)) {
        throw file.damaged(
            "layer '"
                + layer.name()
                + "' ("
                + layer.kerasName()
                + ") must have weights of shapes "
                + expected
                + ", got "
                + got);
      }
    }
  }

  /**
   * The optimizer's step, rate and state.
   *
   * @param optimizer whose they are
   * @param held the layers' variables
   * @param keras2 whether Keras 2 wrote the file, which keeps no rate there
   * @return empty where the file has none
   * @throws IllegalArgumentException if they are another optimizer's, or another model's
   */
  Optional<OptimizerVariables> optimizer(Optimizer optimizer, Held held, boolean keras2) {
    List<Map.Entry<String, INDArray>> all = optimizer();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong iterations = OptionalLong.empty();
    OptionalDouble rate = OptionalDouble.empty();
    boolean oneAfterTheOther = false;
    List<INDArray> state = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      String name = all.get(i).getKey();
      INDArray array = all.get(i).getValue();
      boolean named = !name.isEmpty();
      String last = name.substring(name.lastIndexOf('/') + 1);
      if (named ? last.startsWith("iter") : i == 0) {
        iterations = OptionalLong.of(iterations(array));
      } else if (named
          ? last.startsWith("learning_rate")
          : i == 1 && !keras2 && optimizer.learningRate().schedule().isEmpty()) {
        rate = rate(array);
      } else {
        oneAfterTheOther |= BEFORE_2_11.matcher(name).matches();
        state.add(array);
      }
    }
    if (iterations.isEmpty()) {
      throw file.damaged("its optimizer has no step");
    }
    List<INDArray> trainable = held.trainable();
    if (optimizer.stateFactor() == 0 && keras2 && state.size() == trainable.size()) {
      state.clear(); // Keras 2 keeps a velocity for SGD without momentum too
    }
    return Optional.of(
        new OptimizerVariables(
            iterations.getAsLong(), rate, parts(optimizer, trainable, state, oneAfterTheOther)));
  }

  private List<List<INDArray>> parts(
      Optimizer optimizer,
      List<INDArray> trainable,
      List<INDArray> state,
      boolean oneAfterTheOther) {
    if (optimizer.derivedState(0).isPresent() && state.size() % 2 == 1) {
      state.remove(state.size() - 1);
    }
    if (state.isEmpty()) {
      return List.of();
    }
    if (state.size() != optimizer.stateFactor() * trainable.size()) {
      throw file.damaged(
          "its optimizer "
              + optimizer.kerasName()
              + " has "
              + state.size()
              + " arrays of state, expected "
              + optimizer.stateFactor() * trainable.size());
    }
    List<List<INDArray>> parts =
        oneAfterTheOther
            ? halves(optimizer.stateFactor(), trainable.size(), state)
            : OptimizerVariables.parts(optimizer, trainable.size(), state);
    for (List<INDArray> part : parts) {
      for (int v = 0; v < trainable.size(); v++) {
        if (!Arrays.equals(part.get(v).shape(), trainable.get(v).shape())) {
          throw file.damaged("the state of its optimizer is another model's");
        }
      }
    }
    return parts;
  }

  private static List<List<INDArray>> halves(int factor, int size, List<INDArray> state) {
    List<List<INDArray>> parts = new ArrayList<>();
    for (int i = 0; i < factor; i++) {
      parts.add(List.copyOf(state.subList(i * size, (i + 1) * size)));
    }
    return parts;
  }

  private long iterations(INDArray array) {
    double value = array.length() == 1 ? array.getDouble(0) : -1;
    if (value < 0 || value > Integer.MAX_VALUE || value != Math.rint(value)) {
      throw file.damaged("the step of its optimizer is no count");
    }
    return (long) value;
  }

  private OptionalDouble rate(INDArray array) {
    double value = array.length() == 1 ? array.getDouble(0) : -1;
    if (!(value > 0)) {
      throw file.damaged("the learning rate of its optimizer must be above 0, got " + value);
    }
    return OptionalDouble.of(value);
  }

  /** {@code layers/dense_1/vars/0}: layers under the names of their classes, numbered. */
  private static final class Keras3 extends KerasVariables {
    Keras3(Hdf5 file) {
      super(file);
    }

    @Override
    List<INDArray> of(Layer layer, int number) {
      String name = LayerNames.snakeCase(layer.kerasName());
      for (String root : LAYERS) {
        String group = root + "/" + (number == 0 ? name : name + "_" + number);
        List<INDArray> arrays = numbered(group + VARS);
        if (!arrays.isEmpty()) {
          return arrays;
        }
      }
      return List.of();
    }

    private List<INDArray> numbered(String path) {
      int count = file.children(path).size();
      List<INDArray> arrays = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        arrays.add(file.array(path + i));
      }
      return arrays;
    }

    @Override
    List<Map.Entry<String, INDArray>> optimizer() {
      return numbered(OPTIMIZER + "/").stream().map(array -> Map.entry("", array)).toList();
    }
  }

  /** Groups under the layers' own names, which list the paths of their weights. */
  private static final class Legacy extends KerasVariables {
    private final String root;

    Legacy(Hdf5 file, String root) {
      super(file);
      this.root = root;
    }

    @Override
    List<INDArray> of(Layer layer, int number) {
      String group = root + "/" + layer.name();
      return file.texts(group, "weight_names").orElse(List.of()).stream()
          .map(name -> file.array(group + "/" + name))
          .toList();
    }

    @Override
    List<Map.Entry<String, INDArray>> optimizer() {
      String group = "optimizer_weights";
      return file.texts(group, "weight_names").orElse(List.of()).stream()
          .map(name -> Map.entry(name, file.array(group + "/" + name)))
          .toList();
    }
  }
}
