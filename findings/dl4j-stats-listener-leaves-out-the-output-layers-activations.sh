#!/usr/bin/env bash
# Deeplearning4j's StatsListener records activations of every layer but the output layer.
# Versions: Deeplearning4j 1.0.0-M2.1. Date: 2026-11-29.
# Seen: a network of three layers, 0 to 2: mean magnitudes of parameters and gradients for all three, of activations for "input", 0 and 1.
# A network that is an output layer alone has those of its input only.
# Guess from before: activations of all layers, as the training UI offers a chart of each layer's.
# Hurt: who looks in the training UI for a saturated or collapsed output, which is where a classifier goes wrong first: its chart stays empty.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.deeplearning4j</groupId><artifactId>deeplearning4j-ui-model</artifactId><version>1.0.0-M2.1</version></dependency>
    <dependency><groupId>org.nd4j</groupId><artifactId>nd4j-native</artifactId><version>1.0.0-M2.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
XML
mvn --batch-mode --quiet dependency:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.api.StatsReport;
import org.deeplearning4j.ui.model.stats.api.StatsType;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

public class Finding {
  /** What a listener recorded of a network with so many hidden layers. */
  static StatsReport report(int hidden) {
    var list = new NeuralNetConfiguration.Builder().seed(1).updater(new Sgd(0.1)).activation(Activation.SIGMOID).list();
    for (int i = 0; i < hidden; i++) {
      list.layer(new DenseLayer.Builder().nIn(2).nOut(2).build());
    }
    list.layer(new OutputLayer.Builder(LossFunction.MSE).activation(Activation.SIGMOID).nIn(2).nOut(1).build());
    MultiLayerNetwork network = new MultiLayerNetwork(list.build());
    network.init();
    InMemoryStatsStorage storage = new InMemoryStatsStorage();
    network.setListeners(new StatsListener(storage, 1));
    for (int step = 0; step < 3; step++) {
      network.fit(Nd4j.ones(4, 2), Nd4j.ones(4, 1));
    }
    String session = storage.listSessionIDs().get(0);
    Persistable last = storage.getLatestUpdateAllWorkers(session, StatsListener.TYPE_ID).get(0);
    return (StatsReport) last;
  }

  static Set<String> named(StatsReport report, StatsType type) {
    var values = report.getMeanMagnitudes(type);
    return values == null ? Set.of() : new TreeSet<>(values.keySet());
  }

  public static void main(String[] args) {
    StatsReport three = report(2);
    System.out.println("parameters " + named(three, StatsType.Parameters) + ", gradients " + named(three, StatsType.Gradients)
        + ", activations " + named(three, StatsType.Activations) + "; output layer alone: " + named(report(0), StatsType.Activations));
    check(named(three, StatsType.Parameters).contains("2_W") && named(three, StatsType.Gradients).contains("2_W"));
    check(named(three, StatsType.Activations).equals(Set.of("input", "0", "1")));
    check(named(report(0), StatsType.Activations).equals(Set.of("input")));
  }

  static void check(boolean asFound) {
    if (!asFound) {
      throw new AssertionError("it behaves otherwise now");
    }
  }
}
JAVA
java --class-path "lib/*" Finding.java
echo "as found"
