package annlab.networks;

import annlab.networks.numpy.NumpyArrays;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** The formats that a model is saved in, by the end of the file's name. */
enum ModelFormat {
  KERAS(".keras", KerasModels::writeArchive),
  WEIGHTS_H5(".weights.h5", KerasModels::writeWeights),
  NPZ(
      ".npz",
      (model, file) ->
          NumpyArrays.write(
              file, KerasModels.variables(model).stream().flatMap(List::stream).toList())),
  H5(".h5", ModelFormat::refuse),
  HDF5(".hdf5", ModelFormat::refuse),
  OWN("", ModelFile::write);

  private final String end;
  private final BiConsumer<Model, Path> writer;

  ModelFormat(String end, BiConsumer<Model, Path> writer) {
    this.end = end;
    this.writer = writer;
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

  void write(Model model, Path file) {
    writer.accept(model, file);
  }

  private static void refuse(Model model, Path file) {
    throw new IllegalArgumentException(
        "a whole model is saved as .keras, weights as .weights.h5; Keras' legacy .h5 is read alone,"
            + " got "
            + file.getFileName());
  }
}
