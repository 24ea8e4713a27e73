package annlab.networks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Small zip files as maps from entry names to contents. */
final class ZipFiles {
  // the same content gives the same file: 1980-01-01, the oldest time of the format
  private static final long TIME = 315532800000L;

  private ZipFiles() {}

  /** Writes beside the file and renames, so that no reader sees half of it. */
  static void write(Path file, Map<String, byte[]> entries) {
    Path target = file.toAbsolutePath();
    try {
      Path parent = target.getParent();
      Path folder = parent == null ? target : parent;
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, target.getFileName().toString(), ".part");
      try {
        try (OutputStream out = Files.newOutputStream(part);
            ZipOutputStream zip = new ZipOutputStream(out)) {
          for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            ZipEntry header = new ZipEntry(entry.getKey());
            header.setTime(TIME);
            zip.putNextEntry(header);
            zip.write(entry.getValue());
          }
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * Reads all entries.
   *
   * @throws IllegalArgumentException if the file is no zip file or is damaged
   */
  static Map<String, byte[]> read(Path file) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    } catch (ZipException | java.io.EOFException e) {
      throw new IllegalArgumentException(file + " is damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(file + " is not a zip file, or an empty one");
    }
    return entries;
  }
}
