package annlab.cli.text;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The text of {@code --version}. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Optional<String> version =
        Optional.ofNullable(Version.class.getPackage().getImplementationVersion());
    return new String[] {
      "annlab " + version.orElse("(not packaged)") + ", Java " + System.getProperty("java.version")
    };
  }
}
