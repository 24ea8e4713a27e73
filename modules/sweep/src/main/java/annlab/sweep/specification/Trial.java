package annlab.sweep.specification;

import annlab.lab.Experiment;
import annlab.lab.Parameters;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One trial of a sweep.
 *
 * @param id twelve digits of the SHA-256 of what is trained, the same in every sweep
 * @param parameters what the sweep varied, by JSON pointer
 * @param request what is trained: the specification of a fit, or an experiment's settings
 * @param experiment what the run of it is an experiment of
 * @param settings the run's
 * @param quick whether the run is a quick one
 */
public record Trial(
    String id,
    ObjectNode parameters,
    ObjectNode request,
    Experiment experiment,
    Parameters settings,
    boolean quick) {}
