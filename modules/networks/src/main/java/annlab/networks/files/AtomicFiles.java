package annlab.networks.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that are there whole or not at all, whatever ends the process or the machine: written
 * beside their place, synced, renamed, and the folder synced.
 */
public final class AtomicFiles {
  private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

  /** As Linux has it. */
  private static final int MAX_LINKS = 40;

  private AtomicFiles() {}

  /**
   * Writes a file, making its folder if need be. Nothing is left behind where that fails.
   *
   * @param name replaced if it is a file; of a symbolic link, the file behind it is, and the link
   *     stays
   * @param content its bytes
   * @throws IOException if it cannot be written, or is a folder, a pipe or a device; what was there
   *     before is there still
   */
  public static void write(Path name, byte[] content) throws IOException {
    Path file = behind(name);
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " has no folder");
    }
    Files.createDirectories(folder);
    long process = ProcessHandle.current().pid();
    Path part = folder.resolve("." + file.getFileName() + "." + process + "." + System.nanoTime());
    try {
      try (FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    syncFolder(folder);
  }

  /**
   * The file behind a chain of symbolic links, which need not be there.
   *
   * @param name a file or a link
   * @return what is to be written
   * @throws IOException if it is there and no file, which nothing may replace, or the links go
   *     round
   */
  public static Path behind(Path name) throws IOException {
    Path file = name;
    for (int links = 0; Files.isSymbolicLink(file); links++) {
      if (links == MAX_LINKS) {
        throw new IOException(name + " is a link that leads to itself");
      }
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(
          name
              + " is a "
              + (Files.isDirectory(file) ? "folder" : "pipe or a device")
              + ", no file");
    }
    return file;
  }

  /** A renamed file survives a power cut once its folder is on the disk too. */
  private static void syncFolder(Path folder) throws IOException {
    if (WINDOWS) {
      return; // Windows opens no folder as a file, and NTFS logs its renames
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
