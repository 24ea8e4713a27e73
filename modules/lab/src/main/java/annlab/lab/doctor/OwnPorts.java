package annlab.lab.doctor;

/**
 * The ports of the site that asks the doctor: what is examined is this very process.
 *
 * @param site its own port
 * @param trainingUi the port of DL4J's training UI, 0 if it is none of its choice
 */
public record OwnPorts(int site, int trainingUi) {}
