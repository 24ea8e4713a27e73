package annlab.bench;

import annlab.lab.runs.Provenance;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of a benchmark.
 *
 * @param provenance machine and versions
 * @param load the machine's load average before the first measurement; negative if unknown
 * @param peers versions of the Python libraries
 * @param missing why a peer is not measured, by its name
 * @param jobs times of training steps
 * @param parts times of what surrounds the steps
 * @param processes times of whole processes
 * @param curves how a step's cost grows
 * @param quick whether it was a smoke run
 */
public record BenchResult(
    Provenance provenance,
    double load,
    Map<String, String> peers,
    Map<String, String> missing,
    List<StepResult> jobs,
    List<PartResult> parts,
    List<ProcessResult> processes,
    List<Sweep.Curve> curves,
    boolean quick) {
  public BenchResult {
    peers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(peers));
    missing = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(missing));
    jobs = List.copyOf(jobs);
    parts = List.copyOf(parts);
    processes = List.copyOf(processes);
    curves = List.copyOf(curves);
  }

  /**
   * As JSON: {@code jobs} with milliseconds per step, and more.
   *
   * @return an object; what was not measured is absent
   */
  public ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("quick", quick);
    json.set("machine", provenance.json());
    if (load >= 0) {
      json.put("load", load);
    }
    ObjectNode versions = json.putObject("versions");
    peers.forEach(versions::put);
    ObjectNode absent = json.putObject("notMeasured");
    missing.forEach(absent::put);
    json.set("jobs", Json.array(jobs.stream().map(BenchResult::job).toList()));
    json.set("parts", Json.array(parts.stream().map(BenchResult::part).toList()));
    json.set("processes", Json.array(processes.stream().map(BenchResult::process).toList()));
    json.set("sweep", Json.array(curves.stream().map(BenchResult::curve).toList()));
    return json;
  }

  private static ObjectNode job(StepResult result) {
    ObjectNode json = Json.object();
    json.put("name", result.job().name());
    json.put("dtype", result.job().dtype());
    json.put("batch", result.job().batch());
    result.median(Goal.FLOOR).ifPresent(ms -> json.put("floorMs", ms));
    result.median(StepRace.OURS).ifPresent(ms -> json.put("ours", ms));
    json.put("stepsPerEpoch", result.job().stepsPerEpoch());
    ObjectNode peers = json.putObject("peers");
    ObjectNode ratios = json.putObject("ratios");
    ObjectNode spread = json.putObject("quartiles");
    result
        .times()
        .forEach(
            (name, times) -> {
              if (!name.equals(StepRace.OURS)) {
                ratios.put(name, result.ratio(name).orElseThrow());
                if (!name.equals(Goal.FLOOR)) {
                  peers.put(name, times.median());
                }
              }
              spread.putArray(name).add(times.quantile(0.25)).add(times.quantile(0.75));
            });
    return json;
  }

  private static ObjectNode part(PartResult result) {
    ObjectNode json = Json.object();
    json.put("name", result.name());
    json.put("unit", result.unit());
    json.put("median", result.times().median());
    json.put("most", result.most());
    return json;
  }

  private static ObjectNode process(ProcessResult result) {
    ObjectNode json = Json.object();
    json.put("name", result.name());
    ObjectNode seconds = json.putObject("seconds");
    result.seconds().forEach((name, times) -> seconds.put(name, times.median()));
    ObjectNode megabytes = json.putObject("megabytes");
    result.megabytes().forEach(megabytes::put);
    return json;
  }

  private static ObjectNode curve(Sweep.Curve curve) {
    ObjectNode json = Json.object();
    json.put("variable", curve.variable());
    curve.sizes().forEach(json.putArray("sizes")::add);
    ObjectNode times = json.putObject("ms");
    for (String name : curve.results().get(0).times().keySet()) {
      ArrayNode medians = times.putArray(name);
      curve.results().forEach(result -> medians.add(result.median(name).orElseThrow()));
    }
    return json;
  }
}
