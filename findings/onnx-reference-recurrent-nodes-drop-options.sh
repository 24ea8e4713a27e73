#!/usr/bin/env bash
# The reference evaluator of ONNX ignores sequence_lens, clip, input_forget and activations of recurrent nodes, without a word.
# Versions: onnx 1.23.2, onnxruntime 1.32.0. Date: 2026-11-29.
# Seen: an LSTM with sequence_lens reads on into the padding, in both its last state and its outputs after the end, which the standard
# wants as zeros; LSTM's clip and input_forget and GRU's activations change nothing at all. onnxruntime follows every one of them.
# Guess from before: on standard operators the reference evaluator and onnxruntime agree up to rounding.
# Hurt: exporters that check padded batches or hard-sigmoid GRUs against the reference: they "mend" a right model, or pass a wrong one.
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


random = np.random.default_rng(0)


def drawn(*shape):
    return random.normal(size=shape).astype(np.float32)


x, w, r, b = drawn(3, 2, 5), drawn(1, 16, 5), drawn(1, 16, 4), drawn(1, 32)
lengths = np.array([2, 3], np.int32)
plain, plain_ort = both("LSTM", [x, w, r, b], 3, hidden_size=4)
padded, padded_ort = both("LSTM", [x, w, r, b, lengths], 3, hidden_size=4)
print("outputs after the end of the first row: reference", padded[0][2, 0, 0], "onnxruntime", padded_ort[0][2, 0, 0])
assert np.allclose(plain[0], plain_ort[0], atol=1e-5)
assert np.array_equal(plain[0], padded[0]) and np.array_equal(plain[1], padded[1])
assert np.all(padded_ort[0][2, 0, 0] == 0) and np.allclose(padded_ort[1][0, 0], padded_ort[0][1, 0, 0])
for name, options in [("clip", {"clip": 0.5}), ("input_forget", {"input_forget": 1})]:
    reference, ort = both("LSTM", [x, w, r, b], 3, hidden_size=4, **options)
    print(f"LSTM with {name}: reference moves by", np.abs(reference[0] - plain[0]).max(), "onnxruntime by", np.abs(ort[0] - plain_ort[0]).max())
    assert np.array_equal(reference[0], plain[0]) and np.abs(ort[0] - plain_ort[0]).max() > 0.01
w, r, b = drawn(1, 12, 5), drawn(1, 12, 4), drawn(1, 24)
plain, plain_ort = both("GRU", [x, w, r, b], 2, hidden_size=4)
reference, ort = both("GRU", [x, w, r, b], 2, hidden_size=4, activations=["HardSigmoid", "Relu"])
print("GRU with other activations: reference moves by", np.abs(reference[0] - plain[0]).max(), "onnxruntime by", np.abs(ort[0] - plain_ort[0]).max())
assert np.array_equal(reference[0], plain[0]) and np.abs(ort[0] - plain_ort[0]).max() > 0.01
print("as found")
PYTHON
