package annlab.networks;

import java.util.List;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/** The implementations of a step that the backend of these tests has. */
public final class StepsHere {
  private StepsHere() {}

  /** DL4J's step, and on the CPU the fused one. */
  public static List<StepChoice> all() {
    return Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU
        ? List.of(StepChoice.DL4J, StepChoice.DENSE)
        : List.of(StepChoice.DL4J);
  }
}
