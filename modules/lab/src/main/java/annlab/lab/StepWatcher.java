package annlab.lab;

import annlab.networks.Callback;

/**
 * A watcher that looks at single steps of a run. DL4J's training UI gets nothing of such a run: the
 * steps that its listener sees are DL4J's own, whatever step was asked for.
 */
public interface StepWatcher extends Callback {}
