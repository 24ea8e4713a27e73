package annlab.networks;

/** A compiled model, ready to be trained. */
public final class Model {
  Model() {}
}
