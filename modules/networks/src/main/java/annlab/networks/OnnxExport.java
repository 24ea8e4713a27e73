package annlab.networks;

import annlab.networks.files.AtomicFiles;
import annlab.networks.formats.OnnxModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A model on its way to an ONNX file (opset 17), which ONNX Runtime and others run. The input is
 * {@code x}, any number of rows; the output {@code y}, [rows, outputs], in the model's type.
 */
public final class OnnxExport {
  private final Model model;
  private final Optional<OnnxModel.Scaling> scaling;
  private final Optional<List<Integer>> classes;

  private OnnxExport(
      Model model, Optional<OnnxModel.Scaling> scaling, Optional<List<Integer>> classes) {
    this.model = model;
    this.scaling = scaling;
    this.classes = classes;
  }

  /**
   * A model as it is.
   *
   * @param model built
   * @return to be written
   */
  public static OnnxExport of(Model model) {
    return new OnnxExport(model, Optional.empty(), Optional.empty());
  }

  /**
   * The same with inputs that are scaled first: {@code (x - mean) / scale}, in double precision.
   *
   * @param mean one number a feature
   * @param scale one number a feature
   * @return a changed copy
   */
  public OnnxExport withScaling(List<Double> mean, List<Double> scale) {
    return new OnnxExport(model, Optional.of(new OnnxModel.Scaling(mean, scale)), classes);
  }

  /**
   * The same with a classifier's outputs in place of {@code y}: {@code probabilities}, [rows,
   * classes], and {@code label}, integer, [rows].
   *
   * @param ids of the classes, one an output; two of them for a single output
   * @return a changed copy
   */
  public OnnxExport withClasses(List<Integer> ids) {
    return new OnnxExport(model, scaling, Optional.of(List.copyOf(ids)));
  }

  /**
   * Writes the file, whole or not at all; the same model gives the same bytes.
   *
   * @param file replaced if it is there; its name ends in {@code .onnx}
   * @throws IllegalArgumentException if it is named as another format
   * @throws IllegalStateException if the model is not built
   */
  public void write(Path file) {
    if (!String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".onnx")) {
      throw new IllegalArgumentException(
          "export writes .onnx, got " + file.getFileName() + "; save writes the other formats");
    }
    try {
      AtomicFiles.write(
          file.toAbsolutePath(), OnnxModel.of(KerasModels.saved(model), scaling, classes));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
