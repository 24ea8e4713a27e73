#!/usr/bin/env bash
# OnnxSlim folds a factor of each column into a convolution as a factor of each channel, where there are as many of both.
# Versions: OnnxSlim 0.1.98, onnx 1.23.2, onnxruntime 1.32.0. Date: 2026-11-30.
# Seen: a convolution of two channels, then a product with [1, 10], which scales the two columns (or, in shape [2, 1], the two rows) of its
# outputs: in the slimmed model the second channel is ten times too large, its second column right. With another width, or as [2, 1, 1], the outputs stay.
# Guess from before: equal up to rounding; a factor that is no scalar and not of shape [channels, 1, 1] is left alone.
# Hurt: who slims a model that weights positions (a window, a latitude weight, a mask) behind a convolution with as many channels.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 onnx==1.23.2 onnxruntime==1.32.0 onnxslim==0.1.98
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import onnxruntime
import onnxslim
from onnx import TensorProto, helper, numpy_helper


def before_and_after(factor, height=4, width=4):
    x = np.ones((1, 1, height, width), np.float32)
    kernel = np.ones((2, 1, 1, 1), np.float32)
    graph = helper.make_graph(
        [helper.make_node("Conv", ["x", "kernel"], ["a"]), helper.make_node("Mul", ["a", "factor"], ["y"])],
        "two",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, x.shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 2, height, width])],
        [numpy_helper.from_array(kernel, "kernel"), numpy_helper.from_array(factor, "factor")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    slim = onnxslim.slim(model)
    outputs = []
    for made in (model, slim):
        session = onnxruntime.InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"])
        outputs.append(session.run(None, {"x": x})[0])
    return *outputs, [node.op_type for node in slim.graph.node]


factor = np.array([1, 10], np.float32)
for name, shaped, height, width, same in [
    ("columns", factor, 4, 2, False),
    ("rows", factor.reshape(2, 1), 2, 4, False),
    ("channels", factor.reshape(2, 1, 1), 4, 2, True),
]:
    before, after, nodes = before_and_after(shaped, height, width)
    print(f"factors of {name}: first channel {before[0, 0].tolist()}, slimmed {after[0, 0].tolist()}, {nodes}")
    assert nodes == ["Conv"] and np.allclose(before, after) == same
    assert same or (np.all(after[0, 0] == 1) and np.all(after[0, 1] == 10))
before, after, nodes = before_and_after(np.array([1, 10, 100], np.float32), 4, 3)
assert nodes == ["Conv", "Mul"] and np.array_equal(before, after)
print("as found")
PYTHON
