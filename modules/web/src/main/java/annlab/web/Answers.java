package annlab.web;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;

/** Sends the API's answers. */
final class Answers {
  private Answers() {}

  /** A document, which no cache may keep: the next moment it may be another. */
  static void send(Context request, JsonNode document) {
    send(request, Json.line(document));
  }

  /** The same for a document that is written already. */
  static void send(Context request, String document) {
    request.header("Cache-Control", "no-store").contentType("application/json").result(document);
  }

  /**
   * A long document that seldom changes, such as the ledger, which most pages ask for: a browser
   * asks each time, and is told if it has it.
   */
  static void sendIfNew(Context request, String document) {
    byte[] content = document.getBytes(StandardCharsets.UTF_8);
    String tag = EntityTag.of(content);
    request.header("Cache-Control", "private, no-cache").header("ETag", tag);
    if (tag.equals(request.header("If-None-Match"))) {
      request.status(HttpStatus.NOT_MODIFIED);
    } else {
      request.contentType("application/json").result(content);
    }
  }

  /** A table to be kept as a file. */
  static void sendCsv(Context request, String name, String content) {
    request
        .header("Cache-Control", "no-store")
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .contentType("text/csv; charset=utf-8")
        .result(content);
  }
}
