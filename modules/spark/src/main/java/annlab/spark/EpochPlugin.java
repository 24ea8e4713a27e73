package annlab.spark;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/** The way of a trial's epochs to the driver while it trains, and of the driver's word to it. */
public final class EpochPlugin implements SparkPlugin {
  private static final Map<String, Function<String, String>> DRIVER = new ConcurrentHashMap<>();
  private static volatile PluginContext executor;

  /** For Spark. */
  public EpochPlugin() {}

  /** Listens, in the driver, to a trial. */
  static void listen(String trial, Function<String, String> audience) {
    DRIVER.put(trial, audience);
  }

  static void forget(String trial) {
    DRIVER.remove(trial);
  }

  /** Says something to the driver from a trial: its answer, {@code stop} if it is to end. */
  static String say(String trial, String text) throws IOException {
    PluginContext context = executor;
    if (context == null) {
      throw new IOException("the executor has no plugin " + EpochPlugin.class.getName());
    }
    try {
      return String.valueOf(context.ask(new String[] {trial, text}));
    } catch (Exception e) {
      throw new IOException("the driver does not answer: " + e.getMessage(), e);
    }
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      @Override
      public Map<String, String> init(SparkContext context, PluginContext plugin) {
        return Map.of();
      }

      @Override
      public Object receive(Object message) {
        String[] said = (String[]) message;
        Function<String, String> audience = DRIVER.get(said[0]);
        return audience == null ? "stop" : audience.apply(said[1]);
      }
    };
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext context, Map<String, String> configuration) {
        executor = context;
      }
    };
  }
}
