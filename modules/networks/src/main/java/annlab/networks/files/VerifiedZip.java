package annlab.networks.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A zip file whose manifest names its format and the SHA-256 of each entry. Nothing in it is
 * Java-serialized, and nothing is believed that the manifest does not confirm.
 */
public final class VerifiedZip {
  private static final String MANIFEST = "manifest.json";

  /** So that reading it takes no more than a hundred times this, whatever is in it. */
  private static final int MAX_JSON = 4 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .build();

  private final String name;
  private final String cure;
  private final Map<String, byte[]> entries;

  private VerifiedZip(String name, String cure, Map<String, byte[]> entries) {
    this.name = name;
    this.cure = cure;
    this.entries = entries;
  }

  /** The entries with a manifest before them. */
  public static Map<String, byte[]> withManifest(
      String format, int version, Map<String, byte[]> entries) {
    Map<String, Object> hashes = new LinkedHashMap<>();
    entries.forEach((name, content) -> hashes.put(name, sha256(content)));
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put(MANIFEST, json(Map.of("format", format, "version", version, "sha256", hashes)));
    all.putAll(entries);
    return all;
  }

  public static byte[] json(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a description", e);
    }
  }

  /** Entries that were just made. */
  public static VerifiedZip made(Map<String, byte[]> entries, String name) {
    return new VerifiedZip(name, "make it again", entries);
  }

  /**
   * Takes entries that were read.
   *
   * @param name names the file in errors
   * @param origin what writes such files, as {@code Model.save}
   * @param cure what to do about a damaged file
   * @throws IllegalArgumentException if the format is another, a hash differs, or there is more
   *     than the manifest names
   */
  public static VerifiedZip of(
      Map<String, byte[]> entries,
      String name,
      String format,
      int version,
      String origin,
      String cure) {
    VerifiedZip zip = new VerifiedZip(name, cure, new LinkedHashMap<>(entries));
    if (!entries.containsKey(MANIFEST)) {
      throw new IllegalArgumentException(
          name + " was not written by " + origin + ": it has no " + MANIFEST);
    }
    zip.verify(format, version);
    return zip;
  }

  private void verify(String format, int version) {
    JsonNode manifest = small(MANIFEST);
    JsonNode written = manifest.path("version");
    if (!format.equals(manifest.path("format").textValue())
        || !written.isInt()
        || written.intValue() != version) {
      throw new IllegalArgumentException(
          name
              + " must be of format "
              + format
              + ", version "
              + version
              + ", got "
              + ZipFiles.line(
                  manifest.path("format").asText("null") + ", version " + written.asText("null")));
    }
    JsonNode hashes = manifest.path("sha256");
    if (!hashes.isObject()) {
      throw damaged("its manifest has no hashes");
    }
    for (Map.Entry<String, JsonNode> entry : hashes.properties()) {
      String part = entry.getKey();
      String actual = sha256(content(part));
      if (!actual.equals(entry.getValue().textValue())) {
        throw damaged(part + " has SHA-256 " + actual + ", expected " + entry.getValue().asText());
      }
    }
    entries.remove(MANIFEST);
    for (String entry : entries.keySet()) {
      if (!hashes.has(entry)) {
        throw damaged("it has " + entry + ", which its manifest does not name");
      }
    }
  }

  public byte[] content(String part) {
    byte[] content = entries.get(part);
    if (content == null) {
      throw damaged(part + " is missing");
    }
    return content;
  }

  /** Names a part in errors. */
  public String nameOf(String part) {
    return name + ", " + part;
  }

  public JsonNode object(String part) {
    ObjectNode object;
    try {
      object = JSON.readValue(content(part), ObjectNode.class);
    } catch (IOException e) {
      throw new IllegalArgumentException(name + " is damaged: " + part + " is not JSON", e);
    }
    if (object == null) { // as JSON's null is read
      throw damaged(part + " is not a JSON object");
    }
    return object;
  }

  /** An object that describes, which never is large. */
  public JsonNode small(String part) {
    int bytes = content(part).length;
    if (bytes > MAX_JSON) {
      throw damaged(part + " has " + bytes + " bytes, expected " + MAX_JSON + " at most");
    }
    return object(part);
  }

  /** A field of an object in this file. */
  public JsonNode present(JsonNode from, String field) {
    if (!from.hasNonNull(field)) {
      throw damaged("it has no " + field);
    }
    return from.get(field);
  }

  public List<JsonNode> list(JsonNode from, String field) {
    JsonNode list = present(from, field);
    if (!list.isArray()) {
      throw damaged(field + " is not a list");
    }
    List<JsonNode> elements = new ArrayList<>();
    list.forEach(elements::add);
    return elements;
  }

  /** An integer that is not negative. */
  public int count(JsonNode from, String field) {
    JsonNode count = present(from, field);
    if (!count.isInt() || count.intValue() < 0) {
      throw damaged(field + " is not a count");
    }
    return count.intValue();
  }

  public IllegalArgumentException damaged(String how) {
    return new IllegalArgumentException(name + " is damaged: " + ZipFiles.line(how) + "; " + cure);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
