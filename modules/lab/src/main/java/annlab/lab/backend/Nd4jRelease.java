package annlab.lab.backend;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;

/** The release of ND4J on the class path. */
public final class Nd4jRelease {
  private static final String POM = "META-INF/maven/org.nd4j/nd4j-api/pom.properties";

  private Nd4jRelease() {}

  /**
   * Its version. Loads no backend.
   *
   * @return as {@code 1.0.0-M2.1}; {@code unknown} if its jar does not say
   */
  public static String version() {
    Properties properties = new Properties();
    try (InputStream in = Nd4j.class.getClassLoader().getResourceAsStream(POM)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      return "unknown";
    }
    return properties.getProperty("version", "unknown");
  }
}
