package annlab.networks;

import static org.bytedeco.openblas.global.openblas.blas_set_num_threads;

import annlab.kernels.Team;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.LayerShapes;
import annlab.networks.layers.LayerVariable;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How many threads a training's matrix products get. One is fastest at the chapter's sizes, more
 * pay off beyond them.
 *
 * <p>The dense kernels give the same bits with any number. OpenBLAS, by which DL4J's own step
 * computes, does not: its number follows from shapes and processors alone, never from timing, so
 * that the same machine gives the same bits. Only a process whose system property {@value
 * #PROPERTY} is {@code auto} chooses: the launcher sets it where the user has not set {@code
 * OMP_NUM_THREADS}, and not for children that work side by side. OpenBLAS has one number for the
 * whole process, so trainings in several threads of it would meet each other's.
 */
public final class ProductThreads {
  /** Set to {@code auto}, along with {@code OMP_NUM_THREADS=1}. */
  public static final String PROPERTY = "annlab.threads";

  /** Set to a number, so many threads compute the dense kernels' products, whatever their size. */
  public static final String KERNELS = "annlab.kernels.threads";

  /**
   * Multiplications of a product, about a millisecond's on one thread, that are worth a thread. The
   * chapter's Fashion MNIST network has less than two of these at batches of up to 256.
   */
  static final long SHARE = 1 << 25;

  /** Multiplications of a product of the dense kernels that are worth a thread. */
  static final long KERNEL_SHARE = 1 << 22;

  private static final ThreadLocal<Integer> MOST = ThreadLocal.withInitial(ProductThreads::allowed);

  private ProductThreads() {}

  private static int allowed() {
    return "auto".equals(System.getProperty(PROPERTY))
        ? Runtime.getRuntime().availableProcessors()
        : 1;
  }

  /** The number for the dense kernels: the user's own wherever one is set. */
  private static int kernelThreads(long multiplications) {
    Integer given = Integer.getInteger(KERNELS);
    return given == null
        ? (int) Math.max(1, Math.min(MOST.get(), multiplications / KERNEL_SHARE))
        : Math.max(1, given);
  }

  /**
   * Runs work with fewer threads than there are processors.
   *
   * @param most threads at most, at least 1
   * @param work runs in the calling thread, to which alone the limit applies
   * @param <T> what the work gives
   * @return the work's outcome
   */
  public static <T> T atMost(int most, Supplier<T> work) {
    int before = MOST.get();
    MOST.set(most);
    try {
      return work.get();
    } finally {
      MOST.set(before);
    }
  }

  /** The number of threads for products of so many multiplications. */
  static int of(long multiplications, int most) {
    return (int) Math.max(1, Math.min(most, multiplications / SHARE));
  }

  /** Runs work whose largest product has so many multiplications, with as many threads as pay. */
  static <T> T during(long multiplications, Supplier<T> work) {
    return Team.during(kernelThreads(multiplications), () -> blas(multiplications, work));
  }

  private static <T> T blas(long multiplications, Supplier<T> work) {
    int threads = of(multiplications, MOST.get());
    if (threads == 1 || Nd4j.getExecutioner().type() != OpExecutioner.ExecutionerType.NATIVE_CPU) {
      return work.get();
    }
    blas_set_num_threads(threads);
    try {
      return work.get();
    } finally {
      blas_set_num_threads(1);
    }
  }

  /** Multiplications of the largest product of a step. */
  static long largest(ModelSpec spec, int batch) {
    return LayerShapes.of(spec.layers()).stream()
        .flatMap(shapes -> shapes.variables().stream())
        .filter(variable -> variable.dl4j().equals(LayerVariable.KERNEL))
        .mapToLong(kernel -> batch * kernel.size())
        .max()
        .orElse(0);
  }
}
