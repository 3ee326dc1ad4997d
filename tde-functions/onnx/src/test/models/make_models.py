"""Makes the small models of the tests: python3 make_models.py (needs the package onnx 1.23 and numpy).

flowers.onnx classifies four measures into three kinds by a linear layer; colours.onnx says whether an image of 3 x 8 x 8 is
mostly red, green or blue.
"""

from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

HERE = Path(__file__).resolve().parent.parent / "resources"


def save(name, graph):
    model = helper.make_model(graph, producer_name="trellis", opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    checker.check_model(model)
    (HERE / name).write_bytes(model.SerializeToString(deterministic=True))


def flowers():
    weights = np.array([[0.2, 0.1, -0.3], [0.5, -0.2, -0.3], [-0.7, 0.1, 0.6], [-0.6, -0.2, 0.8]], np.float32)
    bias = np.array([0.6, 0.7, -1.3], np.float32)
    return helper.make_graph(
        [
            helper.make_node("Gemm", ["measures", "weights", "bias"], ["logits"]),
            helper.make_node("Softmax", ["logits"], ["scores"], axis=1),
            helper.make_node("ArgMax", ["logits"], ["kind"], axis=1, keepdims=0),
        ],
        "flowers",
        [helper.make_tensor_value_info("measures", TensorProto.FLOAT, ["rows", 4])],
        [
            helper.make_tensor_value_info("kind", TensorProto.INT64, ["rows"]),
            helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["rows", 3]),
        ],
        [numpy_helper.from_array(weights, "weights"), numpy_helper.from_array(bias, "bias")],
    )


def colours():
    return helper.make_graph(
        [
            helper.make_node("GlobalAveragePool", ["pixels"], ["pooled"]),
            helper.make_node("Flatten", ["pooled"], ["means"], axis=1),
            helper.make_node("Softmax", ["means"], ["scores"], axis=1),
        ],
        "colours",
        [helper.make_tensor_value_info("pixels", TensorProto.FLOAT, [1, 3, 8, 8])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, 3])],
    )


if __name__ == "__main__":
    save("flowers.onnx", flowers())
    save("colours.onnx", colours())
