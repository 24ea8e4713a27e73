package annlab.web;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;

/** How the API answers. */
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

  /** A table to be kept as a file. */
  static void sendCsv(Context request, String name, String content) {
    request
        .header("Cache-Control", "no-store")
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .contentType("text/csv; charset=utf-8")
        .result(content);
  }
}
