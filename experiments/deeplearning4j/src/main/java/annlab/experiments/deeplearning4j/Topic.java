package annlab.experiments.deeplearning4j;

import java.util.Locale;

/** What a difference is about; the page has a heading for each. */
enum Topic {
  TRAINING("Training"),
  OPTIMIZERS("Optimizers and schedules"),
  LAYERS("Layers and activations"),
  WEIGHTS("Initial weights and seeds"),
  LOSSES("Losses and regularizers"),
  EVALUATION("Evaluation"),
  DATA("Data and normalizers"),
  ARRAYS("Arrays");

  private final String title;

  Topic(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** The heading's anchor on GitHub, and the topic's name in the site's addresses. */
  String anchor() {
    return title.toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
