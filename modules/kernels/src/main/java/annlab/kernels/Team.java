package annlab.kernels;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shares products out to threads: pieces of the result, never a part of a sum, so that the bits do
 * not depend on it.
 *
 * <p>Whoever is free takes the next piece. The calling thread takes pieces too and waits only for
 * those that others have begun, so a helper that the operating system keeps waiting holds nobody
 * up. Helpers look out for the next product for a moment before they sleep.
 */
public final class Team {
  /** Multiplications of a product below which it is not worth sharing. */
  static final long WORTH = 1 << 20;

  /** Looks for the next product before a helper sleeps, some ten microseconds. */
  private static final int LOOKS = 2_000;

  private static final ThreadLocal<Integer> THREADS = ThreadLocal.withInitial(() -> 1);

  /** One team for the process: who finds it at work computes alone. */
  private static final ReentrantLock ONE = new ReentrantLock();

  private static Member[] helpers = {};

  private Team() {}

  /** A piece of a product: panels of columns, and rows. */
  interface Piece {
    void run(int fromColumn, int toColumn, int fromRow, int toRow);
  }

  /**
   * Runs work whose products are shared out to so many threads.
   *
   * @param threads with the calling one, at least 1
   * @param work runs in the calling thread
   * @param <T> what the work gives
   * @return the work's outcome
   */
  public static <T> T during(int threads, Supplier<T> work) {
    int before = THREADS.get();
    THREADS.set(threads);
    try {
      return work.get();
    } finally {
      THREADS.set(before);
    }
  }

  static void share(Matrix.Job job, int panel, Piece piece) {
    int threads = THREADS.get();
    int width = job.c().width;
    if (threads == 1 || (long) job.rows() * width * job.inner() < WORTH || !ONE.tryLock()) {
      piece.run(0, width, 0, job.rows());
      return;
    }
    try {
      share(new Shared(job.rows(), width, panel, threads, piece), threads);
    } finally {
      ONE.unlock();
    }
  }

  private static void share(Shared shared, int threads) {
    if (helpers.length < threads - 1) {
      Member[] more = new Member[threads - 1];
      for (int i = 0; i < more.length; i++) {
        more[i] = i < helpers.length ? helpers[i] : new Member(i);
      }
      helpers = more;
    }
    for (int i = 0; i < threads - 1; i++) {
      helpers[i].offer(shared);
    }
    shared.work();
    shared.await();
    for (int i = 0; i < threads - 1; i++) {
      helpers[i].withdraw();
    }
  }

  /** A product that is shared out. */
  private static final class Shared {
    private final int rows;
    private final int width;
    private final int panel;
    private final int step;
    private final int bands;
    private final int pieces;
    private final Piece piece;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    Shared(int rows, int width, int panel, int threads, Piece piece) {
      this.rows = rows;
      this.width = width;
      this.panel = panel;
      // whole blocks of rows
      this.step = (rows / threads + Products.BLOCK) / Products.BLOCK * Products.BLOCK;
      this.bands = (rows + step - 1) / step;
      this.pieces = (width + panel - 1) / panel * bands;
      this.piece = piece;
    }

    void work() {
      for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
        int column = i / bands * panel;
        int row = i % bands * step;
        try {
          piece.run(column, Math.min(column + panel, width), row, Math.min(row + step, rows));
        } catch (RuntimeException | Error e) {
          failure = e;
        } finally {
          done.incrementAndGet();
        }
      }
    }

    /** Waits for pieces that others have begun. */
    void await() {
      for (int looks = 0; done.get() < pieces; looks++) {
        if (looks < LOOKS) {
          Thread.onSpinWait();
        } else {
          Thread.yield();
        }
      }
      if (failure != null) {
        throw new IllegalStateException("a product failed in another thread", failure);
      }
    }
  }

  private static final class Member extends Thread {
    private volatile @Nullable Shared offered;
    private volatile boolean asleep;

    Member(int number) {
      super("annlab-kernels-" + number);
      setDaemon(true);
      start();
    }

    void offer(Shared shared) {
      offered = shared;
      if (asleep) {
        LockSupport.unpark(this);
      }
    }

    void withdraw() {
      offered = null;
    }

    @Override
    public void run() {
      Shared last = null;
      while (true) {
        Shared shared = offered;
        for (int looks = 0; (shared == null || shared == last) && looks < LOOKS; looks++) {
          Thread.onSpinWait();
          shared = offered;
        }
        if (shared != null && shared != last) {
          shared.work();
          last = shared;
        } else {
          last = null;
          asleep = true;
          if (offered == null) {
            LockSupport.park(this);
          }
          asleep = false;
        }
      }
    }
  }
}
