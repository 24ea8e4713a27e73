package annlab.web;

import annlab.lab.runs.Artifact;
import annlab.lab.settings.Json;
import annlab.lab.store.RunStore;
import annlab.networks.files.AtomicFiles;
import annlab.playground.Worker;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Models that readers upload. Each is kept under the hash of its content once the worker has read
 * it; the name that it came with stands in messages alone.
 */
final class ModelUploads {
  /** More are deleted, the oldest first. */
  private static final int KEPT = 16;

  /** Each is held in memory, as text and as bytes, until it is written. */
  private static final int AT_ONCE = 2;

  private static final int LONGEST_NAME = 200;
  private static final int ID_LENGTH = 16;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{" + ID_LENGTH + "}");
  private static final String ENDING = ".model";

  private final Path folder;
  private final LaboratoryWorker worker;
  private final Semaphore room = new Semaphore(AT_ONCE);

  ModelUploads(RunStore store, LaboratoryWorker worker) {
    this.folder = Worker.uploads(store.home());
    this.worker = worker;
  }

  /**
   * Takes a model.
   *
   * @param body {@code name}, and {@code content} in base 64; nothing is asked of it before there
   *     is room
   * @return its id, and what the worker says of it
   * @throws BadRequestResponse if it is no model that is known here; the message says why
   */
  ObjectNode take(java.util.function.Supplier<String> body) {
    if (!room.tryAcquire()) {
      throw new HttpResponseException(
          HttpStatus.TOO_MANY_REQUESTS.getCode(),
          AT_ONCE + " models are being uploaded already; try again.");
    }
    try {
      return taken(body.get());
    } finally {
      room.release();
    }
  }

  private ObjectNode taken(String body) {
    String name;
    byte[] content;
    try {
      JsonNode object = Body.object(body);
      name = name(Body.text(object, "name"));
      content = content(Body.text(object, "content"));
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
    String id = Artifact.sha256(content).substring(0, ID_LENGTH);
    Path file = file(id);
    boolean known = Files.exists(file);
    try {
      if (!known) {
        Files.createDirectories(folder);
        AtomicFiles.write(file, content);
      }
      ObjectNode described =
          worker.answer(
              Json.object().put("do", "describe").put("model", file.toString()).put("name", name));
      known = true;
      forgetOldest();
      ObjectNode answer = Json.object().put("id", id).put("name", name);
      return answer.setAll(described);
    } catch (IOException e) {
      throw new UncheckedIOException("the upload cannot be kept in " + folder, e);
    } finally {
      if (!known) {
        delete(file);
      }
    }
  }

  private static String name(String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "the name must have 1 to " + LONGEST_NAME + " characters, got " + name.length());
    }
    return name.replaceAll("\\p{Cntrl}", "?");
  }

  private static byte[] content(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("content must be bytes in base 64", e);
    }
  }

  /**
   * A model that was uploaded.
   *
   * @param id what {@link #take} gave it
   * @return its file; empty if there is none
   */
  Optional<Path> find(String id) {
    if (!ID.matcher(id).matches()) {
      return Optional.empty();
    }
    return Optional.of(file(id)).filter(Files::isRegularFile);
  }

  private Path file(String id) {
    return folder.resolve(id + ENDING);
  }

  private void forgetOldest() throws IOException {
    List<Path> models;
    try (Stream<Path> files = Files.list(folder)) {
      models =
          files
              .filter(file -> file.toString().endsWith(ENDING))
              .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified()).reversed())
              .toList();
    }
    models.stream().skip(KEPT).forEach(ModelUploads::delete);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("an upload cannot be deleted", e);
    }
  }
}
