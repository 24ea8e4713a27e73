package annlab.experiments.neurons;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network of McCulloch and Pitts' binary neurons without loops.
 *
 * <p>A neuron fires if enough of its exciting connections are active and none of its inhibiting
 * ones: one active inhibiting connection silences it, whatever excites it (McCulloch and Pitts,
 * 1943, "A logical calculus of the ideas immanent in nervous activity", the third assumption).
 *
 * @param inputs names of the input neurons; they number 0, 1, ... as sources of connections
 * @param neurons the computing neurons; they number on from the inputs, and each is fed by lower
 *     numbers only
 * @param outputs the number of the neuron that carries each output, by the output's name
 * @param threshold exciting connections that must be active for a neuron to fire; the chapter's is
 *     {@link #CHAPTER_THRESHOLD}
 */
record LogicNetwork(
    List<String> inputs, List<Neuron> neurons, Map<String, Integer> outputs, int threshold) {
  /** The chapter's networks assume two active connections (section 1.2.2). */
  static final int CHAPTER_THRESHOLD = 2;

  /** As a connection's source: a neuron that is active all the time. */
  static final int ALWAYS_ON = -1;

  /**
   * A computing neuron.
   *
   * @param name what it computes
   * @param connections what feeds it; a source may be connected more than once
   */
  record Neuron(String name, List<Connection> connections) {
    Neuron {
      connections = List.copyOf(connections);
    }
  }

  /** A connection from a neuron, {@link #ALWAYS_ON} or by number, and what its activity does. */
  record Connection(int source, Effect effect) {
    static Connection exciting(int source) {
      return new Connection(source, Effect.EXCITES);
    }

    static Connection inhibiting(int source) {
      return new Connection(source, Effect.INHIBITS);
    }
  }

  /** What an active connection does to the neuron behind it. */
  enum Effect {
    EXCITES,
    INHIBITS
  }

  LogicNetwork {
    inputs = List.copyOf(inputs);
    neurons = List.copyOf(neurons);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    int total = inputs.size() + neurons.size();
    for (int i = 0; i < neurons.size(); i++) {
      for (Connection connection : neurons.get(i).connections()) {
        if (connection.source() < ALWAYS_ON || connection.source() >= inputs.size() + i) {
          throw new IllegalArgumentException(
              "neuron "
                  + (inputs.size() + i)
                  + " must be fed by lower numbers, got a connection from "
                  + connection.source());
        }
      }
    }
    outputs.forEach(
        (name, neuron) -> {
          if (neuron < 0 || neuron >= total) {
            throw new IllegalArgumentException(
                "output " + name + " must be a neuron in [0, " + total + "), got " + neuron);
          }
        });
  }

  /**
   * Which neurons are active.
   *
   * @param active the state of each input, in the order of {@link #inputs}
   * @return the state of every neuron, inputs first
   * @throws IllegalArgumentException if there is not one state for each input
   */
  List<Boolean> activity(List<Boolean> active) {
    if (active.size() != inputs.size()) {
      throw new IllegalArgumentException(
          "the network has the inputs " + inputs + ", got " + active.size() + " states");
    }
    List<Boolean> states = new ArrayList<>(active);
    for (Neuron neuron : neurons) {
      states.add(fires(neuron, states));
    }
    return states;
  }

  /** The state of each output, for a state of each input. */
  Map<String, Boolean> outputs(List<Boolean> active) {
    List<Boolean> states = activity(active);
    Map<String, Boolean> values = new LinkedHashMap<>();
    outputs.forEach((name, neuron) -> values.put(name, states.get(neuron)));
    return values;
  }

  // listing: A1-threshold
  private boolean fires(Neuron neuron, List<Boolean> states) {
    int excited = 0;
    for (Connection connection : neuron.connections()) {
      if (connection.source() == ALWAYS_ON || states.get(connection.source())) {
        if (connection.effect() == Effect.INHIBITS) {
          return false;
        }
        excited++;
      }
    }
    return excited >= threshold;
  }

  // end listing

  /**
   * How many synapses a signal passes before each neuron is settled.
   *
   * @return 0 for inputs, then one more than the latest of a neuron's sources
   */
  List<Integer> depths() {
    List<Integer> depths = new ArrayList<>(Collections.nCopies(inputs.size(), 0));
    for (Neuron neuron : neurons) {
      int deepest = 0;
      for (Connection connection : neuron.connections()) {
        if (connection.source() != ALWAYS_ON) {
          deepest = Math.max(deepest, depths.get(connection.source()));
        }
      }
      depths.add(deepest + 1);
    }
    return depths;
  }

  /** The name of a neuron, of {@link #ALWAYS_ON} too. */
  String name(int neuron) {
    if (neuron == ALWAYS_ON) {
      return "on";
    }
    return neuron < inputs.size() ? inputs.get(neuron) : neurons.get(neuron - inputs.size()).name();
  }

  /** The same connections with another threshold. */
  LogicNetwork withThreshold(int newThreshold) {
    return new LogicNetwork(inputs, neurons, outputs, newThreshold);
  }
}
