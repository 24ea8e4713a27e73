/**
 * Other libraries' files: Keras 3's archive, HDF5 files of Keras 2 and 3, and ONNX. Models come and
 * go as descriptions with variables; nothing here knows how one is trained.
 */
@NullMarked
package annlab.networks.formats;

import org.jspecify.annotations.NullMarked;
