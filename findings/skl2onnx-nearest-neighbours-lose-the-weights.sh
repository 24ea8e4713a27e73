#!/usr/bin/env bash
# KNeighborsRegressor(weights="distance") is exported by skl2onnx without its weights.
# Versions: scikit-learn 1.9.1, skl2onnx 1.20.0, onnxruntime 1.32.0, onnx 1.23.2. Date: 2026-11-29.
# Seen: between neighbours 0 and 1 with values 0 and 10 scikit-learn predicts 2.5 at 0.25 and 9 at 0.9; the exported model predicts 5 at both,
# the plain mean, which is what weights="uniform" exports too. The classifier's classes change as well.
# Guess from before: the same predictions up to rounding; the converter accepts the option.
# Hurt: who serves a nearest-neighbour model with distance weights: it is another model, plausible enough to pass unnoticed.
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


from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

points, queries = np.array([[0], [1], [5]], np.float32), np.array([[0.25], [0.9]], np.float32)
for weights in ("uniform", "distance"):
    model = KNeighborsRegressor(2, weights=weights).fit(points, [0.0, 10.0, 50.0])
    expected, got = model.predict(queries), served(model, queries)[0].ravel()
    print(weights, "scikit-learn", expected, "onnxruntime", got)
    assert np.allclose(got, 5)
    assert np.allclose(expected, 5 if weights == "uniform" else [2.5, 9], atol=1e-5)
random = np.random.default_rng(0)
x, queries = random.normal(size=(300, 4)).astype(np.float32), random.normal(size=(300, 4)).astype(np.float32)
y = np.digitize(x[:, 0], [-0.5, 0.5])
model = KNeighborsClassifier(4, weights="distance").fit(x, y)
other = KNeighborsClassifier(4, weights="uniform").fit(x, y)
got = served(model, queries)[0].ravel()
print("classes that differ of 300:", int((got != model.predict(queries)).sum()), "from the same model with uniform weights:", int((got != other.predict(queries)).sum()))
assert (got != model.predict(queries)).sum() > 0
print("as found")
PYTHON
