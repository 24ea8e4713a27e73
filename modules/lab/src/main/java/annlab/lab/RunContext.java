package annlab.lab;

import annlab.datasets.DataHome;
import annlab.lab.charts.Figure;
import annlab.networks.Callback;

/** The inputs of an experiment's run: settings, data, and the recorder of its results. */
public interface RunContext {
  /**
   * The settings of this run.
   *
   * @return seed, epochs, rows and the others
   */
  Parameters parameters();

  /**
   * Whether this is a quick run: it is to take few rows of a data set.
   *
   * @return true for a quick run
   */
  boolean quick();

  /**
   * Where data sets are found.
   *
   * @return the data home
   */
  DataHome data();

  /**
   * What every {@code fit} of the experiment's main model is to be given: it records each epoch in
   * the run store, shows progress, feeds DL4J's training UI and stops when asked to.
   *
   * @return the callback
   */
  Callback recorder();

  /**
   * Keeps a file with the run.
   *
   * @param name a file name such as {@code predictions.json}, {@code confusion.csv} or {@code
   *     boundary.svg}
   * @param content its bytes
   */
  void artifact(String name, byte[] content);

  /**
   * Keeps a figure with the run; the report and the site show it in its section.
   *
   * @param figure the figure
   */
  void figure(Figure figure);

  /**
   * Ends the run here if somebody asked for it. An experiment of several parts calls this between
   * them; {@link #recorder}, {@link #artifact} and {@link #figure} do the same.
   */
  void stopIfAsked();
}
