// Gradient descent and Adam in a valley that is steep one way and flat the other, as numbers.

/** The valley's curvatures: its height is (50 w₁² + w₂²) / 2. */
export const CURVATURES = [50, 1];
export const START = [1, 1];
export const RATES = {sgd: 0.03, adam: 0.1};

const BETAS = [0.9, 0.999];
const EPSILON = 1e-7;

/** @param {number[]} w */
const gradient = (w) => w.map((value, i) => CURVATURES[i] * value);

/**
 * Plain gradient descent.
 *
 * @param {number} steps
 * @returns {number[][]} the weights before the first step and after each
 */
export function sgd(steps) {
  const way = [START];
  for (let step = 0; step < steps; step++) {
    const [w, g] = [way[step], gradient(way[step])];
    way.push(w.map((value, i) => value - RATES.sgd * g[i]));
  }
  return way;
}

/**
 * Adam, as Keras has it.
 *
 * @param {number} steps
 * @returns {number[][]} the weights before the first step and after each
 */
export function adam(steps) {
  const way = [START];
  const [m, v] = [START.map(() => 0), START.map(() => 0)];
  for (let step = 1; step <= steps; step++) {
    const w = way[step - 1];
    const rate = (RATES.adam * Math.sqrt(1 - BETAS[1] ** step)) / (1 - BETAS[0] ** step);
    way.push(
      gradient(w).map((g, i) => {
        m[i] = BETAS[0] * m[i] + (1 - BETAS[0]) * g;
        v[i] = BETAS[1] * v[i] + (1 - BETAS[1]) * g * g;
        return w[i] - (rate * m[i]) / (Math.sqrt(v[i]) + EPSILON);
      }),
    );
  }
  return way;
}
