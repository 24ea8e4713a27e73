package annlab.experiments.keras.api;

import annlab.lab.claims.Claim;
import annlab.lab.claims.Claims;
import annlab.lab.claims.Target;
import java.util.ArrayList;
import java.util.List;

/** What the chapter says of building and compiling a Sequential model, with targets. */
final class SequentialApiClaims {
  private static final String SECTION = "1.3.2";
  private static final Claims CLAIMS = new Claims(SECTION);

  private SequentialApiClaims() {}

  static List<Claim> all() {
    List<Claim> claims = new ArrayList<>();
    building(claims);
    seeds(claims);
    names(claims);
    weights(claims);
    compiling(claims);
    return List.copyOf(claims);
  }

  private static void building(List<Claim> claims) {
    claims.add(
        CLAIMS.property(
            "F1-add-or-list",
            "Layers added one by one and layers given as a list make the same model.",
            "Names and options of each layer are compared, and every first weight; each that"
                + " differs counts."));
    claims.add(
        CLAIMS.property(
            "F2-batch-left-out",
            "The input shape is that of one image; the size of the batch is no part of it.",
            "The model predicts batches of 1, 7 and 32 images; each that it refuses, or answers"
                + " with another number of rows, counts."));
    claims.add(
        CLAIMS.property(
            "F3-reshape",
            "Flatten makes a row of 784 of each image, as reshape(-1, 784) does.",
            "Every number of both is compared to the bit."));
    claims.add(
        CLAIMS.claim(
            "F3-no-parameters",
            "Flatten has no parameters.",
            new Target.Exact(0, "A count: one value is right and no other.")));
    claims.add(
        CLAIMS.property(
            "F4-activation-by-name",
            "An activation may be given by its name or as an object: the layers are equal.",
            "All activations are tried; each whose two layers differ counts."));
    claims.add(
        CLAIMS.claim(
            "F4-layer-output",
            "Each Dense layer puts out activation(x W + b), W with a column for each neuron: 300,"
                + " 100 and 10 of them.",
            new Target.Between(
                0,
                1e-6,
                "The largest distance of a probability from the same computed neuron by neuron in"
                    + " double precision; sums of up to 784 float32 products leave about 1e-7.")));
  }

  private static void seeds(List<Claim> claims) {
    claims.add(
        CLAIMS.property(
            "F5-same-seed",
            "The same seed gives the same first weights and the same training.",
            "All weights before and after two epochs are compared; each that is not the same"
                + " float32 counts."));
    claims.add(
        CLAIMS.property(
            "F5-other-jvm",
            "So it does in another process.",
            "A second Java machine is started; first weights, the losses of two epochs and the last"
                + " weights are compared with those computed here, each counts."));
    claims.add(
        CLAIMS.property(
            "F8-shapes",
            "The plot of the model shows each layer with its name and the shapes of its input and"
                + " output.",
            "The texts of the five boxes are compared in their order, and the arrows counted; each"
                + " difference counts."));
    claims.add(
        exhibit(
            "F8-figure",
            "The plot of the model, as in Figure 1.10; the number is that of the boxes in it."));
    claims.add(
        CLAIMS.property(
            "F15-one-seed",
            "One call seeds every random generator of a run: those of the weights, of the order of"
                + " rows and of dropout.",
            "Each of eight streams is observed by itself; it counts if the seed does not repeat it"
                + " after other random numbers were drawn, or if another seed does."));
  }

  private static void names(List<Claim> claims) {
    claims.add(
        CLAIMS.property(
            "F9-snake-case",
            "A layer that is given no name gets that of its class in snake case, from the second on"
                + " with a number, as dense_2.",
            "The names of seven layers of five classes are compared; each other name counts."));
    claims.add(
        CLAIMS.property(
            "F9-unique",
            "Names are unique across models too.",
            "The layers of two models are compared; each name that comes a second time counts."));
    claims.add(
        CLAIMS.property(
            "F9-explicit",
            "A name may be given, and within a model it must be unique.",
            "It counts if the layer has another name, and if a second layer of that name is let in"
                + " without an error that says so."));
    claims.add(
        CLAIMS.property(
            "F9-clear-session",
            "Clearing the session starts the numbering anew.",
            "Each layer of the next model whose name is not the first of its kind counts."));
    claims.add(
        CLAIMS.property(
            "F10-same-layer",
            "A layer taken from the list of layers and the layer found by its name are the same"
                + " object.",
            "Every layer is tried; each other object counts."));
    claims.add(
        CLAIMS.property(
            "F10-unknown-name",
            "A name that no layer has is an error, which names those that there are.",
            "It counts if there is no error, or one that leaves out a layer."));
  }

  private static void weights(List<Claim> claims) {
    claims.add(
        CLAIMS.property(
            "F11-shapes",
            "A Dense layer's weights are a kernel of shape (784, 300) and biases of shape (300,),"
                + " and so on for the others.",
            "All six shapes are compared; each other one counts."));
    claims.add(
        CLAIMS.property(
            "F11-round-trip",
            "Weights that are read from one model and set in another make it the same model.",
            "Weights and predictions of both are compared; each number that differs in a bit"
                + " counts."));
    claims.add(
        CLAIMS.property(
            "F11-wrong-shape",
            "Weights of another shape are refused, with both shapes named.",
            "A transposed kernel is set; it counts if it is taken or refused without them."));
    claims.add(
        CLAIMS.property(
            "F11-print",
            "Printed, the kernel looks as the chapter shows it: corners, eight decimals, aligned.",
            "The chapter's draw is printed; of its eleven legible lines each that does not come in"
                + " its place counts. Several blanks count as one."));
    claims.add(
        CLAIMS.property(
            "F12-zero-biases",
            "Biases start at zero.",
            "All 410 biases of a new model are looked at; each other value counts."));
    claims.add(
        CLAIMS.claim(
            "F12-kernel-initializers",
            "Another initializer can be chosen for the kernel: Glorot, He or LeCun, uniform or"
                + " normal.",
            new Target.Between(
                0,
                0.0075,
                "The largest relative distance of the six kernels' standard deviations from those"
                    + " that the initializers are defined by. Drawing 235,200 numbers leaves a"
                    + " standard error of at most 0.0015; this is five of them.")));
    claims.add(
        CLAIMS.property(
            "F12-bias-initializer",
            "Another initializer can be chosen for the biases.",
            "All 300 biases are to be 0.5; each other value counts."));
    claims.add(
        CLAIMS.property(
            "F13-unbuilt-is-refused",
            "Without an input shape a model has no weights yet: it cannot be summarized, drawn or"
                + " saved, and says why.",
            "Four questions are asked; each that is answered, or refused without the reason,"
                + " counts."));
    claims.add(
        CLAIMS.property(
            "F13-build",
            "build() with the input shape makes its weights.",
            "After an epoch all 266,610 weights are compared with those of a model that knew its"
                + " input from the start; each that differs counts."));
    claims.add(
        CLAIMS.property(
            "F13-first-data",
            "So do the first data that it is trained on.",
            "After an epoch all 266,610 weights are compared with those of a model that knew its"
                + " input from the start; each that differs counts."));
  }

  private static void compiling(List<Claim> claims) {
    claims.add(
        CLAIMS.claim(
            "G1-class-ids-or-one-hot",
            "Sparse categorical cross-entropy for class ids and categorical cross-entropy for"
                + " one-hot rows are the same loss.",
            new Target.Between(
                0,
                1e-9,
                "The largest difference of the losses of two epochs from the same weights; both sum"
                    + " in double precision.")));
    claims.add(
        CLAIMS.claim(
            "G1-yes-or-no",
            "Binary cross-entropy for a single sigmoid output is the same loss as cross-entropy for"
                + " two classes.",
            new Target.Between(
                0,
                1e-6,
                "The softmax has the weights 0 and those of the sigmoid; float32 rounds sums of 784"
                    + " products at about 1e-7.")));
    claims.add(
        CLAIMS.property(
            "G1-wrong-pairs",
            "A loss beside an output or targets that it is not for is an error that names the right"
                + " one.",
            "Six wrong pairs are tried; each that is accepted, or refused without the advice,"
                + " counts."));
    claims.add(
        CLAIMS.claim(
            "G2-rate",
            "The optimizer named sgd has a learning rate of 0.01.",
            new Target.Within(
                0.01,
                1e-9,
                "The first step, divided by the gradient, in double precision: rounding leaves"
                    + " 1e-14.")));
    claims.add(
        CLAIMS.claim(
            "G2-accuracy",
            "The metric named accuracy is the share of images whose most probable class is the"
                + " label.",
            new Target.Between(
                0,
                1e-9,
                "The distance from the share counted by hand; the smallest miscount is 0.0016.")));
  }

  private static Claim exhibit(String id, String statement) {
    return CLAIMS.exhibit(id, statement, "A figure; F8-shapes judges it.");
  }
}
