package annlab.networks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes an {@link Optimizer} as DL4J's updater, or as ours where DL4J has none that computes the
 * same.
 */
final class PlainUpdater {
  private static final String TYPES = "org.nd4j.linalg.learning.config.";
  private static final String SCHEDULES = "org.nd4j.linalg.schedule.";

  private final PlainCode code;

  PlainUpdater(PlainCode code) {
    this.code = code;
  }

  /** An expression of type {@code IUpdater}; AdamW's decay is a matter of the regularization. */
  String of(Optimizer optimizer) {
    Optimizer base = optimizer instanceof AdamW adamW ? adamW.adam() : optimizer;
    return dl4j(base).orElseGet(() -> ours(base));
  }

  private Optional<String> dl4j(Optimizer optimizer) {
    if (optimizer instanceof Sgd sgd) {
      return sgd(sgd);
    }
    return optimizer instanceof Adam adam ? adam(adam) : Optional.empty();
  }

  private Optional<String> sgd(Sgd sgd) {
    if (sgd.momentum() != 0 && !sgd.nesterov()) {
      return Optional.empty();
    }
    return rate(sgd.learningRate())
        .map(
            rate ->
                sgd.momentum() == 0
                    ? call(code.use(TYPES + "Sgd"), rate)
                    : call(code.use(TYPES + "Nesterovs"), rate, sgd.momentum()));
  }

  private Optional<String> adam(Adam adam) {
    return rate(adam.learningRate())
        .map(
            rate -> {
              String type = code.use(TYPES + "Adam");
              if (adam.learningRate() instanceof LearningRate.Constant) {
                return call(type, rate, adam.beta1(), adam.beta2(), adam.epsilon());
              }
              return type
                  + ".builder().learningRateSchedule("
                  + rate
                  + (").beta1(" + adam.beta1())
                  + (").beta2(" + adam.beta2())
                  + (").epsilon(" + adam.epsilon())
                  + ").build()";
            });
  }

  /** A number or an {@code ISchedule} over steps; empty where DL4J has none that is the same. */
  private Optional<String> rate(LearningRate rate) {
    if (rate instanceof LearningRate.Constant constant) {
      return Optional.of(String.valueOf(constant.rate()));
    }
    if (rate instanceof LearningRate.ExponentialDecay decay) {
      return Optional.of(
          decay.staircase()
              ? schedule("StepSchedule", decay.initial(), decay.decayRate(), decay.decaySteps())
              : schedule(
                  "ExponentialSchedule",
                  decay.initial(),
                  Math.pow(decay.decayRate(), 1 / decay.decaySteps())));
    }
    if (rate instanceof LearningRate.PiecewiseConstant pieces
        && pieces.boundaries().stream().allMatch(b -> b >= 0 && b < Integer.MAX_VALUE)) {
      return Optional.of(steps(pieces));
    }
    return Optional.empty();
  }

  private String schedule(String type, Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = code.use(SCHEDULES + "ScheduleType") + ".ITERATION";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return call(code.use(SCHEDULES + type), all);
  }

  /** DL4J's map names the first step of each value, Keras the last step of the one before. */
  private String steps(LearningRate.PiecewiseConstant pieces) {
    StringBuilder text = new StringBuilder(schedule("MapSchedule.Builder"));
    for (int i = 0; i < pieces.values().size(); i++) {
      long from = i == 0 ? 0 : pieces.boundaries().get(i - 1) + 1;
      text.append(".add(").append(from).append(", ").append(pieces.values().get(i)).append(')');
    }
    return text.append(".build()").toString();
  }

  private String ours(Optimizer optimizer) {
    String rate = ourRate(optimizer.learningRate());
    String expression;
    if (optimizer instanceof Sgd sgd) {
      note(
          sgd.momentum() == 0 || sgd.nesterov()
              ? "this schedule of the rate"
              : "classical momentum, its Nesterovs is Nesterov's");
      expression = call(code.ours("Sgd"), rate, sgd.momentum(), sgd.nesterov());
    } else if (optimizer instanceof Adam adam) {
      note("this schedule of the rate");
      expression = call(code.ours("Adam"), rate, adam.beta1(), adam.beta2(), adam.epsilon());
    } else if (optimizer instanceof Nadam nadam) {
      note("a Nadam whose beta1 warms up, as Keras' does");
      expression = call(code.ours("Nadam"), rate, nadam.beta1(), nadam.beta2(), nadam.epsilon());
    } else if (optimizer instanceof RmsProp rmsProp) {
      note("an RMSprop with epsilon under the root and a mean that starts at 0, as Keras'");
      expression =
          call(code.ours("RmsProp"), rate, rmsProp.rho(), rmsProp.momentum(), rmsProp.epsilon());
    } else {
      Adagrad adagrad = (Adagrad) optimizer;
      note("an Adagrad with epsilon under the root and a first sum of one's choice, as Keras'");
      expression =
          call(code.ours("Adagrad"), rate, adagrad.initialAccumulator(), adagrad.epsilon());
    }
    return expression + ".toDl4j()";
  }

  private void note(String lacking) {
    code.note("DL4J has not got " + lacking + ": the updater is annlab's own.");
  }

  private String ourRate(LearningRate rate) {
    String type = code.ours("LearningRate");
    if (rate instanceof LearningRate.Constant constant) {
      return type + ".constant(" + constant.rate() + ")";
    }
    if (rate instanceof LearningRate.CosineDecay cosine) {
      return call(type + ".CosineDecay", cosine.initial(), cosine.decaySteps(), cosine.alpha());
    }
    if (rate instanceof LearningRate.ExponentialDecay decay) {
      return call(
          type + ".ExponentialDecay",
          decay.initial(),
          decay.decaySteps(),
          decay.decayRate(),
          decay.staircase());
    }
    LearningRate.PiecewiseConstant pieces = (LearningRate.PiecewiseConstant) rate;
    String list = code.use("java.util.List") + ".of";
    List<String> boundaries = pieces.boundaries().stream().map(b -> b + "L").toList();
    return call(
        type + ".PiecewiseConstant",
        list + "(" + String.join(", ", boundaries) + ")",
        list + "(" + joined(pieces.values().toArray()) + ")");
  }

  private static String call(String type, Object... arguments) {
    return "new " + type + "(" + joined(arguments) + ")";
  }

  private static String joined(Object... arguments) {
    return Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining(", "));
  }
}
