package annlab.lab.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

final class DiagramTest {
  @Test
  void aDrawingIsWellFormedAndHoldsEveryNeuronAndConnection() throws Exception {
    String svg =
        new Diagram("a < b & \"c\"")
            .neuron("a", 0, 0, "A", "the <first>")
            .neuron("b", 1, 0, "B", "the second")
            .connect("a", "b", Diagram.Line.EXCITES, "w & v")
            .connect("a", "b", Diagram.Line.EXCITES, "")
            .connect("a", "b", Diagram.Line.INHIBITS, "")
            .svg();
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    // the markers bring two paths less one: an arrow is a path, a ring a circle
    assertThat(document.getElementsByTagName("path").getLength()).isEqualTo(3 + 1);
    assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(2 + 1);
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("a < b & \"c\"");
    assertThat(svg).contains("w &amp; v", "the &lt;first&gt;");
  }

  @Test
  void severalConnectionsOfTwoNeuronsDoNotLieOnEachOther() {
    String svg =
        new Diagram("two")
            .neuron("a", 0, 0, "A", "")
            .neuron("b", 1, 0, "B", "")
            .connect("a", "b", Diagram.Line.PLAIN, "")
            .connect("a", "b", Diagram.Line.PLAIN, "")
            .svg();
    assertThat(svg.lines().filter(line -> line.startsWith("<path d=")).distinct()).hasSize(2);
  }

  @Test
  void aConnectionNeedsItsNeurons() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Diagram("none")
                    .neuron("a", 0, 0, "A", "")
                    .connect("a", "b", Diagram.Line.PLAIN, ""))
        .withMessage("there is no neuron b to connect; there are [a]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Diagram("two").neuron("a", 0, 0, "", "").neuron("a", 1, 0, "", ""))
        .withMessage("there is already a neuron a; rename one");
  }
}
