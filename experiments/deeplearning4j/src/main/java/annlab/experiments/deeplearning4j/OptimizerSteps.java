package annlab.experiments.deeplearning4j;

import static annlab.experiments.deeplearning4j.Difference.differing;
import static annlab.experiments.deeplearning4j.LinearUnit.configuration;
import static annlab.experiments.deeplearning4j.LinearUnit.firstStep;
import static annlab.experiments.deeplearning4j.LinearUnit.floats;
import static annlab.experiments.deeplearning4j.LinearUnit.network;
import static annlab.experiments.deeplearning4j.LinearUnit.output;
import static annlab.experiments.deeplearning4j.LinearUnit.row;

import annlab.networks.Dl4j;
import annlab.networks.optimizers.Adagrad;
import annlab.networks.optimizers.LearningRate;
import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** What DL4J's updaters and schedules do otherwise, seen in the first step of a bias. */
final class OptimizerSteps {
  private OptimizerSteps() {}

  static List<Difference> all() {
    return List.of(
        differing(
                "sgd-rate",
                Topic.OPTIMIZERS,
                "Plain gradient descent without a learning rate, also a network without an updater,"
                    + " takes 0.001, Keras' SGD 0.01.")
            .in(Libraries.KERAS, "SGD(), a step with gradient 1", -0.01)
            .dl4j("new Sgd()", -0.001, Tolerance.FLOATS, OptimizerSteps::sgd)
            .instead("write new Sgd(0.01)", Tolerance.FLOATS, OptimizerSteps::sgdOfKeras),
        differing(
                "momentum",
                Topic.OPTIMIZERS,
                "DL4J has Nesterov's momentum only; its first step is 1.9 times that of momentum"
                    + " 0.9.")
            .in(Libraries.KERAS, "SGD(0.1, momentum=0.9), first step with gradient 1", -0.1)
            .dl4j("new Nesterovs(0.1, 0.9)", -0.19, Tolerance.FLOATS, OptimizerSteps::nesterov)
            .instead(
                "give annlab's Sgd with momentum through Dl4j.updater",
                Tolerance.FLOATS,
                OptimizerSteps::momentum),
        differing(
                "adam-epsilon",
                Topic.OPTIMIZERS,
                "Adam's epsilon is 1e-8, Keras' 1e-7: where gradients are tiny its steps are up to"
                    + " ten times larger.")
            .in(Libraries.KERAS, "Adam(), first step with gradient 1e-7", -3.065322744078003e-5)
            .dl4j("new Adam()", -2.402519e-4, Tolerance.FLOATS, OptimizerSteps::adam)
            .instead(
                "write new Adam(0.001, 0.9, 0.999, 1e-7)",
                Tolerance.FLOATS,
                OptimizerSteps::adamOfKeras),
        differing(
                "rmsprop-decay",
                Topic.OPTIMIZERS,
                "RMSProp forgets with 0.95, Keras' with 0.9; the learning rate that it takes if"
                    + " none is given is 0.1 in place of 0.001.")
            .in(Libraries.KERAS, "RMSprop(0.001), first step with gradient 1", -0.0031622762326)
            .dl4j("new RmsProp(0.001)", -0.0044721346, Tolerance.FLOATS, OptimizerSteps::rmsProp)
            .instead(
                "write new RmsProp(0.001, 0.9, 1e-7)",
                Tolerance.FLOATS,
                OptimizerSteps::rmsPropOfKeras),
        differing(
                "adagrad-accumulator",
                Topic.OPTIMIZERS,
                "AdaGrad adds up squared gradients from 1e-6 on, Keras' from 0.1, which keeps the"
                    + " first steps small.")
            .in(Libraries.KERAS, "Adagrad(0.001), first step with gradient 0.1", -3.0151123e-4)
            .dl4j("new AdaGrad(0.001)", -9.9994e-4, Tolerance.FLOATS, OptimizerSteps::adaGrad)
            .instead(
                "give annlab's Adagrad through Dl4j.updater",
                Tolerance.FLOATS,
                OptimizerSteps::adaGradOfKeras),
        differing(
                "nadam-step",
                Topic.OPTIMIZERS,
                "The first step of Nadam is sixty times the learning rate, whatever the gradient.")
            .in(Libraries.KERAS, "Nadam(0.001), first step with gradient 1", -0.001062787720002234)
            .dl4j("new Nadam(0.001)", -0.0600836426, Tolerance.FLOATS, OptimizerSteps::nadam)
            .instead(
                "give annlab's Nadam through Dl4j.updater",
                Tolerance.FLOATS,
                OptimizerSteps::nadamOfKeras),
        differing(
                "adadelta-epsilon",
                Topic.OPTIMIZERS,
                "AdaDelta's epsilon is 1e-6, Keras' 1e-7; it sets the size of the first steps. DL4J"
                    + " has no learning rate beside it, Keras' is 0.001.")
            .in(
                Libraries.KERAS,
                "Adadelta(1.0), first step with gradient 1",
                -0.0014142121654003859)
            .dl4j("new AdaDelta()", -0.0044720909, Tolerance.FLOATS, OptimizerSteps::adaDelta)
            .instead(
                "write new AdaDelta(0.95, 1e-7)",
                Tolerance.FLOATS,
                OptimizerSteps::adaDeltaOfKeras),
        differing(
                "clip-layer",
                Topic.OPTIMIZERS,
                "ClipL2PerLayer takes the norm of weights and biases together, Keras' clipnorm of"
                    + " each by itself.")
            .in(
                Libraries.KERAS,
                "SGD(1.0, clipnorm=1.0), the weight's step, gradient 3 beside 4",
                1)
            .dl4j(
                "gradientNormalization(GradientNormalization.ClipL2PerLayer)",
                0.6,
                Tolerance.FLOATS,
                () -> clippedStep(GradientNormalization.ClipL2PerLayer))
            .instead(
                "take GradientNormalization.ClipL2PerParamType",
                Tolerance.FLOATS,
                () -> clippedStep(GradientNormalization.ClipL2PerParamType)),
        differing(
                "polynomial-schedule",
                Topic.OPTIMIZERS,
                "PolySchedule grows: it takes the power of one plus the share of steps that are"
                    + " done, and drops to 0 at the end.")
            .in(Libraries.KERAS, "PolynomialDecay(1.0, 4, 0.0, power=2)(1)", 0.5625)
            .dl4j(
                "new PolySchedule(ScheduleType.ITERATION, 1, 2, 4).valueAt(1, 0)",
                1.5625,
                Tolerance.DOUBLES,
                OptimizerSteps::polynomial)
            .instead(
                "write an ISchedule of one's own",
                Tolerance.DOUBLES,
                OptimizerSteps::polynomialOfKeras),
        differing(
                "schedule-boundary",
                Topic.OPTIMIZERS,
                "MapSchedule changes at its key, Keras' PiecewiseConstantDecay one step after its"
                    + " boundary.")
            .in(Libraries.KERAS, "PiecewiseConstantDecay([2], [1.0, 0.5])(2)", 1)
            .dl4j(
                "a MapSchedule with add(0, 1) and add(2, 0.5), valueAt(2, 0)",
                0.5,
                Tolerance.DOUBLES,
                () -> boundary(2))
            .instead("add(3, 0.5): one more", Tolerance.DOUBLES, () -> boundary(3)),
        differing(
                "schedule-epoch",
                Topic.OPTIMIZERS,
                "A schedule by epochs stands still where a loop calls fit(dataSet): only"
                    + " fit(iterator) counts epochs.")
            .in(Libraries.KERAS, "LearningRateScheduler, the rate in the third call of fit", 0.25)
            .dl4j(
                "three calls of fit(dataSet) with a schedule 1, 0.5, 0.25 by epochs",
                1,
                Tolerance.FLOATS,
                () -> thirdRate(false))
            .instead(
                "call network.incrementEpochCount() after each",
                Tolerance.FLOATS,
                () -> thirdRate(true)));
  }

  // listing: DL4J-sgd-rate, DL4J-sgd-rate-remedy
  static double sgd() {
    return firstStep(new Sgd(), 1);
  }

  static double sgdOfKeras() {
    return firstStep(new Sgd(0.01), 1);
  }

  // end listing

  // listing: DL4J-momentum, DL4J-momentum-remedy
  static double nesterov() {
    return firstStep(new Nesterovs(0.1, 0.9), 1);
  }

  static double momentum() {
    var rate = new LearningRate.Constant(0.1);
    return firstStep(Dl4j.updater(new annlab.networks.optimizers.Sgd(rate, 0.9, false)), 1);
  }

  // end listing

  // listing: DL4J-adam-epsilon, DL4J-adam-epsilon-remedy
  static double adam() {
    return firstStep(new Adam(), 1e-7);
  }

  static double adamOfKeras() {
    return firstStep(new Adam(0.001, 0.9, 0.999, 1e-7), 1e-7);
  }

  // end listing

  // listing: DL4J-rmsprop-decay, DL4J-rmsprop-decay-remedy
  static double rmsProp() {
    return firstStep(new RmsProp(0.001), 1);
  }

  static double rmsPropOfKeras() {
    return firstStep(new RmsProp(0.001, 0.9, 1e-7), 1);
  }

  // end listing

  // listing: DL4J-adagrad-accumulator, DL4J-adagrad-accumulator-remedy
  static double adaGrad() {
    return firstStep(new AdaGrad(0.001), 0.1);
  }

  static double adaGradOfKeras() {
    return firstStep(Dl4j.updater(new Adagrad(0.001)), 0.1);
  }

  // end listing

  // listing: DL4J-nadam-step, DL4J-nadam-step-remedy
  static double nadam() {
    return firstStep(new Nadam(0.001), 1);
  }

  static double nadamOfKeras() {
    return firstStep(Dl4j.updater(new annlab.networks.optimizers.Nadam(0.001)), 1);
  }

  // end listing

  // listing: DL4J-adadelta-epsilon, DL4J-adadelta-epsilon-remedy
  static double adaDelta() {
    return firstStep(new AdaDelta(), 1);
  }

  static double adaDeltaOfKeras() {
    return firstStep(new AdaDelta(0.95, 1e-7), 1);
  }

  // end listing

  // listing: DL4J-clip-layer, DL4J-clip-layer-remedy
  static double clippedStep(GradientNormalization normalization) {
    MultiLayerNetwork unit =
        network(
            configuration()
                .updater(new Sgd(1))
                .gradientNormalization(normalization)
                .gradientNormalizationThreshold(1),
            output(1, 1).build());
    unit.params().assign(0);
    unit.fit(new DataSet(floats(row(0.75)), floats(row(2)))); // gradients -3 and -4
    return unit.params().getDouble(0);
  }

  // end listing

  // listing: DL4J-polynomial-schedule
  static double polynomial() {
    double initial = 1, power = 2;
    int steps = 4;
    return new PolySchedule(ScheduleType.ITERATION, initial, power, steps).valueAt(1, 0);
  }

  // end listing

  static double polynomialOfKeras() {
    return new Polynomial(1, 2, 4).valueAt(1, 0);
  }

  // listing: DL4J-polynomial-schedule-remedy
  record Polynomial(double initial, double power, int steps) implements ISchedule {
    @Override
    public double valueAt(int iteration, int epoch) {
      return initial * Math.pow(1 - Math.min(iteration, steps) / (double) steps, power);
    }

    @Override
    public ISchedule clone() {
      return this;
    }
  }

  // end listing

  // listing: DL4J-schedule-boundary, DL4J-schedule-boundary-remedy
  static double boundary(int key) {
    MapSchedule schedule =
        new MapSchedule.Builder(ScheduleType.ITERATION).add(0, 1).add(key, 0.5).build();
    return schedule.valueAt(2, 0);
  }

  // end listing

  // listing: DL4J-schedule-epoch, DL4J-schedule-epoch-remedy
  static double thirdRate(boolean counted) {
    var halved = new ExponentialSchedule(ScheduleType.EPOCH, 1, 0.5);
    MultiLayerNetwork unit = LinearUnit.of(new Sgd(halved));
    double rate = 0;
    for (int call = 0; call < 3; call++) {
      double before = unit.params().getDouble(1);
      unit.fit(LinearUnit.biasGradient(unit, -1));
      rate = unit.params().getDouble(1) - before;
      if (counted) {
        unit.incrementEpochCount();
      }
    }
    return rate;
  }

  // end listing
}
