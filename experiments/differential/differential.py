"""Compares `annlab fit` with scikit-learn and Keras 3, run live, over random specifications.

    python differential.py --classpath CP --kind estimator --count 2000 --first 0 --out found.jsonl

CP is a class path with annlab's classes and those of the tests of modules/estimators (FitBatch). Python needs
keras, tensorflow, scikit-learn, pandas. What differs is shrunk and written to the file, one case a line; the summary
counts outcomes. `--cases FILE.json` runs the cases of a file instead, and `--keep FILE.json` writes them with the
references' results, as modules/estimators keeps them for its tests.
"""
import argparse
import collections
import copy
import json
import math
import pathlib
import subprocess
import sys

import references
import specifications

TOLERANCE = {"estimator": 1e-9, "sequential": 2e-4}
SINGLE = 2e-4
# lbfgs and the searches of LIBLINEAR end where their line searches say, which rounding decides
SOLVER = 1e-4
# of models in double precision
DOUBLE = 1e-7
# Keras on TensorFlow rounds the betas of its Adams, and the rates of a schedule, to single precision even there
ROUNDED_RATES = 1e-4


class Annlab:
    def __init__(self, classpath):
        self.process = subprocess.Popen(
            ["java", "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classpath, "annlab.estimators.specification.FitBatch"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def run(self, case):
        order = {k: case[k] for k in ("spec", "csv", "weights") if k in case}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def restored(result):
    """Words in place of the nulls that `not_finite` tells of."""
    result = copy.deepcopy(result)
    for pointer, word in result.pop("not_finite", {}).items():
        at = result
        *path, last = pointer.split("/")[1:]
        for name in path:
            at = at[int(name) if isinstance(at, list) else name]
        at[int(last) if isinstance(at, list) else last] = word
    return result


def differ(here, there, tolerance, path=""):
    """The first place where two results differ by more than the tolerance, or None."""
    if isinstance(there, dict):
        if not isinstance(here, dict) or set(here) != set(there):
            return f"{path}: {sorted(here) if isinstance(here, dict) else here} instead of {sorted(there)}"
        return next(filter(None, (differ(here[k], there[k], tolerance, f"{path}/{k}") for k in sorted(there))), None)
    if isinstance(there, list):
        if not isinstance(here, list) or len(here) != len(there):
            return f"{path}: {len(here) if isinstance(here, list) else here} values instead of {len(there)}"
        return next(filter(None, (differ(a, b, tolerance, f"{path}/{i}") for i, (a, b) in enumerate(zip(here, there)))), None)
    if isinstance(there, str) or isinstance(here, str) or there is None or here is None:
        return None if here == there else f"{path}: {here} instead of {there}"
    close = abs(here - there) <= tolerance * max(1, abs(there))
    return None if close else f"{path}: {here!r} instead of {there!r}"


def tolerance(case):
    spec = case["spec"]
    parameters = spec.get("parameters") or {}
    if "sequential" in spec:
        if spec.get("dtype") != "float64":
            return TOLERANCE["sequential"]
        optimizer = json.dumps(spec["compile"]["optimizer"]).lower()
        return ROUNDED_RATES if "adam" in optimizer or "decay_steps" in optimizer else DOUBLE
    if parameters.get("dtype") == "float32":
        return SINGLE
    if parameters.get("solver") == "lbfgs" or spec["estimator"] in ("LogisticRegression", "LinearSVC"):
        return SOLVER
    return TOLERANCE["estimator"]


KEYS = {"n_iter", "loss", "loss_curve", "validation_scores", "best_validation_score", "best_loss", "coef_sums", "coef",
        "intercept", "accuracy", "probabilities", "predictions", "rmse", "r2", "history", "test"}


def compare(case, annlab, reference):
    """None if they agree, else what differs."""
    if "refused" in reference:
        if annlab["code"] == 0:
            return "accepted, but the reference says " + reference["refused"]
        return None if annlab["code"] in (2, 4) and not crash(annlab) else "crash: " + str(annlab.get("error"))[:150]
    there = reference["result"]
    if annlab["code"] != 0 and "result" not in annlab:
        return f"refused ({annlab['code']}): {annlab['error'][:160]}"
    here = {k: v for k, v in restored(annlab["result"]).items() if k in KEYS}
    if annlab["code"] == 4:  # diverged: the epochs before are compared
        series = there["history"]
        epochs = len(here["history"].get("loss", []))
        if epochs < len(series["loss"]) and isinstance(series["loss"][epochs], str):
            there = {"history": {k: v[:epochs] for k, v in series.items()} if epochs else {}}
            here = {"history": here["history"]}
        else:
            return "diverged: " + str(annlab["result"].get("diverged"))[:160]
    if "predictions" in here and "predictions" not in there:
        here.pop("predictions")  # words
    return differ(here, there, tolerance(case))


def crash(annlab):
    return "Exception: " in str(annlab.get("error", "")) or "Error: " in str(annlab.get("error", ""))


def judge(case, annlab):
    here = annlab.run(case)
    there = references.run(case)
    what = compare(case, here, there)
    if what and "sequential" in case["spec"] and "result" in here and "result" in there and case["spec"].get("dtype") == "float32":
        # single precision amplified: the same in double precision tells
        double = doubled(case)
        in_double = compare(double, annlab.run(double), references.run(double))
        if in_double is None:
            return None, "rounding of float32", here, there
        what = in_double + " (float64)"
    return what, "same" if "result" in there else "both refuse", here, there


def doubled(case):
    """The case in double precision, without the metrics that TensorFlow knows in single precision only."""
    double = copy.deepcopy(case)
    double["spec"]["dtype"] = "float64"
    compiled = double["spec"]["compile"]
    watched = [options.get("monitor") for callback in double["spec"]["fit"].get("callbacks", []) for options in callback.values()]
    compiled["metrics"] = [m for m in compiled["metrics"] if "topk" not in json.dumps(m).lower().replace("_", "") or m in watched]
    return double


def smaller(case):
    """Cases with one thing less."""
    spec = case["spec"]
    lines = case["csv"].rstrip("\n").split("\n")
    for keep in (len(lines) // 2, len(lines) - 1):
        if 2 < keep < len(lines):
            yield {**case, "csv": "\n".join(lines[:keep]) + "\n"}
    for name in list(spec.get("parameters") or {}):
        if name != "random_state":
            less = copy.deepcopy(case)
            del less["spec"]["parameters"][name]
            yield less
    for name in ("split", "scale"):
        if name in spec:
            less = copy.deepcopy(case)
            del less["spec"][name]
            yield less
    if "sequential" in spec:
        for name in list(spec["fit"]):
            if name != "shuffle":
                less = copy.deepcopy(case)
                del less["spec"]["fit"][name]
                yield less
        for i in range(len(spec["compile"]["metrics"])):
            less = copy.deepcopy(case)
            del less["spec"]["compile"]["metrics"][i]
            yield less
        if spec["compile"]["optimizer"] != "sgd":
            less = copy.deepcopy(case)
            less["spec"]["compile"]["optimizer"] = "sgd"
            yield less
        at = 0
        for i, layer in enumerate(spec["sequential"]):
            ((name, options),) = layer.items()
            takes = {"Dense": 2, "BatchNormalization": 4}.get(name, 0)
            if name in ("BatchNormalization", "Normalization", "Dropout"):
                less = copy.deepcopy(case)
                del less["spec"]["sequential"][i]
                del less["weights"][at: at + takes]
                yield less
            elif "kernel_regularizer" in options:
                less = copy.deepcopy(case)
                del less["spec"]["sequential"][i]["Dense"]["kernel_regularizer"]
                yield less
            at += takes


def shrink(case, what, annlab, tries=25):
    kind = what.split(":")[0][:30]
    changed = True
    while changed and tries > 0:
        changed = False
        for less in smaller(case):
            tries -= 1
            if tries < 0:
                break
            now = judge(less, annlab)[0]
            if now and now.split(":")[0][:30] == kind:
                case, what, changed = less, now, True
                break
    return case, what


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--classpath", required=True)
    words.add_argument("--kind", default="estimator", choices=["estimator", "sequential"])
    words.add_argument("--count", type=int, default=200)
    words.add_argument("--first", type=int, default=0)
    words.add_argument("--out", default="found.jsonl")
    words.add_argument("--shrink", type=int, default=25)
    words.add_argument("--cases")
    words.add_argument("--keep")
    given = words.parse_args()
    annlab = Annlab(given.classpath)
    if given.cases:
        kept = []
        for case in json.loads(pathlib.Path(given.cases).read_text()):
            what, outcome, here, there = judge(case, annlab)
            print(("DIFFERS " + what) if what else outcome, "-", case.get("name", case.get("seed")), "-",
                  there.get("refused") or json.dumps(there["result"])[:200])
            kept.append({**case, "expected": there})
        if given.keep:
            pathlib.Path(given.keep).write_text("[\n" + ",\n".join(json.dumps(c) for c in kept) + "\n]\n")
        return
    count = collections.Counter()
    with open(given.out, "a") as out:
        for seed in range(given.first, given.first + given.count):
            case = specifications.case(given.kind, seed)
            what, outcome, here, there = judge(case, annlab)
            count["differs" if what else outcome] += 1
            if what:
                case, what = shrink(case, what, annlab, given.shrink)
                out.write(json.dumps({"what": what, **case}) + "\n")
                out.flush()
            if (seed + 1) % 50 == 0:
                print(seed + 1, dict(count), flush=True)
    print(dict(count))


main()
