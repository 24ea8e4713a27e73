package annlab.lab.doctor;

import annlab.datasets.CaliforniaHousing;
import annlab.datasets.DataFile;
import annlab.datasets.DataHome;
import annlab.datasets.DataUnavailableException;
import annlab.datasets.FashionMnist;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Data sets, run store and ports. */
final class ProjectCheck {
  private final Settings settings;
  private final Set<Integer> ownPorts;
  private final Findings findings = new Findings(Group.PROJECT);

  ProjectCheck(Settings settings, Set<Integer> ownPorts) {
    this.settings = settings;
    this.ownPorts = ownPorts;
  }

  List<Finding> findings() {
    DataHome home = new DataHome(settings.dataFolders());
    data(home, "fashion-mnist", "Fashion MNIST", FashionMnist.FILES);
    data(home, "california-housing", "California housing", CaliforniaHousing.FILES);
    store();
    port("port", "The site's port", settings.port(), "--port");
    port("dl4j-port", "DL4J's training UI's port", settings.dl4jPort(), "--dl4j-port");
    return findings.all();
  }

  private void data(DataHome home, String set, String title, List<DataFile> files) {
    List<String> missing = new ArrayList<>();
    for (DataFile file : files) {
      try {
        if (home.find(file).isEmpty()) {
          missing.add(file.name());
        }
      } catch (DataUnavailableException e) {
        findings.add(
            Level.WARNING,
            "data-" + set,
            title,
            String.valueOf(e.getMessage()),
            "delete the damaged file, or put a good copy in its place");
        return;
      }
    }
    if (missing.isEmpty()) {
      findings.ok(
          "data-" + set,
          title,
          (files.size() == 1 ? "1 file" : files.size() + " files") + ", SHA-256 as expected");
    } else {
      findings.add(
          Level.WARNING,
          "data-" + set,
          title,
          "not here: " + String.join(", ", missing),
          "put " + DataHome.ARTIFACT + " on the class path, or name their folder by ANNLAB_DATA");
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

  private void port(String id, String title, int port, String option) {
    if (ownPorts.contains(port)) {
      findings.ok(id, title, port + ", served by this process");
      return;
    }
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
