package annlab.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A secret token of 256 random bits. Its text form does not show it. */
final class Secret {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /** A new one. */
  static Secret random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Whether a text is this secret; how long that takes does not tell how much of it is right. */
  boolean is(@Nullable String given) {
    return given != null && MessageDigest.isEqual(bytes(text), bytes(given));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The secret itself, for the one who is to know it. */
  String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "a secret";
  }
}
