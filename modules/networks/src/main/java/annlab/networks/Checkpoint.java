package annlab.networks;

import annlab.networks.config.Definition;
import annlab.networks.files.VerifiedZip;
import annlab.networks.files.ZipFiles;
import annlab.networks.numpy.Npy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A training after one of its epochs: parameters, the optimizer's state, counts and rate, the
 * epochs so far, and what its callbacks remember. See {@link Checkpointer}.
 */
public final class Checkpoint {
  private static final String FORMAT = "annlab-checkpoint";
  private static final int VERSION = 1;
  private static final String TRAINING = "training.json";

  private final Map<String, byte[]> entries;
  private final VerifiedZip zip;
  private final JsonNode training;
  private final List<Epoch> epochs;

  private Checkpoint(Map<String, byte[]> entries, VerifiedZip zip) {
    this.entries = entries;
    this.zip = zip;
    this.training = zip.object(TRAINING);
    this.epochs = zip.list(training, "history").stream().map(this::epoch).toList();
  }

  /**
   * The state of a training.
   *
   * @param identity what tells this training from others
   * @param ended whether training was to stop after its last epoch
   */
  static Checkpoint of(
      Model model,
      Map<String, Object> identity,
      List<Epoch> epochs,
      boolean ended,
      List<Callback> callbacks) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    Map<String, Object> training = new LinkedHashMap<>();
    training.put("identity", identity);
    training.put("history", epochs.stream().map(Checkpoint::describe).toList());
    training.put("ended", ended);
    ModelState.write(model, entries, training);
    List<List<String>> states = new ArrayList<>();
    for (StatefulCallback callback : stateful(callbacks)) {
      Map<String, INDArray> state = callback.state();
      for (Map.Entry<String, INDArray> one : state.entrySet()) {
        entries.put(entry(states.size(), one.getKey()), Npy.write(one.getValue()));
      }
      states.add(List.copyOf(state.keySet()));
    }
    training.put("callbacks", states);
    entries.put(TRAINING, VerifiedZip.json(training));
    Map<String, byte[]> all = VerifiedZip.withManifest(FORMAT, VERSION, entries);
    return new Checkpoint(all, VerifiedZip.made(all, "this checkpoint"));
  }

  private static List<StatefulCallback> stateful(List<Callback> callbacks) {
    return callbacks.stream()
        .filter(StatefulCallback.class::isInstance)
        .map(StatefulCallback.class::cast)
        .toList();
  }

  private static String entry(int callback, String name) {
    return "callback-" + callback + "-" + name + ".npy";
  }

  /** Its time in nanoseconds: a training that goes on counts to the last of them. */
  private static ObjectNode describe(Epoch epoch) {
    ObjectNode described = epoch.json();
    described.remove("seconds");
    return described.put("took_ns", epoch.took().toNanos());
  }

  private Epoch epoch(JsonNode described) {
    try {
      return Epoch.of(described);
    } catch (IllegalArgumentException e) {
      throw zip.damaged(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The epochs that are done.
   *
   * @return in order
   */
  public List<Epoch> epochs() {
    return epochs;
  }

  /** Whether training was to stop after the last of its epochs. */
  boolean ended() {
    return training.path("ended").booleanValue();
  }

  /**
   * Puts model and callbacks in the state that was kept.
   *
   * @param identity that of the training which is to go on
   * @throws IllegalArgumentException if the checkpoint is another training's
   */
  void restore(Model model, Map<String, Object> identity, List<Callback> callbacks) {
    List<StatefulCallback> stateful = stateful(callbacks);
    List<JsonNode> states = zip.list(training, "callbacks");
    JsonNode given = training.path("identity");
    if (!Definition.tree(identity).equals(given) || states.size() != stateful.size()) {
      throw new IllegalArgumentException(
          "the checkpoint is of another training or of other data: it has "
              + Definition.printed(given)
              + ", this training "
              + identity);
    }
    ModelState.restore(model, zip, training);
    for (int i = 0; i < stateful.size(); i++) {
      Map<String, INDArray> state = new LinkedHashMap<>();
      for (JsonNode name : states.get(i)) {
        state.put(name.asText(), Npy.read(zip, entry(i, name.asText())));
      }
      stateful.get(i).restore(state);
    }
  }

  /**
   * Numbers of a {@link StatefulCallback}'s state.
   *
   * @param state the arrays by name
   * @param name the array's name
   * @param count how many numbers it must have
   * @return the numbers
   * @throws IllegalArgumentException if the array is missing or has more or fewer
   */
  public static double[] numbers(Map<String, INDArray> state, String name, int count) {
    INDArray array = state.get(name);
    if (array == null || array.length() != count) {
      throw new IllegalArgumentException(
          "the checkpoint is of another training: a callback has no " + count + " " + name);
    }
    return array.castTo(DataType.DOUBLE).toDoubleVector();
  }

  /**
   * The checkpoint as a file's content: a zip file with a checksum for each part.
   *
   * @return its bytes
   */
  public byte[] bytes() {
    // numbers hardly shrink, and packing them takes longer than writing them
    return ZipFiles.bytes(entries, Deflater.NO_COMPRESSION);
  }

  /**
   * Reads what {@link #bytes} gave.
   *
   * @param bytes the file's content
   * @param name names the file in errors
   * @return the checkpoint
   * @throws IllegalArgumentException if it is damaged, with what is wrong in it
   */
  public static Checkpoint read(byte[] bytes, String name) {
    try {
      Map<String, byte[]> entries = ZipFiles.read(new ByteArrayInputStream(bytes), name);
      return new Checkpoint(
          entries,
          VerifiedZip.of(
              entries, name, FORMAT, VERSION, "a training's checkpoints", "start the run anew"));
    } catch (IOException e) {
      throw new IllegalArgumentException(name + " is damaged: " + e.getMessage(), e);
    }
  }
}
