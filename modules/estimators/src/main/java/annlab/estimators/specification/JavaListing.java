package annlab.estimators.specification;

import annlab.networks.FitOptions;
import annlab.networks.config.JavaSource;
import annlab.networks.keras.KerasTraining.Compilation;
import annlab.networks.layers.Layer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Writes a specification as Java code that comes to the same numbers: what a page can ask for, on
 * points that are drawn or on iris. For other data the code reads the specification itself.
 */
final class JavaListing {
  private final DataSpec data;
  private final Optional<SplitSpec> split;
  private JavaSource code = new JavaSource();
  private final StringBuilder body = new StringBuilder();

  JavaListing(DataSpec data, Optional<SplitSpec> split) {
    this.data = data;
    this.split = split;
    code.use("annlab.datasets.Samples");
  }

  String sequential(
      List<Layer> layers, Compilation compilation, FitOptions options, long seed, DataType type) {
    if (!rows()) {
      return ofSpecification();
    }
    String types = code.use("org.nd4j.linalg.api.buffer.DataType");
    line("INDArray inputs = " + train() + ".x().castTo(" + types + "." + type + ");");
    code.use("org.nd4j.linalg.api.ndarray.INDArray");
    int width = data.drawn().isPresent() ? 2 : data.columns().size();
    List<String> written =
        new ArrayList<>(List.of(code.use("annlab.networks.layers.Input") + ".of(" + width + ")"));
    layers.forEach(layer -> written.add(layer.javaCode(code)));
    code.use("annlab.networks.Sequential");
    code.use("annlab.networks.Model");
    line("Model model =");
    line("    Sequential.of(");
    line("            " + String.join(",\n                ", written) + ")");
    line("        .seed(" + seed + ")");
    line("        .dataType(" + types + "." + type + ")");
    line(
        "        .compile("
            + code.expression(compilation.loss())
            + ", "
            + code.expression(compilation.optimizer())
            + ");");
    String fit =
        code.use("annlab.networks.FitOptions") + ".defaults().withEpochs(" + options.epochs();
    code.use("annlab.networks.History");
    line("History history =");
    line("    model.fit(");
    line("        inputs,");
    line("        " + train() + ".y(),");
    line("        " + fit + ").withBatchSize(" + options.batchSize() + "));");
    if (split.isPresent()) {
      String cast = ".castTo(" + types + "." + type + ")";
      line("System.out.println(");
      line("    \"loss on the test points: \"");
      line("        + model.evaluate(parts.test().x()" + cast + ", parts.test().y()).loss());");
    }
    line("System.out.println(history.series(\"loss\").get(history.epochs().size() - 1));");
    return text();
  }

  String perceptron(JsonNode parameters) {
    if (!rows()) {
      return ofSpecification();
    }
    code.use("annlab.estimators.perceptron.FittedPerceptron");
    line("FittedPerceptron fitted =");
    line("    new " + code.use("annlab.estimators.perceptron.Perceptron") + "()");
    parameters
        .properties()
        .forEach(
            field -> {
              String call =
                  switch (field.getKey()) {
                    case "eta0" -> ".withEta0(" + field.getValue().doubleValue() + ")";
                    case "max_iter" -> ".withMaxIter(" + field.getValue() + ")";
                    case "random_state" -> ".withRandomState(" + field.getValue() + ")";
                    case "tol" ->
                        field.getValue().isNull()
                            ? ".withoutTol()"
                            : ".withTol(" + field.getValue().doubleValue() + ")";
                    default ->
                        throw new IllegalArgumentException(
                            "no Java code is written for the parameter " + field.getKey());
                  };
              line("        " + call);
            });
    line("        .fit(" + train() + ".x(), " + train() + ".y());");
    if (split.isPresent()) {
      code.use("annlab.estimators.Scores");
      line("System.out.println(");
      line("    \"accuracy on the test points: \"");
      line("        + Scores.accuracy(parts.test().y(), fitted.predict(parts.test().x())));");
    }
    line("System.out.println(fitted.coef() + \" \" + fitted.intercept());");
    return text();
  }

  /** The rows to train on, as {@link #rows} calls them. */
  private String train() {
    return split.isPresent() ? "parts.train()" : "data";
  }

  /** Writes how the rows are read and divided; false if the specification must be read for it. */
  private boolean rows() {
    Optional<String> divide = split.flatMap(spec -> spec.toJava("data"));
    if ((split.isPresent() && divide.isEmpty()) || !all()) {
      return false;
    }
    divide.ifPresent(
        call -> {
          code.use("annlab.datasets.Split");
          line("Split parts = " + call + ";");
        });
    return true;
  }

  /** Writes how all rows are read; false if that takes reading a file. */
  private boolean all() {
    if (data.drawn().isPresent()) {
      String set = code.use("annlab.datasets.PlaneSet") + "." + data.drawn().get().name();
      line(
          "Samples data = "
              + set
              + ".samples("
              + data.drawnRows()
              + ", "
              + data.noise()
              + ", "
              + data.seed()
              + ");");
      return true;
    }
    boolean numbers = data.columns().stream().allMatch(JsonNode::isInt);
    if (data.read().isEmpty()
        || !numbers
        || data.columns().isEmpty()
        || data.positive().isEmpty()) {
      return false;
    }
    code.use("org.nd4j.linalg.factory.Nd4j");
    code.use("org.nd4j.linalg.api.buffer.DataType");
    String columns =
        data.columns().stream().map(JsonNode::asText).collect(Collectors.joining(", "));
    code.use("annlab.datasets.DataHome");
    line(
        "Samples all = "
            + code.use("annlab.datasets.DataSet")
            + ".named(\""
            + data.name()
            + "\").orElseThrow().load(new DataHome()"
            + (data.rows().isPresent() ? ", " + data.rows().getAsInt() : "")
            + ");");
    line("Samples data =");
    line("    new Samples(");
    line("        Nd4j.pullRows(all.x(), 0, new int[] {" + columns + "}).dup('c'),");
    line("        all.y().eq(" + data.positive().getAsInt() + ").castTo(DataType.INT32));");
    return true;
  }

  private String ofSpecification() {
    code = new JavaSource();
    body.setLength(0);
    code.use("annlab.estimators.specification.FitResult");
    code.use("annlab.estimators.specification.FitSpec");
    code.use("annlab.datasets.DataHome");
    code.use("java.nio.file.Path");
    line("DataHome home = new DataHome();");
    line("FitResult result = FitSpec.read(Path.of(\"playground.json\")).run(home);");
    line("System.out.println(result.text());");
    return text();
  }

  private void line(String text) {
    body.append("    ").append(text).append('\n');
  }

  private String text() {
    return code.head()
        + "/** Trains what the playground trained, to the same numbers. */\n"
        + "public final class Playground {\n"
        + "  public static void main(String[] args) {\n"
        + body
        + "  }\n}\n";
  }
}
