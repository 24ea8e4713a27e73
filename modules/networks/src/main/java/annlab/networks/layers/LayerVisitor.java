package annlab.networks.layers;

/**
 * What is made of each kind of layer that computes. There are no defaults: no kind is forgotten.
 */
public interface LayerVisitor {
  void flatten(Flatten layer);

  void normalization(Normalization layer);

  void dense(Dense layer);

  void dropout(Dropout layer);

  void batchNormalization(BatchNormalization layer);
}
