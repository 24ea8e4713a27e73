package annlab.experiments.keras;

import annlab.datasets.DataHome;
import annlab.lab.Figure;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Training;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what a run hands out. */
final class RecordingContext implements RunContext {
  private final DataHome home;
  private final Parameters parameters;
  private final boolean quick;
  final Map<String, byte[]> artifacts = new LinkedHashMap<>();
  final Map<String, Figure> figures = new LinkedHashMap<>();
  final List<Epoch> epochs = new ArrayList<>();

  /** A quick run's context. */
  RecordingContext(DataHome home, Parameters parameters) {
    this(home, parameters, true);
  }

  RecordingContext(DataHome home, Parameters parameters, boolean quick) {
    this.home = home;
    this.parameters = parameters;
    this.quick = quick;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public boolean quick() {
    return quick;
  }

  @Override
  public DataHome data() {
    return home;
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
    artifacts.put(name, content);
  }

  @Override
  public void figure(Figure figure) {
    figures.put(figure.name(), figure);
  }

  @Override
  public void stopIfAsked() {}
}
