package annlab.playground;

import annlab.lab.settings.Json;
import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Model;
import annlab.networks.Training;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Records a training's decision regions: the model's outputs all over the plane, before the first
 * epoch, after each epoch or each so many of them, and after the last. A long training gives frames
 * in between that are sent but not kept.
 */
final class Film implements Callback {
  /** Frames that are kept, but for the first and the last. */
  static final int FRAMES = 200;

  private static final long LIVE_NANOS = Duration.ofMillis(100).toNanos();

  private final Plane plane;
  private final int distance;
  private final long mostNanos;
  private final Consumer<ObjectNode> audience;
  private final List<ObjectNode> kept = new ArrayList<>();
  private long begun;
  private long sent;
  private ObjectNode last = Json.object();
  private boolean late;

  /**
   * A film.
   *
   * @param plane what is filmed
   * @param epochs the epochs asked for
   * @param most how long the training may take
   * @param audience sees each frame as it is taken
   */
  Film(Plane plane, int epochs, Duration most, Consumer<ObjectNode> audience) {
    this.plane = plane;
    this.distance = Math.max(1, (epochs + FRAMES - 1) / FRAMES);
    this.mostNanos = most.toNanos();
    this.audience = audience;
  }

  @Override
  public void trainBegin(Training training) {
    begun = System.nanoTime();
    take(training, 0, Double.NaN, true);
  }

  @Override
  public void epochEnd(Training training, Epoch epoch) {
    int done = epoch.number() + 1;
    double loss = epoch.logs().getOrDefault("loss", Double.NaN);
    if (System.nanoTime() - begun > mostNanos) {
      late = true;
      training.stopAfterEpoch();
    }
    boolean keeps = done % distance == 0 || done == training.epochs();
    if (keeps || System.nanoTime() - sent >= LIVE_NANOS) {
      take(training, done, loss, keeps);
    } else {
      last = Json.object().put("epoch", done);
      Json.putFinite(last, "loss", loss);
    }
  }

  /** A training that ends early ends with a frame too. */
  @Override
  public void trainEnd(Training training) {
    boolean there =
        !kept.isEmpty()
            && kept.get(kept.size() - 1).path("epoch").asInt() >= last.path("epoch").asInt();
    if (!there) {
      take(training, last.path("epoch").asInt(), last.path("loss").asDouble(Double.NaN), true);
    }
  }

  private void take(Training training, int epoch, double loss, boolean keeps) {
    ObjectNode frame = Json.object().put("epoch", epoch);
    Json.putFinite(frame, "loss", loss);
    Model model = training.model();
    frame.put("accuracy", plane.accuracy(model)).put("picture", plane.picture(model));
    plane
        .test()
        .ifPresent(
            apart -> {
              frame.put("testAccuracy", apart.accuracy(model));
              Json.putFinite(frame, "testLoss", apart.loss(model));
            });
    Neurons.of(model, plane).addTo(frame);
    last = frame;
    if (keeps) {
      kept.add(frame);
    }
    sent = System.nanoTime();
    audience.accept(frame.deepCopy().put("kept", keeps));
  }

  /** Whether the training was ended because it took too long. */
  boolean late() {
    return late;
  }

  /** The share of points that are right in the end. */
  double accuracy() {
    return last.path("accuracy").asDouble(Double.NaN);
  }

  /** The last loss; NaN if no epoch was trained. */
  double loss() {
    return last.path("loss").asDouble(Double.NaN);
  }

  /** The points and all frames that are kept. */
  ObjectNode json() {
    ObjectNode json = plane.json();
    ArrayNode frames = json.putArray("frames");
    kept.forEach(frames::add);
    return json;
  }
}
