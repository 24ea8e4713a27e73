package annlab.lab.doctor;

import annlab.datasets.DataHome;
import annlab.datasets.DataSet;
import annlab.lab.doctor.Finding.Group;
import annlab.lab.doctor.Finding.Level;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Data sets, run store and ports. */
final class ProjectCheck {
  private static final String SITE = "The site's port";
  private static final String TRAINING_UI = "DL4J's training UI's port";

  private final Settings settings;
  private final Optional<OwnPorts> ownPorts;
  private final Findings findings = new Findings(Group.PROJECT);

  ProjectCheck(Settings settings, Optional<OwnPorts> ownPorts) {
    this.settings = settings;
    this.ownPorts = ownPorts;
  }

  List<Finding> findings() {
    DataHome home = new DataHome(settings.dataFolders());
    DataSet.ALL.forEach(set -> data(home, set));
    store();
    ownPorts.ifPresentOrElse(this::ownPorts, this::portsOfTheSettings);
    return findings.all();
  }

  private void data(DataHome home, DataSet set) {
    List<String> faults = home.faults(set.files());
    int files = set.files().size();
    if (faults.isEmpty()) {
      findings.ok(
          "data-" + set.id(),
          set.title(),
          (files == 1 ? "1 file" : files + " files") + ", SHA-256 as expected");
    } else {
      findings.add(
          Level.WARNING,
          "data-" + set.id(),
          set.title(),
          String.join("; ", faults),
          "without them no experiment on " + set.title() + " begins");
    }
  }

  private void store() {
    Path home = settings.home();
    if (!Files.exists(home)) {
      findings.ok("store", "Run store", "none yet; the first run makes " + home);
      return;
    }
    try (RunStore store = RunStore.open(home)) {
      findings.ok("store", "Run store", store.summaries().size() + " runs in " + home);
    } catch (PrerequisiteException e) {
      findings.add(
          Level.FAULT,
          "store",
          "Run store",
          String.valueOf(e.getMessage()),
          "without a store nothing can run; ANNLAB_HOME names another folder");
    }
  }

  private void ownPorts(OwnPorts own) {
    findings.ok("port", SITE, own.site() + ", served by this process");
    if (own.trainingUi() == 0) {
      findings.ok("dl4j-port", TRAINING_UI, "any that is free, served by this process");
    } else {
      findings.ok("dl4j-port", TRAINING_UI, own.trainingUi() + ", served by this process");
    }
  }

  private void portsOfTheSettings() {
    port("port", SITE, settings.port(), "--port");
    port("dl4j-port", TRAINING_UI, settings.dl4jPort(), "--dl4j-port");
  }

  private void port(String id, String title, int port, String option) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      findings.ok(id, title, socket.getLocalPort() + " is free");
    } catch (IOException e) {
      findings.add(
          Level.NOTE,
          id,
          title,
          port + " is in use",
          "is another annlab serving? Else: annlab serve " + option + " 0");
    }
  }
}
