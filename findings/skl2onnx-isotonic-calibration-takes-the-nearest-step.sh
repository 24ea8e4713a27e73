#!/usr/bin/env bash
# CalibratedClassifierCV(method="isotonic") is exported by skl2onnx as a step function; scikit-learn interpolates linearly.
# Versions: scikit-learn 1.9.1, skl2onnx 1.20.0, onnxruntime 1.32.0, onnx 1.23.2. Date: 2026-11-29.
# Seen: with a noisy logistic regression a quarter of 200 new rows or so get another probability, by several percent points; the graph looks
# for the nearest threshold (Abs, ArgMin) and takes its value.
# Guess from before: the same probabilities up to rounding.
# Hurt: who calibrates because the probabilities matter (decisions by a threshold, ranking): ties and jumps appear where there were none.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 onnx==1.23.2 onnxruntime==1.32.0 scikit-learn==1.9.1 skl2onnx==1.20.0
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import warnings
import numpy as np
import onnxruntime
from skl2onnx import to_onnx

warnings.filterwarnings("ignore")


def served(model, x, **options):
    graph = to_onnx(model, x[:1], **options).SerializeToString()
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    return session.run(None, {session.get_inputs()[0].name: x})


from sklearn.calibration import CalibratedClassifierCV
from sklearn.linear_model import LogisticRegression

random = np.random.default_rng(0)
x, queries = random.normal(size=(200, 4)).astype(np.float32), random.normal(size=(200, 4)).astype(np.float32)
y = (x[:, 0] > 0).astype(int)
flipped = random.uniform(size=200) < 0.2
y[flipped] = 1 - y[flipped]
for method in ("sigmoid", "isotonic"):
    model = CalibratedClassifierCV(LogisticRegression(), method=method, cv=3).fit(x, y)
    expected = model.predict_proba(queries)[:, 1]
    got = served(model, queries, options={"zipmap": False})[1][:, 1]
    difference = abs(expected - got)
    distinct = len(set(expected.round(5).tolist())), len(set(got.round(5).tolist()))
    print(method, "rows that differ:", int((difference > 1e-3).sum()), "most:", difference.max(), "distinct probabilities:", distinct)
    assert difference.max() < 1e-4 if method == "sigmoid" else difference.max() > 0.02
assert "ArgMin" in {node.op_type for node in to_onnx(model, x[:1]).graph.node}
print("as found")
PYTHON
