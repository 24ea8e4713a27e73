#!/usr/bin/env bash
# The reference evaluator of ONNX computes the Softmax of an opset 11 model by the rules of opset 13.
# Versions: onnx 1.23.2, onnxruntime 1.32.0. Date: 2026-11-29.
# Seen: until opset 12 Softmax flattens all axes from the given one on and normalizes over them together. For [2, 3, 4] and axis 1 the
# twelve values of a row must sum to 1: onnxruntime's do, the reference's sum to 4, as it normalizes axis 1 alone.
# Guess from before: on standard operators the reference evaluator and onnxruntime agree up to rounding.
# Hurt: who checks older models (classifiers with a trailing axis, attention) against the reference, or converts them by it.
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


x = np.random.default_rng(0).normal(size=(2, 3, 4)).astype(np.float32)
for opset in (11, 13):
    (reference,), (ort,) = both("Softmax", [x], opset=opset, axis=1)
    print("opset", opset, "sum of a row: reference", reference[0].sum(), "onnxruntime", ort[0].sum())
    assert abs(reference[0].sum() - 4) < 1e-4
    assert abs(ort[0].sum() - (1 if opset == 11 else 4)) < 1e-4
print("as found")
PYTHON
