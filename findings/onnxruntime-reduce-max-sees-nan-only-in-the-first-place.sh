#!/usr/bin/env bash
# ReduceMax and ReduceMin of onnxruntime (CPU) return NaN only if the NaN is the first value of what they reduce.
# Versions: onnxruntime 1.32.0, onnx 1.23.2. Date: 2026-11-29.
# Seen: of 40 places that one NaN can take among 40 zeros, the result is NaN for the first alone; everywhere else the NaN is dropped.
# Max and Relu of the same library let a NaN through, and so does the reference evaluator's ReduceMax.
# Guess from before: whatever ReduceMax does with NaN, it does independently of the place.
# Hurt: models that guard themselves by a maximum (dynamic scales for quantization, stable softmax, checks for overflow): NaN passes
# unseen or not by the order of the rows.
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
from onnx.reference import ReferenceEvaluator


def both(op, inputs, outputs=1, opset=18, domain="", **attributes):
    names = ["" if value is None else f"x{i}" for i, value in enumerate(inputs)]
    results = [f"y{i}" for i in range(outputs)]
    node = helper.make_node(op, names, results, domain=domain, **attributes)
    feed = {name: value for name, value in zip(names, inputs) if value is not None}
    declared = [helper.make_tensor_value_info(name, helper.np_dtype_to_tensor_dtype(value.dtype), value.shape) for name, value in feed.items()]
    graph = helper.make_graph([node], "one", declared, [helper.make_tensor_value_info(name, 1, None) for name in results])
    versions = [helper.make_opsetid("", opset)] + ([helper.make_opsetid(domain, 3)] if domain else [])
    model = helper.make_model(graph, opset_imports=versions, ir_version=10)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return ReferenceEvaluator(model).run(None, feed), session.run(None, feed)


for op in ("ReduceMax", "ReduceMin"):
    found = {"reference": [], "onnxruntime": []}
    for place in range(40):
        x = np.zeros(40, np.float32)
        x[place] = np.nan
        (reference,), (ort,) = both(op, [x, np.array([0])], keepdims=0)
        found["reference"] += [place] if np.isnan(reference) else []
        found["onnxruntime"] += [place] if np.isnan(ort) else []
    print(op, "is NaN for a NaN at: reference", len(found["reference"]), "of 40 places; onnxruntime", found["onnxruntime"])
    assert found["onnxruntime"] == [0] and len(found["reference"]) == 40
print("as found")
PYTHON
