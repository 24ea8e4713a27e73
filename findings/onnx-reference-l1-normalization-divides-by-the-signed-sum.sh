#!/usr/bin/env bash
# LpNormalization with p = 1 in the reference evaluator of ONNX divides by the plain sum, not by the sum of absolute values.
# Versions: onnx 1.23.2, onnxruntime 1.32.0. Date: 2026-11-29.
# Seen: [1, -3] becomes [-0.5, 1.5], with its signs turned and a norm of 2; onnxruntime gives [0.25, -0.75]. With p = 2 both agree.
# Guess from before: on standard operators the reference evaluator and onnxruntime agree up to rounding.
# Hurt: who takes the reference for the truth on signed data; non-negative test data hide it.
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


x = np.array([[1, -3]], np.float32)
for p in (1, 2):
    (reference,), (ort,) = both("LpNormalization", [x], p=p, axis=1)
    print("p", p, "reference", reference, "onnxruntime", ort)
    if p == 1:
        assert np.allclose(reference, [[-0.5, 1.5]]) and np.allclose(ort, [[0.25, -0.75]])
    else:
        assert np.allclose(reference, ort)
print("as found")
PYTHON
