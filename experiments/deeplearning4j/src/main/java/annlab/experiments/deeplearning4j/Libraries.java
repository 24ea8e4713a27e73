package annlab.experiments.deeplearning4j;

/** The libraries that DL4J is held against, with the versions that gave their numbers. */
final class Libraries {
  static final String DL4J = "Deeplearning4j 1.0.0-M2.1";
  static final String KERAS = "Keras 3.15.1";
  static final String SKLEARN = "scikit-learn 1.9.1";
  static final String NUMPY = "NumPy 2.4.6";
  static final String PANDAS = "pandas 3.1.1";

  private Libraries() {}
}
