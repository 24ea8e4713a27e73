// How many parameters dense layers have.

/**
 * @param {number[]} widths the inputs, then the neurons of each layer
 * @returns {{inputs: number, neurons: number, weights: number, biases: number, parameters: number}[]} one for each layer
 */
export const layers = (widths) =>
  widths.slice(1).map((neurons, i) => {
    const inputs = widths[i];
    return {inputs, neurons, weights: inputs * neurons, biases: neurons, parameters: inputs * neurons + neurons};
  });

/** @param {number[]} widths */
export const parameters = (widths) => layers(widths).reduce((sum, layer) => sum + layer.parameters, 0);
