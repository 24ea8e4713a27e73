#!/usr/bin/env bash
# The version converter of ONNX carries Hardmax from opset 12 to 13, and Softmax with an axis back from 13 to 12, without adapting them: other outputs.
# Versions: onnx 1.23.2, onnxruntime 1.32.0. Date: 2026-11-30.
# Seen: of a 2 x 3 x 4 tensor Hardmax marks 2 elements before the conversion and 6 after it, as opset 12 takes all axes from the given one together and
# opset 13 the given one alone. Upwards, Softmax and LogSoftmax are adapted rightly. Back from 13 to 12 a Softmax over axis 1, not the last, stays as it is,
# so that its rows sum to 1/4 on average instead of 1. No warning, and onnx.checker is content.
# Guess from before: the same outputs, or a refusal as for Pad, TopK or Hardmax downwards.
# Hurt: who raises the opset of an old classifier for another runtime, or lowers it for an old device.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 onnx==1.23.2 onnxruntime==1.32.0
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, version_converter

x = np.random.default_rng(0).normal(size=(2, 3, 4)).astype(np.float32)


def run(model):
    return onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"]).run(None, {"x": x})[0]


def before_and_after(op, before, after, **attributes):
    graph = helper.make_graph(
        [helper.make_node(op, ["x"], ["y"], **attributes)],
        "one",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, x.shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, x.shape)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", before)], ir_version=8)
    converted = version_converter.convert_version(model, after)
    onnx.checker.check_model(converted)
    return run(model), run(converted)


for op, axis in [("Softmax", 1), ("LogSoftmax", 0), ("Hardmax", 2)]:
    assert np.allclose(*before_and_after(op, 12, 13, axis=axis), atol=1e-6)
for attributes in ({}, {"axis": 1}):
    old, new = before_and_after("Hardmax", 12, 13, **attributes)
    print("Hardmax", attributes or "without axis", "marks", int(old.sum()), "elements in opset 12,", int(new.sum()), "in 13")
    assert old.sum() == 2 and new.sum() > 2
old, new = before_and_after("Softmax", 13, 12, axis=1)
print("Softmax over axis 1: sums in opset 13", old.sum(1).ravel(), "in opset 12", new.sum(1).ravel())
assert np.allclose(old.sum(1), 1) and np.allclose(new.sum(1).mean(), 0.25)
print("as found")
PYTHON
