package annlab.estimators.specification;

/** What the target column of a table stands for. */
enum TargetKind {
  /** Numbers, for a regression. */
  NUMBERS,
  /** Classes: integers, or words, which stand for 0, 1, ... in alphabetical order. */
  CLASSES,
  /** Probabilities from 0 to 1, or two classes as above. */
  PROBABILITIES
}
