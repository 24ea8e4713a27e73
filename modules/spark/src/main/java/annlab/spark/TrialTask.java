package annlab.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/** One trial as a Spark task. */
final class TrialTask implements Function<String, String> {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** annlab's jars: files of this machine, or names of files that Spark has shipped. */
  private final ArrayList<String> jars;

  private final boolean shipped;

  TrialTask(List<String> jars, boolean shipped) {
    this.jars = new ArrayList<>(jars);
    this.shipped = shipped;
  }

  @Override
  public String call(String order) throws IOException {
    ObjectNode request = (ObjectNode) MAPPER.readTree(order);
    String trial = request.path("run").asText();
    String root = SparkFiles.getRootDirectory();
    List<String> files = new ArrayList<>();
    for (String jar : jars) {
      files.add(shipped ? new File(root, jar).getPath() : jar);
    }
    if (shipped) {
      request.put("folder", root);
    }
    request.put("work", root);
    TaskContext task = TaskContext.get();
    ObjectNode place = MAPPER.createObjectNode();
    place.put("host", InetAddress.getLocalHost().getHostName());
    place.put("executor", SparkEnv.get().executorId());
    place.put("attempt", task.attemptNumber());
    request.set("place", place);
    ObjectNode began = MAPPER.createObjectNode();
    began.set("began", place);
    EpochPlugin.say(trial, began.toString());
    return Isolated.of(files)
        .run(
            request.toString(),
            text -> {
              try {
                return EpochPlugin.say(trial, text);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }
}
