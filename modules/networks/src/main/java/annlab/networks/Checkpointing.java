package annlab.networks;

import annlab.networks.config.Definition;
import annlab.networks.internal.data.TrainingSet;
import annlab.networks.internal.spec.ModelSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the training loop does for its {@link Checkpointer}s, if it has any. */
final class Checkpointing {
  private final Training training;
  private final FitOptions options;
  private final List<Checkpointer> checkpointers;
  private final Map<String, Object> identity;

  Checkpointing(Training training, FitOptions options, TrainingSet data) {
    this.training = training;
    this.options = options;
    this.checkpointers =
        options.callbacks().stream()
            .filter(Checkpointer.class::isInstance)
            .map(Checkpointer.class::cast)
            .toList();
    this.identity = checkpointers.isEmpty() ? Map.of() : identity(data);
  }

  /** What must be equal, so that going on gives what training without a break gives. */
  private Map<String, Object> identity(TrainingSet data) {
    ModelSpec spec = training.model().spec();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("rows", data.rows());
    values.put("data", Long.toHexString(data.digest()));
    values.put("batch_size", options.batchSize());
    values.put("epochs", options.epochs());
    values.put("initial_epoch", options.initialEpoch());
    values.put("dtype", spec.dataType().name());
    values.put("loss", Definition.of(spec.loss().config()));
    values.put("optimizer", Definition.of(spec.optimizer().config()));
    values.put("seed", spec.seeds().toString());
    return values;
  }

  /** Restores model and callbacks from the first checkpoint that there is. */
  Optional<Checkpoint> resume() {
    for (Checkpointer checkpointer : checkpointers) {
      Optional<Checkpoint> found = checkpointer.latest(training);
      if (found.isPresent()) {
        found.get().restore(training.model(), identity, options.callbacks());
        return found;
      }
    }
    return Optional.empty();
  }

  void save(List<Epoch> epochs, boolean ended) {
    for (Checkpointer checkpointer : checkpointers) {
      checkpointer.save(
          training,
          () -> Checkpoint.of(training.model(), identity, epochs, ended, options.callbacks()));
    }
  }
}
