package annlab.lab;

import annlab.datasets.DataSet;
import annlab.lab.claims.Change;
import annlab.lab.claims.Claim;
import annlab.lab.sources.ModuleSources;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of the chapter that can be run and judged.
 *
 * <p>Implementations are public classes with a public constructor without parameters, named in
 * {@code META-INF/services/annlab.lab.Experiment}. Neither constructor nor {@link #claims} may
 * touch ND4J: {@code annlab list} answers in a moment.
 */
public interface Experiment {
  /**
   * The name on the command line.
   *
   * @return lower case words joined by hyphens, as {@code fashion-mnist}
   */
  String id();

  /**
   * The chapter's section.
   *
   * @return as {@code 1.3.1}
   */
  String section();

  /**
   * A title for people.
   *
   * @return a few words
   */
  String title();

  /**
   * What the experiment judges.
   *
   * @return the claims, in the chapter's order
   */
  List<Claim> claims();

  /**
   * The claims that its figures belong to.
   *
   * @return a claim's id by the name of the figure; what is left out illustrates the section alone
   */
  default Map<String, String> figureClaims() {
    return Map.of();
  }

  /**
   * What later versions of the libraries have changed of the chapter's code and statements.
   *
   * @return in the chapter's order, by default none
   */
  default List<Change> changes() {
    return List.of();
  }

  /**
   * The experiment's own settings: a run with these, and only such a run, is judged.
   *
   * @return seed, epochs and what else is set
   */
  Parameters defaults();

  /**
   * The settings of a quick run: few rows and epochs, a few seconds.
   *
   * @return settings under which everything runs and nothing is judged
   */
  Parameters quick();

  /**
   * What the experiment's numbers depend on: SHA-256 over the sources of its module and of those it
   * depends on, as they were built. A verdict of other code is stale.
   *
   * @return 64 hexadecimal digits; empty if this build carries no sources of it
   */
  default Optional<String> fingerprint() {
    return ModuleSources.fingerprint(getClass());
  }

  /**
   * What the experiment reads. All of it is looked at before the experiment begins.
   *
   * @return data sets of the catalogue, by default none
   */
  default List<DataSet> dataSets() {
    return List.of();
  }

  /**
   * Whether DL4J's training UI is to show its models, which all have to be ones that DL4J can tell
   * of.
   *
   * @return true, but for what somebody else specifies
   */
  default boolean feedsTrainingUi() {
    return true;
  }

  /**
   * Runs the experiment.
   *
   * @param context settings, data, and where results go as they come
   * @return the numbers measured
   */
  Outcome run(RunContext context);
}
