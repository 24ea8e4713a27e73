package annlab.sweep.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepSpecTest {
  private static final String FIT =
      """
      'fit': {'data': 'iris', 'sequential': [
          {'Dense': {'units': 4, 'activation': 'relu'}},
          {'Dense': {'units': 3, 'activation': 'softmax'}}],
        'compile': {'loss': 'sparse_categorical_crossentropy',
          'optimizer': {'SGD': {'learning_rate': 0.1}}, 'metrics': ['accuracy']},
        'fit': {'validation_split': 0.2}}
      """;

  private static final String TREES =
      "'fit': {'data': 'iris', 'estimator': 'MLPClassifier', 'parameters': {'max_iter': 5}}";

  private static final String RATE = "/compile/optimizer/SGD/learning_rate";

  @TempDir Path folder;

  private List<Trial> trials(String members) {
    return spec(members).trials(0, Optional.empty());
  }

  private SweepSpec spec(String members) {
    return SweepSpec.of(json("{" + members + "}"), folder);
  }

  private static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"'));
  }

  @Test
  void everyPointOfTheGridIsTriedWithEverySeed() {
    List<Trial> trials =
        trials(
            FIT
                + ", 'grid': {'"
                + RATE
                + "': [0.1, 0.5], '/sequential/0/Dense/units': [3, 5]}, 'seeds': 2");

    assertThat(trials).hasSize(8);
    assertThat(new HashSet<>(trials.stream().map(Trial::id).toList())).hasSize(8);
    assertThat(trials.get(0).parameters())
        .isEqualTo(json("{'" + RATE + "': 0.1, '/sequential/0/Dense/units': 3, '/seed': 1}"));
    assertThat(trials.get(7).parameters().toString())
        .isEqualTo("{\"" + RATE + "\":0.5,\"/sequential/0/Dense/units\":5,\"/seed\":2}");
    assertThat(trials.get(7).settings().seed()).isEqualTo(2);
    assertThat(trials.get(7).request().at(RATE).doubleValue()).isEqualTo(0.5);
    assertThat(trials.get(7).settings().others())
        .containsEntry("/sequential/0/Dense/units", "5")
        .containsEntry("data", "iris");
  }

  @Test
  void theSameSweepHasTheSameTrials() {
    String text =
        FIT
            + ", 'random': {'trials': 5, 'seed': 7, '"
            + RATE
            + "': {'log': [1e-3, 1]}, '/fit/batch_size': {'choice': [8, 16]},"
            + " '/sequential/0/Dense/units': {'uniform': [2, 4], 'integer': true}}";

    List<ObjectNode> first = trials(text).stream().map(Trial::parameters).toList();
    assertThat(trials(text).stream().map(Trial::parameters).toList()).isEqualTo(first);
    assertThat(
            trials(text.replace("'seed': 7", "'seed': 8")).stream().map(Trial::parameters).toList())
        .isNotEqualTo(first);
    for (ObjectNode drawn : first) {
      assertThat(drawn.path(RATE).doubleValue()).isBetween(1e-3, 1.0);
      assertThat(drawn.path("/fit/batch_size").intValue()).isIn(8, 16);
      assertThat(drawn.path("/sequential/0/Dense/units").intValue()).isBetween(2, 4);
    }
    // held against what this test once printed: draws must not change from one release to another
    assertThat(first.get(0).path(RATE).doubleValue()).isEqualTo(FIRST_RATE);
  }

  private static final double FIRST_RATE = 0.014773698956926271;

  @Test
  void rungsAreTheEpochsOfAFit() {
    Trial trial = trials(FIT + ", 'halving': {'metric': 'val_loss', 'epochs': [2, 6]}").get(0);

    assertThat(trial.settings().epochs()).isEqualTo(6);
    assertThat(trial.request().at("/fit/epochs").intValue()).isEqualTo(6);
  }

  @Test
  void seedsGoWhereTheModelHasThem() {
    assertThat(
            trials(TREES + ", 'seeds': [5]")
                .get(0)
                .request()
                .at("/parameters/random_state")
                .intValue())
        .isEqualTo(5);
    assertThat(
            trials(FIT.replace("'data'", "'seed': {'keras3': 1}, 'data'") + ", 'seeds': [5]")
                .get(0)
                .parameters())
        .isEqualTo(json("{'/seed/keras3': 5}"));
  }

  @Test
  void aFitMayBeInAFileOfItsOwn() throws Exception {
    Files.writeString(folder.resolve("fit.json"), TREES.substring(7).replace('\'', '"'));

    SweepSpec spec = spec("'fit': 'fit.json'");
    assertThat(spec.title()).isEqualTo("iris, MLPClassifier");
    assertThat(spec.document().at("/fit/estimator").textValue()).isEqualTo("MLPClassifier");
  }

  @Test
  void laterStagesBeginAtTheBest() {
    SweepSpec spec =
        spec(
            FIT
                + ", 'grid': {'"
                + RATE
                + "': [0.1, 0.5]}, 'then': [{'grid': {'/fit/batch_size': [8]}}]");
    Trial best = spec.trials(0, Optional.empty()).get(1);

    assertThat(spec.stages()).isEqualTo(2);
    Trial next = spec.trials(1, Optional.of(best)).get(0);
    assertThat(next.request().at(RATE).doubleValue()).isEqualTo(0.5);
    assertThat(next.parameters()).isEqualTo(json("{'/fit/batch_size': 8}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'grid': {}|the sweep needs either",
        "FIT, 'run': 'x'|the sweep needs either",
        "FIT, 'grd': {}|the sweep has no member 'grd'; there are fit, run",
        "FIT, 'grid': {}|the sweep: grid is empty; name what is varied, or leave it out",
        "FIT, 'grid': {'/fit/epochs': []}|the sweep: grid /fit/epochs must be a list of at least"
            + " one value",
        "FIT, 'grid': {'/fit/epochs': 3}|the sweep: grid /fit/epochs must be a list of at least one"
            + " value, got 3",
        "FIT, 'grid': {'/fit/epochs': [3, 4, 3]}|the sweep: grid /fit/epochs has 3 twice; name each"
            + " value once",
        "FIT, 'grid': {'fit/epochs': [3]}|'fit/epochs' is no JSON pointer; one looks like",
        "FIT, 'grid': {'': [3]}|'' is no JSON pointer",
        "FIT, 'grid': {'/compile/optimizer/Adam/learning_rate':"
            + " [1]}|/compile/optimizer/Adam/learning_rate leads nowhere: /compile/optimizer is"
            + " {\"SGD\"",
        "FIT, 'grid': {'/sequential/7/Dense/units': [1]}|leads nowhere: /sequential is [",
        "FIT, 'grid': {'/data/rows': [1]}|leads nowhere: /data is \"iris\"",
        "FIT, 'grid': {'/nothing/at/all': [1]}|leads nowhere: the specification is {",
        "FIT, 'grid': {'/fit/epoch': [3]}|with {\"/fit/epoch\":3}: ",
        "FIT, 'grid': {'/sequential/0/Dense/units': [-3]}|with {\"/sequential/0/Dense/units\":-3}:"
            + " ",
        "FIT, 'grid': {'/seed': [1]}, 'seeds': 2|/seed is varied twice",
        "FIT, 'seeds': -1|the sweep: seeds must be an integer of at least 1, got -1",
        "FIT, 'seeds': [1, 'a']|the sweep: seeds must be a number of seeds or a list of integers",
        "FIT, 'seeds': 100000|the sweep has 100000 trials; there may be 10000",
        "FIT, 'random': {'trials': 3}|the sweep: random draws nothing",
        "FIT, 'random': {'/seed': {'choice': [1]}}|the sweep: random: trials must be the number of"
            + " draws",
        "FIT, 'random': {'trials': 3, '/seed': {'choice': [1, 2]}}|hardly more than 2 different"
            + " trials, trials must not be 3",
        "FIT, 'random': {'trials': 3, '/seed': {'normal': [1, 2]}}|random /seed has no member"
            + " 'normal'",
        "FIT, 'random': {'trials': 3, '/seed': {'log': [0, 2]}}|random /seed: log must begin above"
            + " 0, got [0,2]",
        "FIT, 'random': {'trials': 3, '/seed': {'uniform': [2, 1]}}|uniform must be two numbers,"
            + " the lower first",
        "FIT, 'random': {'trials': 3, '/seed': {'uniform': [0.5, 2], 'integer': true}}|integer goes"
            + " with two integers",
        "FIT, 'random': {'trials': 3, '/seed': {}}|must have one of uniform, log and choice",
        "FIT, 'random': {'trials': 3, 'sed': 1}|the sweep: random has no member 'sed'",
        "FIT, 'halving': {'epochs': [3, 3]}|halving: epochs must be integers that grow, got [3,3]",
        "FIT, 'halving': {'epochs': []}|halving: epochs must be a list of integers that grow",
        "FIT, 'halving': {}|halving: epochs must be a list of integers that grow, got {}",
        "FIT, 'halving': {'epochs': [1], 'keep': 1}|halving: keep must be an integer of at least 2,"
            + " got 1",
        "FIT, 'halving': {'epochs': [1], 'metric': 'loss', 'mode': 'least'}|mode must be min or"
            + " max, got 'least'",
        "FIT, 'halving': {'epochs': [1], 'seed': 2}|seed shuffles the trials of an asynchronous"
            + " one",
        "FIT, 'halving': {'epochs': [1]}, 'median': {}|the sweep has both halving and median; leave"
            + " one out",
        "FIT, 'metric': 'loss', 'halving': {'epochs': [1], 'metric': 'accuracy'}|names several"
            + " metrics (loss, accuracy)",
        "FIT, 'mode': 'min'|the sweep: mode goes with a metric",
        "TREES, 'halving': {'epochs': [1]}|which only a sequential can do, not a MLPClassifier;"
            + " leave it out",
        "'run': 'no-such'|no experiment is called 'no-such'",
        "FIT, 'quick': true|quick goes with run; leave it out",
        "FIT, 'then': {}|then must be a list",
        "FIT, 'then': [{'fit': {}}]|then 1 has no member 'fit'",
        "'fit': 3|fit must be a specification or the name of its file, got 3",
        "'fit': 'missing.json'|missing.json cannot be read; name a sweep that is there"
      })
  void whatIsWrongIsSaidInOneLine(String members, String message) {
    String text = members.replace("FIT", FIT).replace("TREES", TREES);

    assertThatThrownBy(() -> trials(text)).message().contains(message).doesNotContain("\n");
  }

  @Test
  void aFitsOwnEpochsMustBeTheLastRung() {
    String fit = FIT.replace("'validation_split'", "'epochs': 9, 'validation_split'");

    assertThat(trials(fit + ", 'halving': {'epochs': [3, 9]}")).hasSize(1);
    assertThatThrownBy(() -> trials(fit + ", 'halving': {'epochs': [3, 27]}"))
        .hasMessage(
            "halving ends after 27 epochs but fit has epochs 9; make them equal, or leave epochs"
                + " out of fit");
  }
}
