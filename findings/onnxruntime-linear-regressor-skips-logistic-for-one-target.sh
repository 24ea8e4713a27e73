#!/usr/bin/env bash
# LinearRegressor (ai.onnx.ml) of onnxruntime applies post_transform LOGISTIC for two targets, and skips it for one.
# Versions: onnxruntime 1.32.0, onnx 1.23.2. Date: 2026-11-29.
# Seen: a score of 0.27 with LOGISTIC comes out as 0.27 when it is the only target and as 0.567 when a second target stands beside it.
# PROBIT is applied in both cases.
# Guess from before: the transform works on each value, whatever the number of targets.
# Hurt: exporters of generalized linear models that write a probability as one node: they are served the raw score, without an error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 onnx==1.23.2 onnxruntime==1.32.0
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import onnxruntime
from onnx import helper


def regress(coefficients, intercepts, transform):
    node = helper.make_node("LinearRegressor", ["x"], ["y"], domain="ai.onnx.ml", coefficients=coefficients, intercepts=intercepts,
                            targets=len(intercepts), post_transform=transform)
    graph = helper.make_graph([node], "one", [helper.make_tensor_value_info("x", 1, [1, 2])], [helper.make_tensor_value_info("y", 1, None)])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid("ai.onnx.ml", 3)], ir_version=10)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"x": np.array([[0.3, 0.1]], np.float32)})[0].ravel()


logistic = 1 / (1 + np.exp(-0.27))
for transform in ("NONE", "LOGISTIC", "PROBIT"):
    one, two = regress([0.5, 0.2], [0.1], transform), regress([0.5, 0.2, 0.3, 0.4], [0.1, 0.0], transform)
    print(transform, "one target", one, "the first of two", two[:1])
    if transform == "LOGISTIC":
        assert abs(one[0] - 0.27) < 1e-5 and abs(two[0] - logistic) < 1e-5
    else:
        assert abs(one[0] - two[0]) < 1e-5
print("as found")
PYTHON
