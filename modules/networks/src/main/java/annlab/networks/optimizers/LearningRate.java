package annlab.networks.optimizers;

import annlab.networks.config.JavaSource;
import annlab.networks.config.KerasObject;
import annlab.networks.config.KerasOptions;
import annlab.networks.config.Registry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The learning rate as a function of the steps taken so far. */
public sealed interface LearningRate {
  /**
   * The schedules under Keras' names.
   *
   * @return the registry that reads them
   */
  static Registry<LearningRate> keras() {
    return Known.REGISTRY;
  }

  /** Holds the registry, apart from the interface, whose initialization must not need it. */
  final class Known {
    private static final Registry<LearningRate> REGISTRY =
        new Registry<LearningRate>("learning-rate schedule")
            .with("ExponentialDecay", ExponentialDecay::read)
            .with("PiecewiseConstantDecay", PiecewiseConstant::read)
            .with("CosineDecay", CosineDecay::read);

    private Known() {}
  }

  /** Keras' name of an optimizer's rate. */
  String OPTION = "learning_rate";

  /**
   * The rate of a step.
   *
   * @param step updates done before this one
   * @return the rate
   */
  double at(long step);

  /**
   * The rate as an optimizer's option.
   *
   * @return a number, or a map from a schedule's name to its options
   */
  Object config();

  /**
   * The rate as one of Keras' objects.
   *
   * @return a schedule; empty for a constant, which Keras writes as a number
   */
  Optional<KerasObject> schedule();

  /**
   * The Java code of the rate for an updater of DL4J.
   *
   * @param code takes imports and notes
   * @return a number or an {@code ISchedule} over steps; empty where DL4J has none that is the
   *     same, after a note that says so
   */
  Optional<String> dl4jCode(JavaSource code);

  /**
   * Reads an optimizer's rate.
   *
   * @param options the optimizer's
   * @param defaultValue the rate where none is given
   * @return a constant or a schedule
   */
  static LearningRate read(KerasOptions options, double defaultValue) {
    return options.numberOrOne(OPTION, LearningRate::constant, keras(), defaultValue);
  }

  private static Optional<String> written(JavaSource code, String type, Object... arguments) {
    String schedules = "org.nd4j.linalg.schedule.";
    Object[] all = new Object[arguments.length + 1];
    all[0] = code.use(schedules + "ScheduleType") + ".ITERATION";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Optional.of(JavaSource.construct(code.use(schedules + type), all));
  }

  private static Optional<String> none(JavaSource code) {
    return code.lacks("this schedule of the rate");
  }

  /**
   * The same rate throughout.
   *
   * @param rate in (0, inf)
   */
  record Constant(double rate) implements LearningRate {
    public Constant {
      if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("learningRate must be in (0, inf), got " + rate);
      }
    }

    @Override
    public double at(long step) {
      return rate;
    }

    @Override
    public Object config() {
      return rate;
    }

    @Override
    public Optional<KerasObject> schedule() {
      return Optional.empty();
    }

    @Override
    public Optional<String> dl4jCode(JavaSource code) {
      return Optional.of(String.valueOf(rate));
    }
  }

  /** A rate that changes with the steps. */
  sealed interface Schedule extends LearningRate, KerasObject {
    @Override
    default Object config() {
      return KerasObject.super.config();
    }

    @Override
    default Optional<KerasObject> schedule() {
      return Optional.of(this);
    }

    @Override
    default String kerasModule() {
      return "keras.optimizers.schedules";
    }
  }

  /**
   * {@code initial * decayRate^(step / decaySteps)} (Keras' {@code ExponentialDecay}).
   *
   * @param initial rate of the first step
   * @param decaySteps steps to one factor, above 0
   * @param decayRate the factor
   * @param staircase whether the exponent is rounded down
   */
  record ExponentialDecay(double initial, double decaySteps, double decayRate, boolean staircase)
      implements Schedule {
    @Override
    public double at(long step) {
      double power = step / decaySteps;
      return initial * StrictMath.pow(decayRate, staircase ? Math.floor(power) : power);
    }

    static ExponentialDecay read(KerasOptions options) {
      return new ExponentialDecay(
          options.number("initial_learning_rate"),
          options.number("decay_steps"),
          options.number("decay_rate"),
          options.flag("staircase"));
    }

    @Override
    public String kerasName() {
      return "ExponentialDecay";
    }

    @Override
    public Map<String, Object> options() {
      return KerasObject.options(
          "initial_learning_rate",
          initial,
          "decay_steps",
          decaySteps,
          "decay_rate",
          decayRate,
          "staircase",
          staircase);
    }

    @Override
    public Optional<String> dl4jCode(JavaSource code) {
      return staircase
          ? written(code, "StepSchedule", initial, decayRate, decaySteps)
          : written(
              code, "ExponentialSchedule", initial, StrictMath.pow(decayRate, 1 / decaySteps));
    }
  }

  /**
   * {@code values[i]}, i the number of boundaries below the step (Keras' {@code
   * PiecewiseConstantDecay}: a boundary itself still has the value before it).
   *
   * @param boundaries steps, rising
   * @param values one more than boundaries
   */
  record PiecewiseConstant(List<Long> boundaries, List<Double> values) implements Schedule {
    public PiecewiseConstant {
      boundaries = List.copyOf(boundaries);
      values = List.copyOf(values);
      if (values.size() != boundaries.size() + 1) {
        throw new IllegalArgumentException(
            "values must be one more than boundaries, got "
                + values.size()
                + " values and "
                + boundaries.size()
                + " boundaries");
      }
    }

    @Override
    public double at(long step) {
      int i = 0;
      while (i < boundaries.size() && step > boundaries.get(i)) {
        i++;
      }
      return values.get(i);
    }

    static PiecewiseConstant read(KerasOptions options) {
      return new PiecewiseConstant(options.longs("boundaries"), options.numbers("values"));
    }

    @Override
    public String kerasName() {
      return "PiecewiseConstantDecay";
    }

    @Override
    public Map<String, Object> options() {
      return KerasObject.options("boundaries", boundaries, "values", values);
    }

    /** DL4J's map names the first step of each value, Keras the last step of the one before. */
    @Override
    public Optional<String> dl4jCode(JavaSource code) {
      if (!boundaries.stream().allMatch(b -> b >= 0 && b < Integer.MAX_VALUE)) {
        return none(code);
      }
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < values.size(); i++) {
        long from = i == 0 ? 0 : boundaries.get(i - 1) + 1;
        text.append(".add(").append(from).append(", ").append(values.get(i)).append(')');
      }
      return written(code, "MapSchedule.Builder").map(map -> map + text + ".build()");
    }
  }

  /**
   * {@code initial * ((1 - alpha) (1 + cos(pi min(step, n) / n)) / 2 + alpha)}, n = decaySteps
   * (Keras' {@code CosineDecay}).
   *
   * @param initial rate of the first step
   * @param decaySteps steps to the smallest rate, above 0
   * @param alpha smallest rate as a share of the initial one
   */
  record CosineDecay(double initial, double decaySteps, double alpha) implements Schedule {
    @Override
    public double at(long step) {
      double share = Math.min((double) step, decaySteps) / decaySteps;
      return initial * ((1 - alpha) * 0.5 * (1 + StrictMath.cos(Math.PI * share)) + alpha);
    }

    static CosineDecay read(KerasOptions options) {
      return new CosineDecay(
          options.number("initial_learning_rate"),
          options.number("decay_steps"),
          options.number("alpha", 0));
    }

    @Override
    public String kerasName() {
      return "CosineDecay";
    }

    @Override
    public Map<String, Object> options() {
      return KerasObject.options(
          "initial_learning_rate", initial, "decay_steps", decaySteps, "alpha", alpha);
    }

    @Override
    public Optional<String> dl4jCode(JavaSource code) {
      return none(code);
    }
  }

  /**
   * The same rate throughout.
   *
   * @param rate in (0, inf)
   * @return the rate
   */
  static LearningRate constant(double rate) {
    return new Constant(rate);
  }
}
