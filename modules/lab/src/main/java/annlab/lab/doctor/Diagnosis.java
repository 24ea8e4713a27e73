package annlab.lab.doctor;

import annlab.lab.backend.Backend;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The findings of the doctor.
 *
 * @param backend what is to compute
 * @param findings in the order of their groups
 */
public record Diagnosis(Backend backend, List<Finding> findings) {
  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /**
   * Whether all that was asked for can work.
   *
   * @return false if a finding is a fault
   */
  public boolean works() {
    return findings.stream().noneMatch(finding -> finding.level() == Finding.Level.FAULT);
  }

  /**
   * As JSON: {@code {"backend": "cpu", "works": true, "findings": [...]}}, each finding as {@link
   * Finding#json} has it.
   *
   * @return an object
   */
  public ObjectNode json() {
    ObjectNode object = Json.object().put("backend", backend.toString()).put("works", works());
    object.set("findings", Json.array(findings.stream().map(Finding::json).toList()));
    return object;
  }
}
