package annlab.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.datasets.DataHome;
import annlab.lab.charts.Figure;
import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Training;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs an experiment without a store, and keeps what it hands out. */
public final class RecordingContext implements RunContext {
  private final Parameters parameters;
  private final boolean quick;
  private final Optional<DataHome> data;
  private final List<Epoch> epochs = new ArrayList<>();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, Figure> figures = new LinkedHashMap<>();

  private RecordingContext(Parameters parameters, boolean quick, Optional<DataHome> data) {
    this.parameters = parameters;
    this.quick = quick;
    this.data = data;
  }

  /**
   * A run that is not a quick one and has no data sets but those that come with the program.
   *
   * @param parameters its settings
   * @return the context
   */
  public static RecordingContext of(Parameters parameters) {
    return new RecordingContext(parameters, false, Optional.empty());
  }

  /**
   * The same as a quick run.
   *
   * @return a context that has recorded nothing
   */
  public RecordingContext quickly() {
    return new RecordingContext(parameters, true, data);
  }

  /**
   * The same with data sets.
   *
   * @param home where they are
   * @return a context that has recorded nothing
   */
  public RecordingContext withData(DataHome home) {
    return new RecordingContext(parameters, quick, Optional.of(home));
  }

  /**
   * The epochs that the recorder saw.
   *
   * @return in their order
   */
  public List<Epoch> epochs() {
    return epochs;
  }

  /**
   * The files handed out, pictures among them.
   *
   * @return content by name, in their order
   */
  public Map<String, byte[]> files() {
    return files;
  }

  /**
   * The figures handed out.
   *
   * @return figures by name, in their order
   */
  public Map<String, Figure> figures() {
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
    return data.orElseThrow(() -> new AssertionError("this experiment is to need no data"));
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
    files.put(name, content);
  }

  @Override
  public void figure(Figure figure) {
    figures.put(figure.name(), figure);
    files.put(figure.name() + ".svg", figure.svg().getBytes(UTF_8));
  }

  @Override
  public void stopIfAsked() {}
}
