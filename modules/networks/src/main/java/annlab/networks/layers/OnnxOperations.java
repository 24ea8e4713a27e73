package annlab.networks.layers;

/** Operators of ONNX, each of which is applied to the value before it. */
public interface OnnxOperations {
  /** The name of the present value. */
  String value();

  /** A number of the graph's type; the constant's name. */
  String number(double number);

  /** A number of float32; the constant's name. */
  String single(float number);

  /** Adds an operator on the present value and others. */
  OnnxOperations then(String operator, String... others);

  /** Adds an operator with one attribute that is an integer. */
  OnnxOperations thenInt(String operator, String attribute, long number);

  /** Adds an operator with attributes that are numbers, names and values by turns. */
  OnnxOperations thenFloats(String operator, Object... pairs);

  /** Makes the present value one of the graph's type. */
  OnnxOperations cast();

  /** Adds operators that ONNX Runtime has for float32 alone. */
  OnnxOperations inSingle(Runnable steps);
}
