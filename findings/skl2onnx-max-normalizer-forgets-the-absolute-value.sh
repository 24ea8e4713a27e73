#!/usr/bin/env bash
# A scikit-learn Normalizer(norm="max") that skl2onnx exported gives other values in onnxruntime wherever the largest value is negative.
# Versions: scikit-learn 1.9.1, skl2onnx 1.20.0, onnxruntime 1.32.0, onnx 1.23.2. Date: 2026-11-29.
# Seen: [-3, 1] becomes [-1, 0.333] in scikit-learn and [-3, 1] in onnxruntime, whose Normalizer divides by the largest value rather than
# by the largest absolute value; [-4, -2] becomes [2, 1], with turned signs. "l1" and "l2" agree.
# Guess from before: the exported normalizer gives scikit-learn's values.
# Hurt: pipelines that normalize signed data (standardized columns, embeddings) by row; positive test data hide it.
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


from sklearn.preprocessing import Normalizer

x = np.array([[-3, 1], [-4, -2], [1, 2]], np.float32)
for norm in ("l1", "l2", "max"):
    model = Normalizer(norm=norm).fit(x)
    expected, got = model.transform(x), served(model, x)[0]
    print(norm, "scikit-learn", expected.tolist(), "onnxruntime", got.tolist())
    if norm == "max":
        assert np.allclose(got, [[-3, 1], [2, 1], [0.5, 1]]) and np.allclose(expected[:2], [[-1, 1 / 3], [-1, -0.5]])
    else:
        assert np.allclose(expected, got)
print("as found")
PYTHON
