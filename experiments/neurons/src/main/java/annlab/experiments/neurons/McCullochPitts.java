package annlab.experiments.neurons;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.charts.Figure;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Claims;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Section 1.2.2: binary neurons that compute propositions. */
public final class McCullochPitts implements Experiment {
  private static final String SECTION = "1.2.2";
  private static final Claims CLAIMS = new Claims(SECTION);
  private static final List<String> VARIABLES = List.of("a", "b", "c", "d", "e", "f");

  /** Long enough that a formula of six variables repeats some of them. */
  private static final int MAX_LEAVES = 16;

  /** Made by ServiceLoader. */
  public McCullochPitts() {}

  @Override
  public String id() {
    return "mcculloch-pitts";
  }

  @Override
  public String section() {
    return SECTION;
  }

  @Override
  public String title() {
    return "Logic with McCulloch and Pitts' neurons";
  }

  @Override
  public Map<String, String> figureClaims() {
    return Map.ofEntries(
        Map.entry("logic-identity", "A1-identity"),
        Map.entry("logic-and", "A1-and"),
        Map.entry("logic-or", "A1-or"),
        Map.entry("logic-and-not", "A1-and-not"),
        Map.entry("logic-not", "A1-not"),
        Map.entry("logic-xor", "A2-xor"),
        Map.entry("logic-full-adder", "A2-full-adder"));
  }

  @Override
  public Parameters defaults() {
    return parameters(500, 4);
  }

  @Override
  public Parameters quick() {
    return parameters(50, 3);
  }

  private static Parameters parameters(int formulas, int functionsOf) {
    return new Parameters(
        42,
        0,
        0,
        Map.of(
            "formulas", Integer.toString(formulas),
            "functions_of_variables", Integer.toString(functionsOf)));
  }

  @Override
  public List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    claims.add(
        CLAIMS.property(
            "A1-threshold",
            "A neuron fires with two or more active connections and stays silent with one or none.",
            "0 to 6 active connections, with and without an inhibiting one; each wrong state counts"));
    for (ChapterNetwork network : ChapterNetwork.all()) {
      claims.add(
          CLAIMS.property(
              "A1-" + network.id(),
              "One neuron with threshold 2 computes: " + network.formula() + ".",
              "every row of the truth table is tried; each wrong row counts"));
    }
    claims.add(
        CLAIMS.property(
            "A2-random-formulas",
            "Networks combined from these neurons compute whatever a formula says.",
            "500 random formulas of up to 6 variables, every row of each truth table; each wrong"
                + " row counts"));
    claims.add(
        CLAIMS.property(
            "A2-every-function",
            "There is a network for every function of four truth values.",
            "all 65,536 functions from their disjunctive normal forms, all 16 rows; each wrong row"
                + " counts"));
    claims.add(
        CLAIMS.property(
            "A2-xor", "A network computes the exclusive or.", "all 4 rows; each wrong row counts"));
    claims.add(
        CLAIMS.property(
            "A2-full-adder",
            "A network adds three binary digits to a sum and a carry.",
            "all 8 rows, held against integer addition; each wrong digit counts"));
    return claims;
  }

  @Override
  public Outcome run(RunContext context) {
    Map<String, Double> measured = new LinkedHashMap<>();
    measured.put("A1-threshold", (double) thresholdMistakes(LogicNetwork.CHAPTER_THRESHOLD));
    for (ChapterNetwork network : ChapterNetwork.all()) {
      measured.put("A1-" + network.id(), (double) network.mistakes());
      draw(context, network.id(), network.formula(), network.network());
    }
    int formulas = setting(context.parameters(), "formulas");
    measured.put(
        "A2-random-formulas",
        (double)
            randomFormulaMistakes(
                context.parameters().seed(), formulas, LogicNetwork.CHAPTER_THRESHOLD));
    measured.put(
        "A2-every-function",
        (double)
            everyFunctionMistakes(
                setting(context.parameters(), "functions_of_variables"),
                LogicNetwork.CHAPTER_THRESHOLD));
    Formula xor = Formula.parse("A xor B");
    LogicNetwork xorNetwork = LogicCompiler.compile(xor);
    measured.put("A2-xor", (double) TruthTable.mistakes(xorNetwork, xor));
    draw(context, "xor", "A xor B", xorNetwork);
    LogicNetwork adder = fullAdder();
    measured.put("A2-full-adder", (double) adderMistakes(adder));
    draw(context, "full-adder", "the sum of A, B and a carry", adder);
    context.artifact("full-adder.csv", TruthTable.csv(adder).getBytes(UTF_8));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("formulas", (double) formulas);
    metrics.put("full_adder_neurons", (double) adder.neurons().size());
    return new Outcome(metrics, measured);
  }

  private static void draw(RunContext context, String name, String formula, LogicNetwork network) {
    String caption =
        "Neurons with threshold 2 that compute "
            + formula
            + ". A dashed line with a ring inhibits; two lines side by side are two connections.";
    String svg = LogicDrawing.svg(formula, network);
    context.figure(new Figure("logic-" + name, SECTION, caption, svg));
  }

  private static int setting(Parameters parameters, String name) {
    return Integer.parseInt(Optional.ofNullable(parameters.others().get(name)).orElseThrow());
  }

  /** Tries a single neuron with 0 to 6 active connections. */
  static int thresholdMistakes(int threshold) {
    int mistakes = 0;
    for (int active = 0; active <= 6; active++) {
      for (int inhibited = 0; inhibited <= 1; inhibited++) {
        List<LogicNetwork.Connection> connections = new ArrayList<>();
        for (int i = 0; i < active; i++) {
          connections.add(LogicNetwork.Connection.exciting(0));
        }
        for (int i = 0; i < inhibited; i++) {
          connections.add(LogicNetwork.Connection.inhibiting(0));
        }
        LogicNetwork network =
            new LogicNetwork(
                List.of("A"),
                List.of(new LogicNetwork.Neuron("C", connections)),
                Map.of("C", 1),
                threshold);
        boolean expected = active >= 2 && inhibited == 0;
        boolean fires = network.activity(List.of(true)).get(1);
        boolean silent = !network.activity(List.of(false)).get(1);
        mistakes += (fires == expected ? 0 : 1) + (silent ? 0 : 1);
      }
    }
    return mistakes;
  }

  /** Wrong rows over random formulas of one to six variables, on networks of a given threshold. */
  static int randomFormulaMistakes(long seed, int formulas, int threshold) {
    int mistakes = 0;
    for (int i = 0; i < formulas; i++) {
      List<String> variables = VARIABLES.subList(0, 1 + i % VARIABLES.size());
      Formula formula = new RandomFormulas(seed + i, variables).next(1 + i % MAX_LEAVES);
      LogicNetwork network = LogicCompiler.compile(formula).withThreshold(threshold);
      mistakes += TruthTable.mistakes(network, formula);
    }
    return mistakes;
  }

  /** Wrong rows over all functions of some variables, on networks of a given threshold. */
  static int everyFunctionMistakes(int variables, int threshold) {
    List<String> names = VARIABLES.subList(0, variables);
    List<List<Boolean>> rows = TruthTable.rows(variables);
    List<Formula> terms = rows.stream().map(row -> term(names, row)).toList();
    int mistakes = 0;
    for (int function = 0; function < 1 << rows.size(); function++) {
      LogicNetwork network =
          LogicCompiler.compile(normalForm(terms, function)).withThreshold(threshold);
      for (int row = 0; row < rows.size(); row++) {
        boolean expected = (function >> row & 1) == 1;
        Boolean out = network.outputs(rows.get(row)).get("out");
        mistakes += Boolean.valueOf(expected).equals(out) ? 0 : 1;
      }
    }
    return mistakes;
  }

  /** The disjunction of the terms whose bit is set; a contradiction if none is. */
  private static Formula normalForm(List<Formula> terms, int function) {
    // A contradiction in the first term's own variables, so that the network has all inputs.
    Formula first = terms.get(0);
    Formula form = new Formula.Joined(Connective.AND, first, new Formula.Not(first));
    boolean empty = true;
    for (int i = 0; i < terms.size(); i++) {
      if ((function >> i & 1) == 1) {
        form = empty ? terms.get(i) : new Formula.Joined(Connective.OR, form, terms.get(i));
        empty = false;
      }
    }
    return form;
  }

  /** The conjunction that holds in one row only. */
  private static Formula term(List<String> names, List<Boolean> row) {
    Formula term = literal(names.get(0), row.get(0));
    for (int i = 1; i < names.size(); i++) {
      term = new Formula.Joined(Connective.AND, term, literal(names.get(i), row.get(i)));
    }
    return term;
  }

  private static Formula literal(String name, boolean holds) {
    Formula variable = new Formula.Variable(name);
    return holds ? variable : new Formula.Not(variable);
  }

  // listing: A2-full-adder
  /** Adds A, B and Cin; its outputs are {@code sum} and {@code carry}. */
  static LogicNetwork fullAdder() {
    Map<String, Formula> outputs = new LinkedHashMap<>();
    outputs.put("sum", Formula.parse("(A xor B) xor Cin"));
    outputs.put("carry", Formula.parse("(A and B) or ((A xor B) and Cin)"));
    return LogicCompiler.compile(outputs);
  }

  // end listing

  /** Wrong digits against integer addition. */
  static int adderMistakes(LogicNetwork adder) {
    int mistakes = 0;
    for (List<Boolean> row : TruthTable.rows(3)) {
      int total = 0;
      for (boolean digit : row) {
        total += digit ? 1 : 0;
      }
      Map<String, Boolean> outputs = adder.outputs(row);
      mistakes += Boolean.valueOf((total & 1) == 1).equals(outputs.get("sum")) ? 0 : 1;
      mistakes += Boolean.valueOf(total >= 2).equals(outputs.get("carry")) ? 0 : 1;
    }
    return mistakes;
  }
}
