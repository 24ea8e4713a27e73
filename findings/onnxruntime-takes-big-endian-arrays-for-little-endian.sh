#!/usr/bin/env bash
# onnxruntime takes the bytes of a big-endian NumPy array for little-endian ones: other numbers, neither error nor warning.
# Versions: onnxruntime 1.32.0, onnx 1.23.2, NumPy 2.4.6. Date: 2026-11-30.
# Seen: an Identity of 1, 2, 3 in '>f4' gives 4.6e-41, 9.0e-44, 2.3e-41; of '>i4' 16777216, 33554432, 50331648; '>f8', '>i8' and
# OrtValue likewise. The sigmoid of -3, -1, 1, 3 is 0.5 four times. NumPy, TensorFlow and scikit-learn compute with such arrays; JAX, torch and
# onnx.numpy_helper refuse them.
# Guess from before: the right values, or an error that names the type.
# Hurt: who serves a model on what np.frombuffer(..., ">f4") reads of an IDX, FITS, NetCDF-3 or Java DataOutputStream file.
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


def run(op, x):
    kind = helper.np_dtype_to_tensor_dtype(x.dtype.newbyteorder("="))
    graph = helper.make_graph(
        [helper.make_node(op, ["x"], ["y"])],
        "one",
        [helper.make_tensor_value_info("x", kind, x.shape)],
        [helper.make_tensor_value_info("y", kind, x.shape)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    return onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"]).run(None, {"x": x})[0]


for kind in ("f4", "f8", "i4", "i8"):
    values = np.array([1, 2, 3], ">" + kind)
    native, swapped = run("Identity", values.astype("=" + kind)), run("Identity", values)
    print(f">{kind}: sum in NumPy {values.sum()}; onnxruntime gives {swapped}, in the machine's order {native}")
    assert native.tolist() == [1, 2, 3]
    assert swapped.tolist() == values.view("<" + kind).tolist() != [1, 2, 3]
logits = np.array([-3, -1, 1, 3], ">f4")
print("sigmoid:", run("Sigmoid", logits), "in the machine's order:", run("Sigmoid", logits.astype("=f4")))
assert np.allclose(run("Sigmoid", logits), 0.5, atol=1e-3)
wrapped = onnxruntime.OrtValue.ortvalue_from_numpy(np.array([1, 2, 3], ">f4")).numpy()
print("OrtValue:", wrapped)
assert np.all(wrapped < 1e-30)
print("as found")
PYTHON
