package annlab.kernels;

import java.lang.reflect.InvocationTargetException;
import java.util.OptionalDouble;

/**
 * Which instructions compute the products: the Vector API's, or plain Java, to the same bits.
 *
 * <p>The Vector API is an incubating module. A JVM that is started with {@code --add-modules
 * jdk.incubator.vector} has it and says so in a warning on stderr. With {@code --add-exports
 * java.base/jdk.internal.module=ALL-UNNAMED} it is loaded from here, without the warning and not
 * before it is needed. With neither, products are computed in plain Java.
 */
public final class Kernels {
  /** The version of the order in which these kernels add: equal versions give equal bits. */
  public static final int VERSION = 1;

  /** Set to {@code plain}, no product is computed by the Vector API. */
  public static final String PROPERTY = "annlab.kernels";

  /** The flag by which a JVM lets the Vector API be loaded. */
  public static final String FLAG = "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED";

  private static final String MODULE = "jdk.incubator.vector";

  /** Apart from the outer class, so that the Vector API is looked for at the first product. */
  private static final class Chosen {
    static final boolean OPTIMIZED = optimizes();
    static final boolean VECTORS = OPTIMIZED && vectors();
    static final FloatBlocks FLOATS =
        VECTORS
            ? new VectorFloatBlocks()
            : OPTIMIZED ? new PlainFloatBlocks() : new ScalarFloatBlocks();
    static final DoubleBlocks DOUBLES =
        VECTORS
            ? new VectorDoubleBlocks()
            : OPTIMIZED ? new PlainDoubleBlocks() : new ScalarDoubleBlocks();
  }

  private Kernels() {}

  static FloatBlocks floats() {
    return Chosen.FLOATS;
  }

  static DoubleBlocks doubles() {
    return Chosen.DOUBLES;
  }

  /**
   * What computes, in words.
   *
   * @return for example {@code Vector API, 512 bits}
   */
  public static String description() {
    return Chosen.VECTORS ? "Vector API, " + VectorFloatBlocks.bits() + " bits" : "plain Java";
  }

  /**
   * The most that one core computes by the Vector API, measured in a fraction of a second.
   *
   * @param doublePrecision whether in doubles
   * @return operations in a nanosecond (GFLOP/s); empty without the Vector API
   */
  public static OptionalDouble peak(boolean doublePrecision) {
    if (!Chosen.VECTORS) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        doublePrecision ? VectorDoubleBlocks.peak() : VectorFloatBlocks.peak());
  }

  /**
   * Whether the processor multiplies and adds with one rounding. Without that, {@link Math#fma} is
   * a thousand times slower, and these kernels are not to be used.
   *
   * @return true on every processor since about 2013
   */
  public static boolean fast() {
    return Fused.FAST;
  }

  /** Apart from the outer class, since it takes a few milliseconds to find out. */
  private static final class Fused {
    private static final int TRIES = 4_000;

    /** Nanoseconds for one: some ten in hardware, interpreted or not, some thousand without. */
    private static final long LIMIT = 400;

    static final boolean FAST = measure();

    private static boolean measure() {
      long best = Long.MAX_VALUE;
      for (int i = 0; i < 5 && best > TRIES * LIMIT; i++) {
        long start = System.nanoTime();
        double value = 1;
        for (int j = 0; j < TRIES; j++) {
          value = Math.fma(value, 0.999, 0.001);
        }
        if (value > 0) {
          best = Math.min(best, System.nanoTime() - start);
        }
      }
      return best <= TRIES * LIMIT;
    }
  }

  private static boolean vectors() {
    return !"plain".equals(System.getProperty(PROPERTY)) && (present() || load());
  }

  /**
   * Whether the JVM has its second compiler: without it the Vector API is a thousand times slower.
   */
  private static boolean optimizes() {
    String mode = System.getProperty("java.vm.info", "");
    return !mode.contains("emulated-client") && !mode.contains("interpreted");
  }

  private static boolean present() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  private static boolean load() {
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, MODULE);
      return true;
    } catch (IllegalAccessException
        | ClassNotFoundException
        | NoSuchMethodException
        | InvocationTargetException e) {
      return false;
    }
  }
}
