package annlab.sweep.trials;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.runs.Run;
import annlab.lab.runs.RunExport;
import annlab.lab.runs.RunId;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials as an executor of a cluster trains them: without a run store of their own. */
class RemoteTrialTest {
  private static final RunId RUN = new RunId("20260101-000000-fit-abc");

  @TempDir Path folder;
  private final List<JsonNode> said = new ArrayList<>();
  private String answer = "go";

  private ObjectNode order(int epochs, int until) {
    ObjectNode spec =
        (ObjectNode)
            Json.parse(
                ("{'data': 'iris', 'sequential': [{'Dense': {'units': 3, 'activation':"
                        + " 'softmax'}}], 'compile': {'loss': 'sparse_categorical_crossentropy',"
                        + " 'optimizer': 'adam'}, 'fit': {'epochs': "
                        + epochs
                        + "}, 'seed': 4}")
                    .replace('\'', '"'));
    FitExperiment fit = new FitExperiment(spec, folder);
    ObjectNode order =
        TrialOrder.of(RUN, fit, fit.defaults(), false)
            .withSpecification(spec, folder)
            .withPart(until, false)
            .json();
    return order.put("work", folder.toString());
  }

  private JsonNode run(ObjectNode order) {
    return Json.parse(
        RemoteTrial.run(
            Json.line(order),
            text -> {
              said.add(Json.parse(text));
              return answer;
            }));
  }

  private static Run run(JsonNode answer) {
    return RunExport.read(answer.path("document"), "the answer");
  }

  @Test
  void aTrialThatIsCarriedFromOneMachineToAnotherHasTheBitsOfOneInOneGo() throws IOException {
    JsonNode whole = run(order(5, 0));
    assertThat(whole.path("end").asText()).isEqualTo("FINISHED");
    assertThat(said).hasSize(5);

    JsonNode first = run(order(5, 2));
    assertThat(first.path("end").asText()).isEqualTo("INTERRUPTED");
    assertThat(first.path("checkpoints")).hasSize(1);
    ObjectNode rest = order(5, 0);
    rest.set("checkpoints", first.path("checkpoints"));
    said.clear();
    JsonNode second = run(rest);

    assertThat(said).as("two epochs are not trained again").hasSize(3);
    assertThat(run(second).history()).isEqualTo(run(whole).history());
    assertThat(run(second).summary().metrics()).isEqualTo(run(whole).summary().metrics());
    assertThat(second.path("artifacts").findValuesAsText("name")).contains("specification.json");
    try (Stream<Path> homes = Files.list(folder)) {
      Path home = assertThat(homes.toList()).as("all trials share one").singleElement().actual();
      assertThat(home.resolve("runs")).as("nothing of a trial stays").isEmptyDirectory();
    }
  }

  @Test
  void theDriversWordEndsATrialWithACheckpoint() {
    answer = "stop";
    JsonNode stopped = run(order(100_000, 0));

    assertThat(stopped.path("end").asText()).isEqualTo("INTERRUPTED");
    assertThat(said).isNotEmpty().hasSizeLessThan(100_000);
  }

  @Test
  void whatIsWrongIsAnAnswer() {
    for (String damaged : List.of("AAAA", "", "UEsDBA==")) {
      ObjectNode order = order(3, 0);
      order.putObject("checkpoints").put("checkpoint-1.zip", damaged);
      assertThat(run(order).path("end").asText())
          .as("a damaged checkpoint is passed over, the training starts over")
          .isEqualTo("FINISHED");
    }
    ObjectNode order = order(3, 0);
    order.putObject("checkpoints").put("../x", "AAAA");
    assertThat(run(order).path("reason").asText())
        .isEqualTo("a checkpoint's file must not be called ../x");

    ObjectNode other = order(3, 0).put("fingerprint", "0".repeat(64));
    JsonNode refused = run(other);
    assertThat(refused.path("end").asText()).isEqualTo("MISSING");
    assertThat(refused.path("reason").asText())
        .startsWith("the worker has other code than the sweep");

    ObjectNode lost = order(3, 0);
    ((ObjectNode) lost.path("specification")).put("data", "no-such-data");
    assertThat(run(lost).path("end").asText()).isEqualTo("FAILED");
  }

  @Test
  void anOrderIsReadAsItWasWritten() {
    TrialOrder order = TrialOrder.of(order(3, 2));

    assertThat(TrialOrder.of(order.json())).isEqualTo(order);
    assertThat(order.run()).isEqualTo(RUN);
    assertThat(order.until()).isEqualTo(2);
    assertThat(order.specification()).isNotEqualTo(Optional.empty());
  }
}
