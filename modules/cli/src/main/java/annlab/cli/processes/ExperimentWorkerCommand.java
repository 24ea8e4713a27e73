package annlab.cli.processes;

import annlab.cli.options.BackendChoice;
import annlab.cli.options.Computing;
import annlab.cli.options.RunSettings;
import annlab.cli.text.ExitCode;
import annlab.cli.text.RunFailedException;
import annlab.datasets.DataUnavailableException;
import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.lab.runner.Runner;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Training;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The other side of an {@link ExperimentProcess}: runs the queued runs that its input names, one a
 * line, and says on stdout how they go. It ends with its input, and interrupts what is under way
 * then: whoever hands out the runs is gone.
 */
@Command(
    name = "experiment-worker",
    hidden = true,
    description = "Run what reproduce hands out: queued runs on stdin, how they go on stdout.")
public final class ExperimentWorkerCommand implements Callable<Integer>, Computing {
  /** The end of the input in the queue of lines. */
  private static final String END = "";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private final RunSettings options = new RunSettings();

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private volatile boolean underWay;

  @Override
  public BackendChoice choice() {
    return options.choice();
  }

  @Override
  public Integer call() throws InterruptedException {
    choice().backend().load();
    Settings settings = Settings.load();
    try (RunStore store = RunStore.open(settings.home())) {
      choice().require();
      say(ExperimentProcess.READY, "");
      Thread reader = new Thread(this::read, "annlab-input");
      reader.setDaemon(true);
      reader.start();
      Runner runner = new Runner(store, settings);
      for (String line = lines.take(); !line.equals(END); line = lines.take()) {
        underWay = true;
        int code = run(runner, line.split(" ", 2));
        underWay = false;
        if (code != ExitCode.OK) {
          return code;
        }
      }
      return ExitCode.OK;
    } catch (PrerequisiteException e) {
      return say(ExperimentProcess.MISSING, RunFailedException.reason(e), ExitCode.PREREQUISITE);
    }
  }

  /** Runs one run; after one that did not end well the process is not used any more. */
  private int run(Runner runner, String[] words) {
    Experiment experiment = Experiments.find(words[0]);
    RunId id = new RunId(words[1]);
    try {
      RunStatus ended =
          runner
              .run(
                  experiment,
                  options.plainOptionsFor(experiment).withQueued(id).withWatcher(new Watch()))
              .status();
      say(ExperimentProcess.ENDED, "");
      return ended == RunStatus.FINISHED ? ExitCode.OK : ExitCode.INTERRUPTED;
    } catch (PrerequisiteException | DataUnavailableException e) {
      return say(ExperimentProcess.MISSING, RunFailedException.reason(e), ExitCode.PREREQUISITE);
    } catch (RuntimeException | OutOfMemoryError e) {
      return say(ExperimentProcess.FAILED, RunFailedException.reason(e), ExitCode.RUN_FAILED);
    }
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      // as good as the end of the input
    }
    lines.add(END);
    if (underWay) {
      System.exit(ExitCode.INTERRUPTED);
    }
  }

  private int say(String word, String text, int code) {
    say(word, text);
    return code;
  }

  private synchronized void say(String word, String text) {
    spec.commandLine()
        .getOut()
        .println((word + " " + text.strip().replaceAll("\\s*\\R\\s*", "; ")).strip());
    spec.commandLine().getOut().flush();
  }

  /** Says which epoch has ended. */
  private final class Watch implements Callback {
    @Override
    public void epochEnd(Training training, Epoch done) {
      say(ExperimentProcess.EPOCH, (done.number() + 1) + "/" + training.epochs());
    }
  }
}
