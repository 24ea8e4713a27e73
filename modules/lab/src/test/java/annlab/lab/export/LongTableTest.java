package annlab.lab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.runs.RunStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class LongTableTest {
  private static final String RUN = "20261122-191503-toy-a3f";

  @Test
  void eachNumberIsALine() {
    List<String> lines = LongTable.of(Exports.small()).lines().toList();
    assertThat(lines.subList(0, 8))
        .containsExactly(
            "run,epoch,quantity,value",
            RUN + ",1,loss,1.5",
            RUN + ",1,val_loss,Infinity",
            RUN + ",1,seconds,0.5",
            RUN + ",2,loss,NaN",
            RUN + ",2,val_loss,Infinity",
            RUN + ",2,seconds,0.5",
            RUN + ",1,learning_rate,0.1");
    assertThat(lines)
        .contains(RUN + ",1,my layer/kernel/weights/mean,0.375")
        .contains(RUN + ",1,my layer/kernel/updates/mean,NaN")
        .endsWith(RUN + ",,test accuracy,0.75")
        .doesNotHaveDuplicates();
  }

  @Test
  void aRunWithoutEpochsHasItsFinalFigures() {
    assertThat(LongTable.of(Exports.withoutEpochs(RunStatus.FAILED)).lines())
        .containsExactly("run,epoch,quantity,value", RUN + ",,test accuracy,0.75");
  }

  @Test
  void aRunThatHasNotEndedIsRefused() {
    for (RunStatus status : List.of(RunStatus.QUEUED, RunStatus.RUNNING)) {
      assertThatThrownBy(() -> Exports.withoutEpochs(status))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("run " + RUN + " is " + status.label() + "; export it when it has ended");
    }
  }
}
