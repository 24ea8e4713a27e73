#!/usr/bin/env bash
# The first step of Deeplearning4j's Nadam is sixty times the learning rate.
# Versions: Deeplearning4j 1.0.0-M2.1; Keras 3.15.1 steps by 1.06 learning rates from the same gradient. Date: 2026-11-29.
# Seen: with learning rate 0.001 a bias moves by 0.0601 for gradient 1, and by the same for gradient 0.01. Adam moves it by 0.0010.
# Guess from before: a few per cent more than Adam, as the paper and Keras have it.
# Hurt: who changes Adam to Nadam with the learning rate left as it is: the first steps throw the weights about.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.deeplearning4j</groupId><artifactId>deeplearning4j-nn</artifactId><version>1.0.0-M2.1</version></dependency>
    <dependency><groupId>org.deeplearning4j</groupId><artifactId>deeplearning4j-utility-iterators</artifactId><version>1.0.0-M2.1</version></dependency>
    <dependency><groupId>org.nd4j</groupId><artifactId>nd4j-native</artifactId><version>1.0.0-M2.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
XML
mvn --batch-mode --quiet dependency:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

public class Finding {
  /** What the first step adds to a bias at 0 whose gradient is the one given. */
  static double step(IUpdater updater, double gradient) {
    MultiLayerNetwork unit = new MultiLayerNetwork(new NeuralNetConfiguration.Builder().seed(1).updater(updater).list()
        .layer(new OutputLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).nIn(1).nOut(1).build()).build());
    unit.init();
    unit.params().assign(0);
    unit.fit(Nd4j.zeros(1, 1), Nd4j.zeros(1, 1).sub(gradient / 2));
    return unit.params().getDouble(1);
  }

  public static void main(String[] args) {
    System.out.println("Adam: " + step(new Adam(0.001), 1) + ", Nadam: " + step(new Nadam(0.001), 1) + ", Nadam of a hundredth of the gradient: " + step(new Nadam(0.001), 0.01));
    check(Math.abs(step(new Adam(0.001), 1) + 0.001) < 1e-6);
    check(Math.abs(step(new Nadam(0.001), 1) + 0.0601) < 1e-4 && Math.abs(step(new Nadam(0.001), 0.01) + 0.0601) < 1e-4);
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
