package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.networks.layers.Activation;
import annlab.networks.layers.BatchNormalization;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.layers.Normalization;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

/** What an ONNX file holds; what ONNX Runtime makes of it is compared where Python is. */
class OnnxExportTest {
  @TempDir private Path folder;

  private ModelProto exported(Model model) throws IOException {
    Path file = folder.resolve("m.onnx");
    model.export(file);
    return ModelProto.parseFrom(Files.readAllBytes(file));
  }

  private static List<String> operators(ModelProto model) {
    return model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  @Test
  void everyLayerHasItsOperators() throws IOException {
    Model model =
        Sequential.of(
                Input.of(2, 3),
                new Flatten(),
                new Normalization().adapt(Nd4j.rand(9, 6)),
                new Dense(4, "relu"),
                new Dropout(0.5),
                new BatchNormalization(),
                new Dense(3, "softmax"))
            .compile(Loss.sparseCategoricalCrossentropy(), new Sgd());
    ModelProto onnx = exported(model);
    assertThat(operators(onnx))
        .containsExactly(
            "Flatten",
            "Cast",
            "Sub",
            "Div",
            "Cast",
            "Gemm",
            "Relu",
            "BatchNormalization",
            "Gemm",
            "Softmax",
            "Identity");
    assertThat(onnx.getOpsetImport(0).getVersion()).isEqualTo(17);
    assertThat(onnx.getGraph().getInput(0).getType().getTensorType().getShape().getDimList())
        .extracting(dim -> dim.getDimParam().isEmpty() ? dim.getDimValue() : dim.getDimParam())
        .containsExactly("rows", 2L, 3L);
    assertThat(onnx.getGraph().getOutput(0).getName()).isEqualTo("y");
    TensorProto kernel = onnx.getGraph().getInitializer(2);
    assertThat(kernel.getDimsList()).containsExactly(6L, 4L);
    float first =
        kernel
            .getRawData()
            .asReadOnlyByteBuffer()
            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
            .getFloat(4);
    assertThat(first).isEqualTo(model.weights().get(0).getFloat(0, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "LINEAR,Gemm",
    "RELU,Relu",
    "SIGMOID,Sigmoid",
    "TANH,Tanh",
    "SOFTPLUS,Softplus",
    "ELU,Elu",
    "SELU,Selu",
    "GELU,Erf",
    "LEAKY_RELU,LeakyRelu",
    "SOFTSIGN,Softsign",
    "HARD_SIGMOID,HardSigmoid",
    "HEAVISIDE,GreaterOrEqual"
  })
  void everyActivationHasItsOperator(Activation activation, String operator) throws IOException {
    Model model =
        Sequential.of(Input.of(2), new Dense(3, activation), new Dense(1))
            .compile(Loss.meanSquaredError(), new Sgd());
    assertThat(operators(exported(model))).contains(operator);
  }

  @Test
  void theSameModelGivesTheSameBytesAndOtherNamesAreRefused() throws IOException {
    Model model =
        Sequential.of(Input.of(2), new Dense(1)).compile(Loss.meanSquaredError(), new Sgd());
    model.export(folder.resolve("a.onnx"));
    model.copy().save(folder.resolve("b.onnx"));
    assertThat(folder.resolve("a.onnx")).hasSameBinaryContentAs(folder.resolve("b.onnx"));
    assertThatThrownBy(() -> model.export(folder.resolve("a.keras")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("export writes .onnx, got a.keras; save writes the other formats");
  }
}
