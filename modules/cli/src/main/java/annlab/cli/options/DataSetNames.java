package annlab.cli.options;

import annlab.datasets.DataSet;
import java.util.ListResourceBundle;

/** The names of the catalogue's data sets for the help texts, as {@code ${bundle:data-sets}}. */
public final class DataSetNames extends ListResourceBundle {
  /** Made by ResourceBundle. */
  public DataSetNames() {}

  @Override
  protected Object[][] getContents() {
    return new Object[][] {{"data-sets", String.join(", ", DataSet.names())}};
  }
}
