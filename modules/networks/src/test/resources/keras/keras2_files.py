"""Models as Keras 2 saves them (package tf_keras), with what they predict and what one more epoch makes of them."""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import numpy as np
import tf_keras as keras
from tf_keras import layers, optimizers

folder = sys.argv[1]
x, y = np.load(f"{folder}/x.npy"), np.load(f"{folder}/y_ids.npy")
index = json.load(open(f"{folder}/index.json"))


def model():
    normalization = layers.Normalization()
    normalization.adapt(x)
    return keras.Sequential([layers.Input((6,)), normalization, layers.Dense(5, activation="gelu", kernel_regularizer="l2"),
                             layers.BatchNormalization(), layers.Dropout(0.0), layers.Dense(3, activation="softmax")])


def functional():
    i = layers.Input((6,))
    return keras.Model(i, layers.Dense(3, activation="softmax", name="last")(layers.Dense(5, activation="relu", name="first")(i)))


for name, make, optimizer in [("adam", model, optimizers.Adam(0.01, epsilon=1e-3)),
                              ("adam_before_2_11", model, optimizers.legacy.Adam(0.01, epsilon=1e-3)),
                              ("rmsprop", functional, optimizers.RMSprop(0.01, momentum=0.5)),
                              ("sgd", functional, optimizers.SGD(0.1))]:
    keras.utils.set_random_seed(3)
    m = make()
    m.compile(loss="sparse_categorical_crossentropy", optimizer=optimizer, metrics=["accuracy"])
    fit = lambda: m.fit(x, y, batch_size=16, epochs=1, shuffle=False, verbose=0).history["loss"][0]
    fit()
    m.save(f"{folder}/keras2_{name}.h5")
    ends = [".h5"]
    if "before" not in name:
        m.save(f"{folder}/keras2_{name}.keras")
        ends.append(".keras")
    np.save(f"{folder}/keras2_{name}.predictions.npy", m.predict(x, verbose=0))
    last = fit()
    np.savez(f"{folder}/keras2_{name}.after.npz", *m.get_weights())
    index.append({"name": f"keras2_{name}", "kind": "ids", "images": False, "same": True, "loss": last, "ends": ends})
json.dump(index, open(f"{folder}/index.json", "w"), indent=1)
