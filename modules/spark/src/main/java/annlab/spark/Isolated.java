package annlab.spark;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * annlab in an executor: in a class loader of its own, whose parent is Java's, so that neither
 * Spark's netty and Jackson nor annlab's meet the other's. One for a process: its natives are
 * loaded once.
 */
final class Isolated {
  private static final String ENTRY = "annlab.sweep.trials.RemoteTrial";

  private static Isolated only;

  private final ClassLoader loader;
  private final Method run;

  private Isolated(List<String> jars) throws ReflectiveOperationException, MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String jar : jars) {
      urls.add(new File(jar).toURI().toURL());
    }
    this.loader =
        new URLClassLoader(
            "annlab", urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    this.run = Class.forName(ENTRY, true, loader).getMethod("run", String.class, Function.class);
  }

  static synchronized Isolated of(List<String> jars) throws IOException {
    if (only == null) {
      try {
        only = new Isolated(jars);
      } catch (ReflectiveOperationException e) {
        throw new IOException("annlab's jars do not hold " + ENTRY + ": " + e, e);
      }
    }
    return only;
  }

  /** Trains a trial: its end, as JSON. */
  String run(String order, Function<String, String> audience) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return (String) run.invoke(null, order, audience);
    } catch (InvocationTargetException e) {
      throw new IOException("the trial ended in " + e.getCause(), e.getCause());
    } catch (IllegalAccessException e) {
      throw new IOException(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
