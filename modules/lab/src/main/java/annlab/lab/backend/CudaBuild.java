package annlab.lab.backend;

import java.util.Map;
import java.util.Optional;

/**
 * A published CUDA backend of ND4J, and the cards that can run it.
 *
 * <p>Machine code runs only on cards of its own major capability and of the same or a higher minor
 * one. PTX is compiled by the driver for any later card. The capabilities are those of the code in
 * the published {@code libnd4jcuda.so} for linux-x86_64.
 *
 * @param name what follows {@code --backend}, and the Maven profile that builds for it
 * @param artifact Maven's artifact id
 * @param version ND4J's version
 * @param presets the version of {@code org.bytedeco:cuda} that it was built with
 * @param oldest the lowest capability with machine code
 * @param newest the highest capability with machine code
 * @param ptx whether PTX of the newest capability comes along, for later cards
 * @param sizes what its jars weigh, by JavaCPP's name of the platform
 */
public record CudaBuild(
    String name,
    String artifact,
    String version,
    String presets,
    Capability oldest,
    Capability newest,
    boolean ptx,
    Map<String, String> sizes) {
  /** CUDA 11 runs on drivers from 450 on (NVIDIA's table of CUDA minor version compatibility). */
  public static final int OLDEST_DRIVER = 450;

  /** For cards up to compute capability 8.9. */
  public static final CudaBuild CUDA =
      new CudaBuild(
          "cuda",
          "nd4j-cuda-11.6",
          "1.0.0-M2.1",
          "11.6-8.3-1.5.7",
          new Capability(3, 7),
          new Capability(8, 6),
          false,
          Map.of("linux-x86_64", "608 MB", "windows-x86_64", "380 MB"));

  /** The newest with PTX, for cards that {@link #CUDA} is too old for. */
  public static final CudaBuild CUDA_PTX =
      new CudaBuild(
          "cuda-ptx",
          "nd4j-cuda-11.2",
          "1.0.0-M1.1",
          "11.2-8.1-1.5.5",
          new Capability(3, 5),
          new Capability(8, 6),
          true,
          Map.of("linux-x86_64", "599 MB", "windows-x86_64", "487 MB"));

  public CudaBuild {
    sizes = Map.copyOf(sizes);
  }

  /**
   * The one that this program can load: a backend fits the ND4J that it was published with only.
   *
   * @return {@link #CUDA_PTX} in a program built on its release, else {@link #CUDA}
   */
  public static CudaBuild ofThisProgram() {
    return Nd4jRelease.version().equals(CUDA_PTX.version) ? CUDA_PTX : CUDA;
  }

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
              "use --backend cuda-ptx, whose PTX the driver compiles for newer cards (half an hour"
                  + " once, see docs/cuda.md), or --backend cpu"));
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
