package annlab.experiments.estimators;

import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Synthetic mails of 24 words each. Some words come more often in spam, some in urgent mail,
 * whether it is spam or not.
 *
 * @param x how often each word occurs: double, shape [mails, 12]
 * @param labels 1 for spam and 1 for urgent: double, shape [mails, 2]
 */
record Mails(INDArray x, INDArray labels) {
  /** The first four words speak of spam, the next four of urgency, the last four of nothing. */
  static final List<String> WORDS =
      List.of(
          "prize",
          "winner",
          "free",
          "offer",
          "today",
          "deadline",
          "asap",
          "reply",
          "the",
          "meeting",
          "report",
          "coffee");

  private static final int LENGTH = 24;

  /** How much more often a telling word comes. */
  private static final double TELLING = 6;

  static Mails random(SplittableRandom random, int mails) {
    double[][] x = new double[mails][WORDS.size()];
    double[][] labels = new double[mails][];
    for (int mail = 0; mail < mails; mail++) {
      int spam = random.nextInt(2);
      // spam pretends to be urgent less often than honest mail is
      int urgent = random.nextDouble() < (spam == 1 ? 0.25 : 0.5) ? 1 : 0;
      labels[mail] = new double[] {spam, urgent};
      for (int word = 0; word < LENGTH; word++) {
        x[mail][word(random, spam, urgent)]++;
      }
    }
    return new Mails(Nd4j.createFromArray(x), Nd4j.createFromArray(labels));
  }

  private static int word(SplittableRandom random, int spam, int urgent) {
    double spamWeight = spam == 1 ? TELLING : 1;
    double urgentWeight = urgent == 1 ? TELLING : 1;
    double at = random.nextDouble(4 * spamWeight + 4 * urgentWeight + 4);
    if (at < 4 * spamWeight) {
      return (int) (at / spamWeight);
    }
    at -= 4 * spamWeight;
    return at < 4 * urgentWeight
        ? 4 + (int) (at / urgentWeight)
        : 8 + (int) (at - 4 * urgentWeight);
  }

  /** 1 for spam, 0 for ham. */
  int spam(int mail) {
    return labels.getInt(mail, 0);
  }

  /** 1 for urgent. */
  int urgent(int mail) {
    return labels.getInt(mail, 1);
  }

  /** A combination of labels in words. */
  static String name(int spam, int urgent) {
    return (urgent == 1 ? "urgent " : "not urgent, ") + (spam == 1 ? "spam" : "ham");
  }
}
