package annlab.networks;

/** Which implementation computes a training step. The results differ in rounding only. */
public enum StepChoice {
  /** The fastest that knows the network and the backend. */
  AUTO,
  /** DL4J's own layers: any network, any backend. */
  DL4J,
  /** The fused step for stacks of dense layers on the CPU. */
  DENSE
}
