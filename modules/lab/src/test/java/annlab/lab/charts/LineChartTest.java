package annlab.lab.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.charts.Series.Hue;
import annlab.lab.charts.Series.Stroke;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineChartTest {
  @Test
  void publishedNumbersArePointsThatLieOnOurLines() {
    Map<String, List<Double>> ours = Map.of("loss", List.of(0.7, 0.5));
    Map<String, List<Double>> published = Map.of("loss", List.of(0.72, 0.48));
    String svg = LearningCurves.chart("Curves", ours, published).svg();
    int line = svg.indexOf("<title>loss</title>");
    int points = svg.indexOf("<title>loss (published)</title>");
    assertThat(line).isPositive().isLessThan(points);
    assertThat(svg.substring(points).split("<circle", -1)).hasSize(3);
  }

  @Test
  void theShiftMovesTrainingByHalfAnEpochAndLeavesValidation() {
    Map<String, List<Double>> ours =
        Map.of("loss", List.of(0.7, 0.5, 0.4), "val_loss", List.of(0.6, 0.5, 0.45));
    String svg = LearningCurves.halfEpochShift("loss", ours, 10);
    assertThat(svg).contains("As reported").contains("half an epoch earlier");
    // Axis 0.5 to 3 over 438.4 units from 62: epoch 1 lies at 62 + 0.2 * 438.4.
    assertThat(svg).contains("d=\"M149.68 ").contains("d=\"M62 ");
  }

  @Test
  void aNumberThatIsNotFiniteLeavesAGap() {
    Series broken =
        Series.steps("s", 0, List.of(1.0, Double.NaN, 2.0, 3.0), Hue.BLUE, Stroke.SOLID);
    String svg = LineChart.titled("t", "x", "y").withUnnamed(broken).svg();
    String path = svg.substring(0, svg.indexOf("<title>s</title>"));
    String drawn = path.substring(path.lastIndexOf(" d=\"") + 4);
    assertThat(drawn.chars().filter(c -> c == 'M')).hasSize(2);
  }

  @Test
  void signsOfXmlInATitleStaySigns() {
    assertThat(LineChart.titled("a < b & \"c\"", "x", "y").svg())
        .contains("<title>a &lt; b &amp; &quot;c&quot;</title>");
  }

  @Test
  void aSeriesNeedsAsManyOrdinatesAsAbscissas() {
    assertThatThrownBy(() -> new Series("s", List.of(1.0), List.of(), Hue.BLUE, Stroke.SOLID))
        .hasMessage("s: x has 1 values but y has 0; pass as many");
  }
}
