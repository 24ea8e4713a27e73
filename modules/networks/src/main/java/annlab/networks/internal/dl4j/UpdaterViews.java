package annlab.networks.internal.dl4j;

import annlab.networks.layers.LayerVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The optimizer's state in DL4J's updater, variable by variable. */
public final class UpdaterViews {
  private UpdaterViews() {}

  /**
   * Views of the state, shaped as the variables that they belong to: to assign to them changes it.
   *
   * @param parts of the optimizer's state
   * @return for each part an array for each trainable variable, in the order of the layers
   */
  public static List<List<INDArray>> of(MultiLayerNetwork network, int parts) {
    List<List<INDArray>> views = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      views.add(new ArrayList<>());
    }
    for (UpdaterBlock block :
        ((BaseMultiLayerUpdater<?>) network.getUpdater(true)).getUpdaterBlocks()) {
      if (parts == 0 || !(block.getGradientUpdater() instanceof KerasUpdater.Applied)) {
        continue; // moving averages have no state
      }
      INDArray state = block.getUpdaterView();
      INDArray flat = state.reshape(state.length());
      long size = state.length() / parts;
      long at = 0;
      for (UpdaterBlock.ParamState variable : block.getLayersAndVariablesInBlock()) {
        String name = variable.getParamName();
        INDArray parameter =
            Objects.requireNonNull(variable.getLayer().paramTable(false).get(name), name);
        for (int part = 0; part < parts; part++) {
          long from = part * size + at;
          INDArray view = flat.get(NDArrayIndex.interval(from, from + parameter.length()));
          // a kernel lies column by column; DL4J keeps vectors as matrices of one row
          views
              .get(part)
              .add(
                  parameter.size(0) == 1 && !name.equals(LayerVariable.KERNEL)
                      ? view
                      : view.reshape('f', parameter.shape()));
        }
        at += parameter.length();
      }
    }
    return views;
  }
}
