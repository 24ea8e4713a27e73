package annlab.web;

import java.util.List;

/** The sections of the chapter that have a page. */
final class Chapter {
  /** Their numbers, in the chapter's order. */
  static final List<String> SECTIONS =
      List.of("1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.2.6", "1.3.1", "1.3.2", "1.3.3");

  private Chapter() {}
}
