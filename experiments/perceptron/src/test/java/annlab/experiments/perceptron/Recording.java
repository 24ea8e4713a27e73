package annlab.experiments.perceptron;

import annlab.datasets.DataHome;
import annlab.lab.Figure;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Training;
import java.util.ArrayList;
import java.util.List;

/** Keeps what an experiment hands out. */
final class Recording implements RunContext {
  private final Parameters parameters;
  private final List<Epoch> epochs = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();

  Recording(Parameters parameters) {
    this.parameters = parameters;
  }

  List<Epoch> epochs() {
    return epochs;
  }

  List<Figure> figures() {
    return figures;
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
    throw new AssertionError("iris comes with the program");
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
  public void artifact(String name, byte[] content) {}

  @Override
  public void figure(Figure figure) {
    figures.add(figure);
  }

  @Override
  public void stopIfAsked() {}
}
