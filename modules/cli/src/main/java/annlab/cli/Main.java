package annlab.cli;

/** The command line. */
public final class Main {
  private Main() {}

  /**
   * Runs one command.
   *
   * @param args the words after {@code annlab}
   */
  public static void main(String[] args) {
    System.out.println(String.join(",", args));
  }
}
