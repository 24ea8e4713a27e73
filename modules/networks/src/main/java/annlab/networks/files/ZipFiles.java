package annlab.networks.files;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Small zip files as maps from entry names to contents. */
public final class ZipFiles {
  // the same content gives the same file: 1980-01-01, the oldest time of the format
  private static final long TIME = 315532800000L;

  /** More than any model of dense layers here has; twice as much fits the heap of a training. */
  public static final int MAX_BYTES = 128 << 20;

  private static final int MAX_ENTRIES = 10_000;
  private static final int LONGEST_LINE = 200;

  /** Names are keys here and never paths, but those of another folder are no accident. */
  private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[^/\\\\:\\p{Cntrl}]{1,200}");

  private ZipFiles() {}

  /** Writes the file whole or not at all. */
  public static void write(Path file, Map<String, byte[]> entries) {
    try {
      AtomicFiles.write(file.toAbsolutePath(), bytes(entries, Deflater.DEFAULT_COMPRESSION));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** A zip file's bytes, at a level of {@link Deflater}. */
  public static byte[] bytes(Map<String, byte[]> entries, int level) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(level);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry header = new ZipEntry(entry.getKey());
        header.setTime(TIME);
        zip.putNextEntry(header);
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory takes every byte", e);
    }
    return out.toByteArray();
  }

  /**
   * Reads all entries.
   *
   * @throws IllegalArgumentException if the file is no zip file or is damaged
   */
  public static Map<String, byte[]> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException("cannot read " + file + ": there is no such file", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Reads all entries.
   *
   * @param name names the file in errors
   * @throws IllegalArgumentException if it is no zip file, is damaged, unpacks to too much, or has
   *     an entry twice or one that is named like a path
   */
  public static Map<String, byte[]> read(InputStream in, String name) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    long room = MAX_BYTES;
    try (ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = next(zip, name); entry != null; entry = next(zip, name)) {
        requireName(entry.getName(), entries, name);
        byte[] content = zip.readNBytes((int) room + 1);
        room -= content.length;
        if (room < 0) {
          throw new IllegalArgumentException(
              name + " unpacks to more than " + MAX_BYTES + " bytes; use another copy");
        }
        entries.put(entry.getName(), content);
      }
    } catch (ZipException | EOFException e) {
      throw new IllegalArgumentException(name + " is damaged: " + e.getMessage(), e);
    }
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(name + " is not a zip file, or an empty one");
    }
    return entries;
  }

  private static @Nullable ZipEntry next(ZipInputStream zip, String name) throws IOException {
    try {
      return zip.getNextEntry();
    } catch (IllegalArgumentException e) { // for a name that is no UTF-8
      throw new IllegalArgumentException(
          name + " is damaged: " + line(String.valueOf(e.getMessage())) + "; use another copy", e);
    }
  }

  private static void requireName(String entry, Map<String, byte[]> before, String name) {
    if (!NAME.matcher(entry).matches()) {
      throw new IllegalArgumentException(
          name
              + " is damaged: its entry "
              + line(entry)
              + " has the name of a path; use another copy");
    }
    if (before.containsKey(entry)) {
      throw new IllegalArgumentException(
          name + " is damaged: it has " + entry + " twice; use another copy");
    }
    if (before.size() >= MAX_ENTRIES) {
      throw new IllegalArgumentException(
          name + " has more than " + MAX_ENTRIES + " entries; use another copy");
    }
  }

  /** One short line of what a file holds, for a message. */
  public static String line(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line;
  }
}
