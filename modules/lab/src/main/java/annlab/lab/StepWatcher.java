package annlab.lab;

import annlab.networks.Callback;

/**
 * A watcher that looks at single steps of a run. DL4J's training UI gets nothing of such a run:
 * collecting its statistics would lengthen some of the steps.
 */
public interface StepWatcher extends Callback {}
