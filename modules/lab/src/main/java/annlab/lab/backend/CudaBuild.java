package annlab.lab.backend;

import java.util.Optional;

/**
 * A published CUDA backend of ND4J, and the cards that can run it.
 *
 * <p>Machine code runs only on cards of its own major capability and of the same or a higher minor
 * one. PTX is compiled by the driver for any later card. The capabilities are those of the code in
 * the published {@code libnd4jcuda.so} for linux-x86_64.
 *
 * @param profile the Maven profile that names it
 * @param artifact Maven's artifact id
 * @param version ND4J's version
 * @param oldest the lowest capability with machine code
 * @param newest the highest capability with machine code
 * @param ptx whether PTX of the newest capability comes along, for later cards
 */
public record CudaBuild(
    String profile,
    String artifact,
    String version,
    Capability oldest,
    Capability newest,
    boolean ptx) {
  /** CUDA 11 runs on drivers from 450 on (NVIDIA's table of CUDA minor version compatibility). */
  public static final int OLDEST_DRIVER = 450;

  /** What {@code --backend cuda} uses. */
  public static final CudaBuild CUDA =
      new CudaBuild(
          "cuda",
          "nd4j-cuda-11.6",
          "1.0.0-M2.1",
          new Capability(3, 7),
          new Capability(8, 6),
          false);

  /** The newest with PTX, for cards that {@link #CUDA} is too old for. */
  public static final CudaBuild CUDA_PTX =
      new CudaBuild(
          "cuda-ptx",
          "nd4j-cuda-11.2",
          "1.0.0-M1.1",
          new Capability(3, 5),
          new Capability(8, 6),
          true);

  /**
   * Why a card cannot run this build.
   *
   * @param card the card
   * @return what is the matter and what to do; empty if it can, or the driver does not say
   */
  public Optional<Unfit> unfit(Card card) {
    Optional<Unfit> oldDriver = oldDriver(card);
    if (oldDriver.isPresent() || card.capability().isEmpty()) {
      return oldDriver;
    }
    Capability has = card.capability().get();
    if (has.compareTo(oldest) < 0) {
      return Optional.of(
          new Unfit(
              card.name() + " has compute capability " + has + "; " + holds(),
              "the card is too old for this release; use --backend cpu"));
    }
    if (!ptx && has.major() > newest.major()) {
      return Optional.of(
          new Unfit(
              card.name() + " has compute capability " + has + "; " + holds(),
              "build with the profile cuda-ptx, whose PTX the driver compiles for newer cards (see"
                  + " docs/cuda.md), or use --backend cpu"));
    }
    return Optional.empty();
  }

  private static Optional<Unfit> oldDriver(Card card) {
    String major = card.driver().replaceFirst("[^0-9].*", "");
    if (!major.isEmpty() && Integer.parseInt(major) < OLDEST_DRIVER) {
      return Optional.of(
          new Unfit(
              "driver " + card.driver() + " is older than CUDA 11 needs",
              "install a driver of version " + OLDEST_DRIVER + " or newer"));
    }
    return Optional.empty();
  }

  private String holds() {
    return artifact
        + " "
        + version
        + " holds machine code for "
        + oldest
        + " to "
        + newest
        + (ptx ? ", and PTX" : ", and no PTX");
  }

  /**
   * Why something cannot work.
   *
   * @param found what is the matter
   * @param advice what to do
   */
  public record Unfit(String found, String advice) {
    @Override
    public String toString() {
      return found + "; " + advice;
    }
  }
}
