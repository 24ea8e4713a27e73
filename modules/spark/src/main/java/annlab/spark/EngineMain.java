package annlab.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The driver of a sweep, in a process of its own: reads requests, one JSON object per line, and
 * answers each with objects of the same {@code id}.
 *
 * <pre>{@code
 * {"id": 1, "do": "open", "master", "conf": {...}, "jars": [...], "ship": true}
 *                               -> {"id": 1, "up": true}, {"id": 1, "answer": {"spark", "page"}}
 * {"id": 2, "do": "slots"}      -> {"id": 2, "slots": 4} ..., never an answer
 * {"id": 3, "do": "trial", ...} -> {"id": 3, "began": {"host", "executor", "attempt"}},
 *                                  {"id": 3, "epoch": {...}} ..., {"id": 3, "answer": {"end": ...}}
 * {"do": "stop", "run": RUN}
 * }</pre>
 *
 * It ends with its input.
 */
public final class EngineMain {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long SLOTS_MS = 500;

  /**
   * As {@code ExecutorLostFailure (executor 0 exited ...) Reason: Command exited with code 137}.
   */
  private static final Pattern CODE = Pattern.compile("exited with code (\\d+)");

  private final PrintStream out;
  private final Set<String> stopped = ConcurrentHashMap.newKeySet();
  private final Set<String> shippedFiles = new HashSet<>();
  private JavaSparkContext context;
  private TrialTask task;
  private boolean ship;
  private int cores = 1;

  private EngineMain(PrintStream out) {
    this.out = out;
  }

  /**
   * Serves until the input ends.
   *
   * @param args none
   * @throws IOException if the input breaks off
   */
  public static void main(String[] args) throws IOException {
    PrintStream out = System.out;
    System.setOut(System.err); // libraries print where they like
    EngineMain engine = new EngineMain(out);
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        engine.handle((ObjectNode) MAPPER.readTree(line));
      }
    }
    // Executors end by themselves once their driver is gone; a clean end takes seconds.
    Thread close = new Thread(engine::close, "annlab-close");
    close.setDaemon(true);
    close.start();
    try {
      close.join(3000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }

  private void close() {
    if (context != null) {
      context.cancelAllJobs();
      context.close();
    }
  }

  private void handle(ObjectNode request) {
    long id = request.path("id").asLong();
    switch (request.path("do").asText()) {
      case "open":
        open(id, request);
        break;
      case "slots":
        start("annlab-slots", () -> slots(id));
        break;
      case "trial":
        start("annlab-trial-" + id, () -> trial(id, request));
        break;
      case "stop":
        stopped.add(request.path("run").asText());
        break;
      default:
        error(id, "no such request: " + request.path("do"));
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void open(long id, ObjectNode request) {
    SparkConf conf = new SparkConf(false);
    request.path("conf").properties().forEach(e -> conf.set(e.getKey(), e.getValue().asText()));
    conf.setMaster(request.path("master").asText());
    try {
      context = new JavaSparkContext(conf);
      context.setLogLevel("WARN");
      send(MAPPER.createObjectNode().put("id", id).put("up", true)); // the master has answered
    } catch (RuntimeException | Error e) {
      error(id, String.valueOf(e.getMessage()));
      return;
    }
    ship = request.path("ship").asBoolean();
    cores = Math.max(1, request.path("cores").asInt(1));
    List<String> jars = new ArrayList<>();
    for (JsonNode jar : request.path("jars")) {
      if (ship) {
        context.addFile(jar.asText());
      }
      jars.add(ship ? new File(jar.asText()).getName() : jar.asText());
    }
    task = new TrialTask(jars, ship);
    ObjectNode answer = MAPPER.createObjectNode().put("spark", context.version());
    if (context.sc().uiWebUrl().isDefined()) {
      answer.put("page", context.sc().uiWebUrl().get());
    }
    answer(id, answer);
  }

  /** Says how many trials may run whenever that changes. */
  private void slots(long id) {
    int last = -1;
    while (true) {
      int now;
      if (context.isLocal()) {
        now = context.defaultParallelism();
      } else {
        now = (context.statusTracker().getExecutorInfos().length - 1) * cores;
      }
      if (now != last) {
        last = now;
        send(MAPPER.createObjectNode().put("id", id).put("slots", now));
      }
      try {
        Thread.sleep(SLOTS_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void trial(long id, ObjectNode request) {
    String run = request.path("run").asText();
    stopped.remove(run);
    try {
      shipFiles(request);
      EpochPlugin.listen(
          run,
          text -> {
            try {
              ObjectNode message = (ObjectNode) MAPPER.readTree(text);
              send(message.put("id", id));
            } catch (IOException e) {
              throw new IllegalStateException("a trial said: " + text, e);
            }
            return stopped.contains(run) ? "stop" : "go";
          });
      context.setJobGroup(run, "annlab trial " + run, false);
      String end =
          context.parallelize(Arrays.asList(request.toString()), 1).map(task).collect().get(0);
      answer(id, (ObjectNode) MAPPER.readTree(end));
    } catch (Exception e) {
      failed(id, String.valueOf(e.getMessage()));
    } finally {
      EpochPlugin.forget(run);
    }
  }

  /** Tables and weights that a specification names go with it. */
  private synchronized void shipFiles(ObjectNode request) {
    if (ship) {
      for (JsonNode file : request.path("files")) {
        if (shippedFiles.add(file.asText())) {
          context.addFile(file.asText());
        }
      }
    }
  }

  /** An executor that is gone took its trial with it; anything else is the trial's own fault. */
  private void failed(long id, String message) {
    String line = message.replaceAll("\\s*\\R[\\s\\S]*", "");
    Matcher code = CODE.matcher(message);
    boolean known = code.find();
    boolean lost = known || message.contains("ExecutorLostFailure");
    ObjectNode answer = MAPPER.createObjectNode();
    boolean killed = known && (code.group(1).equals("137") || code.group(1).equals("143"));
    answer.put("end", !lost ? "FAILED" : killed || !known ? "KILLED" : "LOST");
    answer.put("reason", known ? "the executor ended with code " + code.group(1) : line);
    answer.put("diverged", false);
    answer(id, answer);
  }

  private void answer(long id, ObjectNode answer) {
    ObjectNode message = MAPPER.createObjectNode().put("id", id);
    message.set("answer", answer);
    send(message);
  }

  private void error(long id, String why) {
    send(MAPPER.createObjectNode().put("id", id).put("error", why.replaceAll("\\s*\\R\\s*", "; ")));
  }

  private void send(ObjectNode message) {
    String line = message.toString();
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }
}
