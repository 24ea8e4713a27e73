package annlab.experiments.neurons;

import annlab.lab.BrokenVariants;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Each is computed in milliseconds: logic on every row, the rest on 50 cases or fewer. */
final class BrokenVariantsTest extends BrokenVariants {
  private static final long SEED = 42;
  private static final int CASES = 50;
  private static final int TOO_HIGH = 3;

  @Override
  protected List<Variant> variants() {
    List<Variant> variants = new ArrayList<>(logic());
    variants.addAll(units());
    variants.addAll(rules());
    return variants;
  }

  private static List<Variant> logic() {
    List<Variant> variants = new ArrayList<>();
    variants.add(
        variant("A1-threshold", "threshold 3", () -> McCullochPitts.thresholdMistakes(TOO_HIGH)));
    for (ChapterNetwork network : ChapterNetwork.all()) {
      LogicNetwork broken = network.network().withThreshold(TOO_HIGH);
      variants.add(
          variant(
              "A1-" + network.id(),
              "threshold 3",
              new ChapterNetwork(network.id(), network.formula(), broken)::mistakes));
    }
    variants.add(
        variant(
            "A2-random-formulas",
            "threshold 3, 50 formulas",
            () -> McCullochPitts.randomFormulaMistakes(SEED, CASES, TOO_HIGH)));
    variants.add(
        variant(
            "A2-every-function",
            "threshold 3, functions of 2 variables",
            () -> McCullochPitts.everyFunctionMistakes(2, TOO_HIGH)));
    Formula xor = Formula.parse("A xor B");
    variants.add(
        variant(
            "A2-xor",
            "a network of OR",
            () -> TruthTable.mistakes(LogicCompiler.compile(Formula.parse("A or B")), xor)));
    variants.add(
        variant(
            "A2-full-adder",
            "threshold 3",
            () ->
                McCullochPitts.adderMistakes(McCullochPitts.fullAdder().withThreshold(TOO_HIGH))));
    return variants;
  }

  private static List<Variant> units() {
    ThresholdLogicUnit example = ThresholdLogicUnits.EXAMPLE;
    return List.of(
        variant(
            "A3-weighted-sum",
            "the bias left out",
            () ->
                ThresholdLogicUnits.weightedSumMistakes(
                    new ThresholdLogicUnit(example.weights(), 0, example.step()))),
        variant(
            "A4-heaviside",
            "a step that is 0 at 0",
            () -> ThresholdLogicUnits.heavisideMistakes(z -> z > 0 ? 1 : 0)),
        variant(
            "A4-sign",
            "a sign that is 1 at 0",
            () -> ThresholdLogicUnits.signMistakes(z -> z >= 0 ? 1 : -1)),
        variant(
            "A4-nan",
            "a step that compares and no more",
            () -> ThresholdLogicUnits.nanMistakes(List.of(z -> z >= 0 ? 1 : 0))),
        variant(
            "A7-layer",
            "a layer with weights in single precision, 50 layers",
            () -> ThresholdLogicUnits.layerDifference(SEED, CASES, inPrecision(DataType.FLOAT))),
        variant(
            "A7-shapes",
            "a layer that checks no shape",
            () -> ThresholdLogicUnits.acceptedShapes((weights, bias, phi) -> x -> x)),
        variant(
            "A8-growth",
            "a weight that grows whenever its input fires, 50 moments",
            () -> ThresholdLogicUnits.growthMistakes(SEED, CASES, (input, fired) -> input)));
  }

  private static ThresholdLogicUnits.LayerForm inPrecision(DataType type) {
    return (weights, bias, phi) -> x -> new NeuronLayer(round(weights, type), bias, phi).outputs(x);
  }

  private static INDArray round(INDArray values, DataType type) {
    return values.castTo(type).castTo(values.dataType());
  }

  private static List<Variant> rules() {
    return List.of(
        variant(
            "X1-bias",
            "points on two rays, which need no bias",
            () -> ThresholdLogicUnits.biasCounterExamples(List.of(-1.0, 1.0), List.of(2.0, 2.0))),
        variant(
            "X2-stray-input",
            "the rule as printed, 50 steps",
            () ->
                ThresholdLogicUnits.strayInputCounterExamples(
                    LearningRule.AS_PRINTED, SEED, CASES)),
        variant(
            "X2-roles",
            "target and output swapped",
            () -> ThresholdLogicUnits.rolesCounterExamples(LearningRule.ROLES_SWAPPED)));
  }
}
