package annlab.experiments.deeplearning4j;

import annlab.lab.settings.Numbers;
import annlab.lab.sources.Listing;
import annlab.lab.sources.Listings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes {@code docs/dl4j.md} from the differences. */
final class DifferencesPage {
  private final List<Difference> differences;
  private final Listings listings = Listings.of(Deeplearning4jExperiment.class);
  private final StringBuilder text = new StringBuilder();

  private DifferencesPage(List<Difference> differences) {
    this.differences = differences;
  }

  static String of(List<Difference> differences) {
    DifferencesPage page = new DifferencesPage(differences);
    page.introduction();
    for (Topic topic : Topic.values()) {
      page.topic(topic);
    }
    return page.text.toString();
  }

  private void introduction() {
    line("# From Keras to plain Deeplearning4j");
    line("");
    line(
        "For somebody who knows Keras, scikit-learn or NumPy and writes "
            + Libraries.DL4J
            + ": "
            + differences.size()
            + " places where the same words give another number.");
    line(
        "Each was measured on the library itself and is a claim of the experiment"
            + " `deeplearning4j`: `annlab run deeplearning4j` measures all of them again, on your"
            + " machine, in seconds.");
    line(
        "Each remedy is Java that this run executes, and gives the other library's number."
            + " annlab's own `Sequential` computes as Keras does.");
    line("");
    line(
        "Written from the experiment's own records; a test compares. The versions: "
            + String.join(
                ", ", Libraries.KERAS, Libraries.SKLEARN, Libraries.NUMPY, Libraries.PANDAS)
            + ".");
    line("");
    line(
        "`KerasModelImport` of this version reads no model of Keras 3: it refuses a `.h5` file by its"
            + " `keras_version` (\"Keras major version has to be either 1 or 2\"), and to its HDF5"
            + " library a `.keras` file, which is a zip archive, is no file at all.");
    line("");
    for (Topic topic : Topic.values()) {
      line("- [" + topic.title() + "](#" + topic.anchor() + ")");
    }
    line("");
  }

  private void topic(Topic topic) {
    List<Difference> own =
        differences.stream().filter(difference -> difference.topic() == topic).toList();
    line("## " + topic.title());
    line("");
    line("| elsewhere | gives | plain DL4J | gives | what differs | in DL4J instead |");
    line("| --- | ---: | --- | ---: | --- | --- |");
    for (Difference each : own) {
      line(
          "| "
              + String.join(
                  " | ",
                  cell(each.reference().library() + ": " + each.reference().code()),
                  Numbers.significant(each.reference().value()),
                  cell(each.plain().code()),
                  Numbers.significant(each.plain().value()),
                  cell(each.statement()) + " `" + each.claimId() + "`",
                  cell(each.remedy().code()))
              + " |");
    }
    line("");
    line("<details><summary>The Java of these numbers and of their remedies</summary>");
    line("");
    Set<Listing> shown = new LinkedHashSet<>();
    for (Difference each : own) {
      for (String id : List.of(each.claimId(), each.remedyId())) {
        Optional<Listing> listing = listings.of(id);
        if (listing.isPresent() && shown.add(listing.get())) {
          line("`" + id + "`");
          line("");
          line("```java");
          text.append(listing.get().text());
          line("```");
          line("");
        }
      }
    }
    line("</details>");
    line("");
  }

  private static String cell(String words) {
    return words.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
