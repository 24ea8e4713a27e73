package annlab.networks;

import annlab.networks.numpy.NumpyArrays;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The formats that a model is saved in, by the end of the file's name. */
enum ModelFormat {
  KERAS(".keras"),
  WEIGHTS_H5(".weights.h5"),
  NPZ(".npz"),
  ONNX(".onnx"),
  H5(".h5"),
  HDF5(".hdf5"),
  OWN("");

  private final String end;

  ModelFormat(String end) {
    this.end = end;
  }

  static ModelFormat of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (ModelFormat format : values()) {
      if (name.endsWith(format.end)) {
        return format;
      }
    }
    return OWN;
  }

  /** Refuses a name that no model is saved under. */
  void require(Path file) {
    if (this == H5 || this == HDF5) {
      throw new IllegalArgumentException(
          "a whole model is saved as .keras, weights as .weights.h5; Keras' legacy .h5 is read"
              + " alone, got "
              + file.getFileName());
    }
  }

  void write(Model model, Path file) {
    require(file);
    switch (this) {
      case KERAS -> KerasModels.writeArchive(model, file);
      case WEIGHTS_H5 -> KerasModels.writeWeights(model, file);
      case NPZ ->
          NumpyArrays.write(
              file, KerasModels.variables(model).stream().flatMap(List::stream).toList());
      case ONNX -> model.export(file);
      default -> ModelFile.write(model, file);
    }
  }
}
