package annlab.experiments.neurons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import annlab.experiments.neurons.LogicNetwork.Connection;
import annlab.experiments.neurons.LogicNetwork.Neuron;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class LogicNetworkTest {
  static List<ChapterNetwork> chapterNetworks() {
    return ChapterNetwork.all();
  }

  @ParameterizedTest
  @MethodSource("chapterNetworks")
  void theChaptersNetworksComputeWhatTheySay(ChapterNetwork network) {
    assertThat(network.mistakes()).isZero();
  }

  @ParameterizedTest
  @MethodSource("chapterNetworks")
  void noNetworkOfTheChapterSurvivesAnotherThreshold(ChapterNetwork network) {
    Map<String, Formula> expected = Map.of("C", Formula.parse(network.formula()));
    int one = TruthTable.mistakes(network.network().withThreshold(1), expected);
    int three = TruthTable.mistakes(network.network().withThreshold(3), expected);
    assertThat(one + three).isPositive();
  }

  @Test
  void inhibitionSilencesANeuronHoweverStronglyItIsExcited() {
    Neuron c =
        new Neuron(
            "c",
            List.of(
                Connection.exciting(0),
                Connection.exciting(0),
                Connection.exciting(0),
                Connection.exciting(0),
                Connection.inhibiting(1)));
    LogicNetwork network = new LogicNetwork(List.of("A", "B"), List.of(c), Map.of("C", 2), 2);
    assertThat(network.activity(List.of(true, false))).containsExactly(true, false, true);
    assertThat(network.activity(List.of(true, true))).containsExactly(true, true, false);
  }

  @Test
  void aNeuronMayNotFeedItself() {
    Neuron loop = new Neuron("c", List.of(Connection.exciting(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LogicNetwork(List.of("A"), List.of(loop), Map.of("C", 1), 2))
        .withMessage("neuron 1 must be fed by lower numbers, got a connection from 1");
  }

  @Test
  void eachInputNeedsAState() {
    LogicNetwork network = LogicCompiler.compile(Formula.parse("a and b"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.activity(List.of(true)))
        .withMessage("the network has the inputs [a, b], got 1 states");
  }

  @ParameterizedTest
  @CsvSource({
    "a, 1, 1",
    "not a, 1, 1",
    "not not a, 1, 1",
    "a and b, 1, 1",
    "a and not b, 1, 1",
    "not b and a, 1, 1",
    "a or b, 1, 1",
    "a xor b, 3, 2",
    "a implies b, 2, 2",
    "a iff b, 4, 3",
    "(a and b) or (a and b), 2, 2",
  })
  void formulasTakeAsFewNeuronsAsTheirPartsNeed(String text, int neurons, int depth) {
    LogicNetwork network = LogicCompiler.compile(Formula.parse(text));
    assertThat(network.neurons()).hasSize(neurons);
    assertThat(network.depths().stream().mapToInt(d -> d).max()).hasValue(depth);
    assertThat(TruthTable.mistakes(network, Formula.parse(text))).isZero();
  }

  @Test
  void randomFormulasEqualTheirTruthTables() {
    assertThat(McCullochPitts.randomFormulaMistakes(1, 200, 2)).isZero();
  }

  @Test
  void aWrongThresholdIsFoundByTheRandomFormulas() {
    assertThat(McCullochPitts.randomFormulaMistakes(1, 20, 1)).isPositive();
    assertThat(McCullochPitts.randomFormulaMistakes(1, 20, 3)).isPositive();
    assertThat(McCullochPitts.thresholdMistakes(1)).isPositive();
    assertThat(McCullochPitts.thresholdMistakes(3)).isPositive();
  }

  @Test
  void allFunctionsOfThreeVariablesHaveANetwork() {
    assertThat(McCullochPitts.everyFunctionMistakes(3, LogicNetwork.CHAPTER_THRESHOLD)).isZero();
  }

  @Test
  void aFullAdderAddsAndWithoutInhibitionDoesNot() {
    LogicNetwork adder = McCullochPitts.fullAdder();
    assertThat(McCullochPitts.adderMistakes(adder)).isZero();
    List<Neuron> uninhibited =
        adder.neurons().stream()
            .map(
                neuron ->
                    new Neuron(
                        neuron.name(),
                        neuron.connections().stream()
                            .filter(c -> c.effect() == LogicNetwork.Effect.EXCITES)
                            .toList()))
            .toList();
    LogicNetwork broken =
        new LogicNetwork(adder.inputs(), uninhibited, adder.outputs(), adder.threshold());
    assertThat(McCullochPitts.adderMistakes(broken)).isPositive();
  }

  @Test
  void theTableOfAnAdderIsPrintedWithItsInputsAndOutputs() {
    assertThat(TruthTable.csv(McCullochPitts.fullAdder()).lines())
        .startsWith("A,B,Cin,sum,carry", "0,0,0,0,0", "0,0,1,1,0")
        .endsWith("1,1,0,0,1", "1,1,1,1,1")
        .hasSize(9);
  }

  @Test
  void aDrawingShowsEveryConnectionAndMarksInhibition() {
    String svg = LogicDrawing.svg("A and not B", ChapterNetwork.all().get(3).network());
    assertThat(svg.split("url\\(#arrow\\)", -1)).hasSize(3);
    assertThat(svg.split("url\\(#ring\\)", -1)).hasSize(2);
    assertThat(svg).contains(">A</text>", ">B</text>", ">C</text>").doesNotContain(">on</text>");
    assertThat(LogicDrawing.svg("not B", ChapterNetwork.all().get(4).network()))
        .contains(">on</text>");
  }
}
