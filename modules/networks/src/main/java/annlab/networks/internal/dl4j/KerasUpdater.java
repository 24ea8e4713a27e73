package annlab.networks.internal.dl4j;

import annlab.networks.config.Definition;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.OptimizerState;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** An {@link Optimizer} as DL4J's updater: the state lives in DL4J's updater view. */
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.ANY,
    getterVisibility = JsonAutoDetect.Visibility.NONE,
    isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class KerasUpdater implements IUpdater {
  private static final long serialVersionUID = 1L;

  private final String definition;
  private final transient Optimizer optimizer;

  public KerasUpdater(Optimizer optimizer) {
    this.definition = Definition.of(optimizer.config());
    this.optimizer = optimizer;
  }

  @JsonCreator
  public KerasUpdater(@JsonProperty("definition") String definition) {
    this.definition = definition;
    this.optimizer = Optimizer.keras().read(Definition.read(definition));
  }

  Optimizer optimizer() {
    return optimizer;
  }

  /** Adds an optimizer's weight decay, if it has one, to an update. */
  public static void decay(Optimizer optimizer, INDArray parameters, INDArray update, double rate) {
    if (optimizer.weightDecay() != 0) {
      Nd4j.getBlasWrapper()
          .level1()
          .axpy(update.length(), rate * optimizer.weightDecay(), parameters, update);
    }
  }

  @Override
  public long stateSize(long parameters) {
    return optimizer.stateFactor() * parameters;
  }

  @Override
  public GradientUpdater<KerasUpdater> instantiate(@Nullable INDArray view, boolean initialize) {
    return new Applied(this, view, initialize);
  }

  @Override
  public GradientUpdater<KerasUpdater> instantiate(
      Map<String, INDArray> state, boolean initialize) {
    return new Applied(this, state.get(Applied.STATE), initialize);
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // immutable
  public IUpdater clone() {
    return this;
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return optimizer.learningRate().at(iteration);
  }

  @Override
  public boolean hasLearningRate() {
    return true;
  }

  @Override
  public void setLrAndSchedule(double rate, ISchedule schedule) {
    throw new UnsupportedOperationException("use Model.setLearningRate");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KerasUpdater updater && updater.definition.equals(definition);
  }

  @Override
  public int hashCode() {
    return definition.hashCode();
  }

  @Override
  public String toString() {
    return definition;
  }

  /** The optimizer at work on one block of parameters. */
  public static final class Applied implements GradientUpdater<KerasUpdater> {
    static final String STATE = "state";

    private final KerasUpdater config;
    private @Nullable INDArray array;
    private OptimizerState state;
    private double rate = Double.NaN;

    Applied(KerasUpdater config, @Nullable INDArray view, boolean initialize) {
      this.config = config;
      this.array = flat(view);
      this.state = new OptimizerState(config.optimizer, array, initialize);
    }

    /** The rate of the next step; NaN to follow the optimizer's own. */
    public void rate(double next) {
      rate = next;
    }

    @Override
    public KerasUpdater getConfig() {
      return config;
    }

    @Override
    public void setState(Map<String, INDArray> map, boolean initialize) {
      array = flat(map.get(STATE));
      state = new OptimizerState(config.optimizer, array, initialize);
    }

    @Override
    public Map<String, INDArray> getState() {
      return array == null ? Map.of() : Map.of(STATE, array);
    }

    @Override
    public void setStateViewArray(
        INDArray view, long[] gradientShape, char gradientOrder, boolean initialize) {
      array = flat(view);
      state = new OptimizerState(config.optimizer, array, initialize);
    }

    private static @Nullable INDArray flat(@Nullable INDArray view) {
      return view == null ? null : view.reshape(view.length());
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
      double now = Double.isNaN(rate) ? config.getLearningRate(iteration, epoch) : rate;
      // ND4J 1.0.0-M1.1 hands over shape [1, n] where M2.1 has [n]; a view either way
      config.optimizer.update(gradient.reshape(gradient.length()), state, now, iteration);
    }

    /** Adds the weight decay, if the optimizer has one, to an update. */
    public void decay(INDArray parameters, INDArray update, double now) {
      KerasUpdater.decay(config.optimizer, parameters, update, now);
    }
  }
}
