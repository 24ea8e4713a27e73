package annlab.lab.store;

import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import annlab.lab.claims.StoredTarget;
import annlab.lab.claims.Verdict;
import annlab.lab.runs.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jdbi.v3.core.Handle;

/** The table of verdicts: each run's claims as they were when it was judged. */
final class VerdictRecords {
  private VerdictRecords() {}

  static void insert(Handle handle, RunId id, List<Verdict> verdicts) {
    if (verdicts.isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            "INSERT INTO verdicts (run, position, claim, section, kind, statement, target, low,"
                + " high, reason, measured, judgement) VALUES ("
                + RunRecords.SEQ
                + ", :position, :claim, :section, :kind, :statement, :target, :low, :high,"
                + " :reason, :measured, :judgement)");
    for (int i = 0; i < verdicts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      StoredTarget target = StoredTarget.of(verdict.claim().target());
      batch
          .bind("id", id.value())
          .bind("position", i)
          .bind("claim", verdict.claim().id())
          .bind("section", verdict.claim().section())
          .bind("kind", verdict.claim().kind().name())
          .bind("statement", verdict.claim().statement())
          .bind("target", target.form().name())
          .bind("low", target.low())
          .bind("high", target.high())
          .bind("reason", verdict.claim().target().reason())
          .bind("measured", verdict.measured())
          .bind("judgement", verdict.judgement().name())
          .add();
    }
    batch.execute();
    handle
        .createUpdate("UPDATE runs SET passed = :passed, failed = :failed WHERE id = :id")
        .bind("id", id.value())
        .bind("passed", count(verdicts, Judgement.PASS))
        .bind("failed", count(verdicts, Judgement.FAIL))
        .execute();
  }

  private static long count(List<Verdict> verdicts, Judgement judgement) {
    return verdicts.stream().filter(verdict -> verdict.judgement() == judgement).count();
  }

  static List<Verdict> of(Handle handle, RunId id) {
    return handle
        .createQuery("SELECT * FROM verdicts WHERE run = " + RunRecords.SEQ + " ORDER BY position")
        .bind("id", id.value())
        .map((rs, context) -> verdict(rs))
        .list();
  }

  /** The verdicts of every run, by the run's sequence number. */
  static Map<Long, List<Verdict>> all(Handle handle) {
    Map<Long, List<Verdict>> verdicts = new HashMap<>();
    handle
        .createQuery("SELECT * FROM verdicts ORDER BY run, position")
        .map(
            (rs, context) ->
                verdicts
                    .computeIfAbsent(rs.getLong("run"), key -> new ArrayList<>())
                    .add(verdict(rs)))
        .list();
    return verdicts;
  }

  private static Verdict verdict(ResultSet rs) throws SQLException {
    StoredTarget target =
        new StoredTarget(
            StoredTarget.Form.valueOf(rs.getString("target")),
            rs.getDouble("low"),
            rs.getDouble("high"));
    Claim claim =
        new Claim(
            rs.getString("claim"),
            rs.getString("section"),
            Claim.Kind.valueOf(rs.getString("kind")),
            rs.getString("statement"),
            target.with(rs.getString("reason")));
    double measured = rs.getDouble("measured");
    return new Verdict(
        claim,
        rs.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(measured),
        Judgement.valueOf(rs.getString("judgement")));
  }
}
