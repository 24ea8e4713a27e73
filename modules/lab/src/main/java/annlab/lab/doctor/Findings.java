package annlab.lab.doctor;

import annlab.lab.doctor.Finding.Group;
import annlab.lab.doctor.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The findings of a group, as they are made. */
final class Findings {
  private final Group group;
  private final List<Finding> all = new ArrayList<>();

  Findings(Group group) {
    this.group = group;
  }

  void ok(String id, String title, String found) {
    all.add(new Finding(id, group, title, Level.OK, found, Optional.empty()));
  }

  void add(Level level, String id, String title, String found, String advice) {
    all.add(new Finding(id, group, title, level, found, Optional.of(advice)));
  }

  List<Finding> all() {
    return all;
  }
}
