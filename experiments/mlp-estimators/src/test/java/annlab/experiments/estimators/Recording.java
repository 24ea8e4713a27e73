package annlab.experiments.estimators;

import annlab.datasets.DataHome;
import annlab.lab.Figure;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what an experiment hands out. */
final class Recording implements RunContext {
  final List<Epoch> epochs = new ArrayList<>();
  final List<String> files = new ArrayList<>();
  private final Parameters parameters;
  private final Optional<DataHome> data;

  Recording(Parameters parameters, Optional<DataHome> data) {
    this.parameters = parameters;
    this.data = data;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public boolean quick() {
    return false;
  }

  @Override
  public DataHome data() {
    return data.orElseThrow();
  }

  @Override
  public Callback recorder() {
    return new Callback() {
      @Override
      public void epochEnd(Training training, Epoch epoch) {
        epochs.add(epoch);
      }
    };
  }

  @Override
  public void artifact(String name, byte[] content) {
    files.add(name);
  }

  @Override
  public void figure(Figure figure) {
    files.add(figure.name() + ".svg");
  }

  @Override
  public void stopIfAsked() {}
}
