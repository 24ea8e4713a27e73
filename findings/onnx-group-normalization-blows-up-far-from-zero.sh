#!/usr/bin/env bash
# GroupNormalization of ONNX subtracts the square of the mean from the mean of squares: far from zero its outputs are hundreds of times too large.
# Versions: onnx 1.23.2, onnxruntime 1.32.0. Date: 2026-11-30.
# Seen: 9999, 10001, 9999, 10001 in float32 become -316, 316 instead of -1, 1, in onnxruntime and in the reference evaluator alike, as both run the
# function body that the standard gives, whose variance is 0 there. InstanceNormalization and LayerNormalization give -1, 1.
# Guess from before: within 0.01 of the formula, as the other normalizations (tried first with random numbers of mean 10000 and deviation 1).
# Hurt: who exports a model with GroupNorm, trained where the variance comes from differences to the mean.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 onnx==1.23.2 onnxruntime==1.32.0
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import onnxruntime
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def both(op, x, parameters, **attributes):
    feed = {"x": x, "scale": np.ones(parameters, np.float32), "bias": np.zeros(parameters, np.float32)}
    graph = helper.make_graph(
        [helper.make_node(op, list(feed), ["y"], **attributes)],
        "one",
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, value.shape) for name, value in feed.items()],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, x.shape)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, feed)[0], ReferenceEvaluator(model).run(None, feed)[0]


for low, high in [(99, 101), (9999, 10001)]:
    x = np.array([low, high, low, high] * 2, np.float32).reshape(1, 2, 4)
    for op, parameters, attributes in [
        ("GroupNormalization", 2, {"num_groups": 2}),
        ("InstanceNormalization", 2, {}),
        ("LayerNormalization", 4, {"axis": -1}),
    ]:
        served, reference = both(op, x, parameters, **attributes)
        print(f"{op} of {low} and {high}: onnxruntime {served[0, 0]}, reference {reference[0, 0]}")
        wrong = op == "GroupNormalization" and low == 9999
        for y in (served, reference):
            assert np.allclose(np.abs(y), 316.2 if wrong else 1, rtol=1e-3)
print("as found")
PYTHON
