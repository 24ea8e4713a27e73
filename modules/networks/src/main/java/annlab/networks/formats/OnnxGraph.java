package annlab.networks.formats;

import annlab.networks.layers.OnnxOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.protobuf.ByteString;

/** An ONNX graph that grows from its input on: each step makes its output the present value. */
final class OnnxGraph implements OnnxOperations {
  static final int OPSET = 17;
  private static final int IR_VERSION = 8;
  private static final String ROWS = "rows";

  private final GraphProto.Builder graph;
  private final DataType type;
  private String value;

  /**
   * A graph with one input.
   *
   * @param shape of a row of the input
   * @param type FLOAT or DOUBLE, of all numbers
   */
  OnnxGraph(String name, List<Long> shape, DataType type) {
    this.type = type;
    this.value = "x";
    this.graph =
        GraphProto.newBuilder()
            .setName(name)
            .addInput(described(value, onnx(type), shape.stream().mapToLong(s -> s).toArray()));
  }

  private static int onnx(DataType type) {
    return (type == DataType.DOUBLE ? TensorProto.DataType.DOUBLE : TensorProto.DataType.FLOAT)
        .getNumber();
  }

  private static ValueInfoProto described(String name, int type, long... row) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(ROWS));
    for (long side : row) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(side));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
        .build();
  }

  @Override
  public String value() {
    return value;
  }

  @Override
  public OnnxGraph then(String operator, String... others) {
    return then(node(operator).addAllInput(List.of(others)));
  }

  private NodeProto.Builder node(String operator) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(operator + "_" + graph.getNodeCount())
        .addInput(value);
  }

  private OnnxGraph then(NodeProto.Builder node) {
    value = "value_" + graph.getNodeCount();
    graph.addNode(node.addOutput(value));
    return this;
  }

  @Override
  public OnnxGraph thenInt(String operator, String attribute, long number) {
    return then(
        node(operator)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName(attribute)
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(number)));
  }

  @Override
  public OnnxGraph thenFloats(String operator, Object... pairs) {
    NodeProto.Builder node = node(operator);
    for (int i = 0; i < pairs.length; i += 2) {
      node.addAttribute(real((String) pairs[i], (Double) pairs[i + 1]));
    }
    return then(node);
  }

  private static AttributeProto.Builder real(String name, double number) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF((float) number);
  }

  OnnxGraph cast(DataType to) {
    return thenInt("Cast", "to", onnx(to));
  }

  /** {@code (x - minuend) / divisor}, in double precision whatever the graph computes in. */
  OnnxGraph scale(INDArray subtrahend, INDArray divisor) {
    boolean wide = type == DataType.DOUBLE;
    if (!wide) {
      cast(DataType.DOUBLE);
    }
    then("Sub", constant(subtrahend.castTo(DataType.DOUBLE)))
        .then("Div", constant(divisor.castTo(DataType.DOUBLE)));
    return wide ? this : cast(type);
  }

  OnnxGraph dense(INDArray kernel, INDArray bias) {
    return then("Gemm", constant(kernel), constant(bias));
  }

  OnnxGraph normalize(List<INDArray> variables, double epsilon) {
    NodeProto.Builder node = node("BatchNormalization").addAttribute(real("epsilon", epsilon));
    variables.forEach(variable -> node.addInput(constant(variable)));
    return then(node);
  }

  @Override
  public OnnxGraph cast() {
    return cast(type);
  }

  @Override
  public OnnxGraph inSingle(Runnable steps) {
    boolean wide = type == DataType.DOUBLE;
    if (wide) {
      cast(DataType.FLOAT);
    }
    steps.run();
    return wide ? cast() : this;
  }

  @Override
  public String single(float number) {
    return constant(Nd4j.scalar(number));
  }

  @Override
  public String number(double number) {
    return constant(Nd4j.scalar(number).castTo(type));
  }

  /** A constant; its name. */
  String constant(INDArray array) {
    boolean wide = array.dataType() == DataType.DOUBLE;
    int size = Math.toIntExact(array.length());
    double[] values = array.dup('c').reshape(size).castTo(DataType.DOUBLE).toDoubleVector();
    ByteBuffer raw =
        ByteBuffer.allocate(size * (wide ? Double.BYTES : Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (double number : values) {
      if (wide) {
        raw.putDouble(number);
      } else {
        raw.putFloat((float) number);
      }
    }
    return constant(onnx(wide ? DataType.DOUBLE : DataType.FLOAT), raw, array.shape());
  }

  /** Integers of 64 bits; the constant's name. */
  String integers(List<Integer> numbers) {
    ByteBuffer raw =
        ByteBuffer.allocate(numbers.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    numbers.forEach(raw::putLong);
    return constant(TensorProto.DataType.INT64.getNumber(), raw, numbers.size());
  }

  private String constant(int elements, ByteBuffer raw, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName("constant_" + graph.getInitializerCount())
            .setDataType(elements)
            .setRawData(ByteString.copyFrom(raw.flip()));
    for (long side : shape) {
      tensor.addDims(side);
    }
    graph.addInitializer(tensor);
    return tensor.getName();
  }

  /** Adds {@code other(values, present)} under a name of their own: for what has two sources. */
  OnnxGraph with(String operator, String first, String second) {
    return then(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(operator + "_" + graph.getNodeCount())
            .addInput(first)
            .addInput(second));
  }

  OnnxGraph concatenated(String first, String second) {
    return then(
        NodeProto.newBuilder()
            .setOpType("Concat")
            .setName("Concat_" + graph.getNodeCount())
            .addInput(first)
            .addInput(second)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("axis")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(1)));
  }

  /** The place of the largest of each row, [rows]. */
  OnnxGraph largest() {
    return then(
        node("ArgMax")
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("axis")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(1))
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("keepdims")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(0)));
  }

  /** Makes the present value an output. */
  OnnxGraph output(String name, boolean integers, long... row) {
    graph.addNode(node("Identity").addOutput(name));
    graph.addOutput(
        described(name, integers ? TensorProto.DataType.INT64.getNumber() : onnx(type), row));
    return this;
  }

  byte[] bytes() {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("annlab")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }
}
