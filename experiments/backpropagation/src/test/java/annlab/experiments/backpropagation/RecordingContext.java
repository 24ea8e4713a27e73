package annlab.experiments.backpropagation;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.datasets.DataHome;
import annlab.lab.Figure;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.networks.Callback;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps what an experiment hands out. */
final class RecordingContext implements RunContext {
  private final Parameters parameters;
  private final boolean quick;
  private final Map<String, String> artifacts = new LinkedHashMap<>();
  private final Map<String, Figure> figures = new LinkedHashMap<>();

  RecordingContext(Parameters parameters, boolean quick) {
    this.parameters = parameters;
    this.quick = quick;
  }

  Map<String, String> artifacts() {
    return artifacts;
  }

  Map<String, Figure> figures() {
    return figures;
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
    throw new AssertionError("these experiments need no data");
  }

  @Override
  public Callback recorder() {
    return new Callback() {};
  }

  @Override
  public void artifact(String name, byte[] content) {
    artifacts.put(name, new String(content, UTF_8));
  }

  @Override
  public void figure(Figure figure) {
    figures.put(figure.name(), figure);
  }

  @Override
  public void stopIfAsked() {}
}
