package annlab.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A copy of a data file, verified or not: in a folder, or on the class path. */
sealed interface DataCopy {
  /** The copy's file, or the jar that it is in. */
  Path place();

  InputStream open() throws IOException;

  /** A file in a folder. */
  record InFolder(Path place) implements DataCopy {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(place);
    }
  }

  /** An entry of a jar, or of a folder of classes. */
  record OnClassPath(URL address, Path place) implements DataCopy {
    /** Where the jar with the large files has them, and where this module has its own. */
    private static final String[] FOLDERS = {"/annlab/data/", "/annlab/datasets/"};

    static Optional<OnClassPath> find(DataFile file) {
      for (String folder : FOLDERS) {
        URL found = DataCopy.class.getResource(folder + file.name());
        if (found != null) {
          return Optional.of(new OnClassPath(found, place(found)));
        }
      }
      return Optional.empty();
    }

    private static Path place(URL found) {
      try {
        URLConnection connection = found.openConnection();
        URL file =
            connection instanceof JarURLConnection jar ? jar.getJarFileURL() : connection.getURL();
        return Path.of(file.toURI());
      } catch (IOException | java.net.URISyntaxException e) {
        throw new IllegalStateException("cannot tell where " + found + " is", e);
      }
    }

    @Override
    public InputStream open() throws IOException {
      return address.openStream();
    }

    // an URL's own comparison asks for the addresses of hosts
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof OnClassPath copy
          && address.toString().equals(copy.address.toString());
    }

    @Override
    public int hashCode() {
      return address.toString().hashCode();
    }
  }
}
