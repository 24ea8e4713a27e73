// Statistics of a run's layers, as numbers to draw: curves over epochs, and histograms as ridges.

/** @import {Distribution, StatisticsPoint} from 'openapi' */

/**
 * @typedef {{label: string, values: (number | null)[]}} Curve a number for each epoch that has a point, a hole for any
 *   other, null where the number was not finite
 * @typedef {{name: string, of: (point: StatisticsPoint) => Distribution | undefined}} Spread
 */

/** What the site marks as healthy: updates a thousandth of the weights. */
export const HEALTHY = -3;

/** A ridge a line, so that they can be told apart on a phone. */
const RIDGES = 24;

/**
 * Points with those that came later, in the order of their epochs; one of the same epoch is replaced.
 *
 * @param {StatisticsPoint[]} points
 * @param {StatisticsPoint[]} later
 */
export function joined(points, later) {
  const first = later[0]?.epoch ?? Infinity;
  return [...points.filter((point) => point.epoch < first), ...later];
}

/**
 * A curve of one number of each point.
 *
 * @param {string} label
 * @param {StatisticsPoint[]} points
 * @param {(point: StatisticsPoint) => number | null | undefined} of undefined where the point has no such number
 * @returns {Curve}
 */
export function curve(label, points, of) {
  /** @type {(number | null)[]} */
  const values = [];
  for (const point of points) {
    const value = of(point);
    if (value !== undefined) {
      values[point.epoch] = value;
    }
  }
  return {label, values};
}

/**
 * The names of all layers with weights, in their order.
 *
 * @param {StatisticsPoint[]} points
 */
export const layersOf = (points) => [...new Set(points.flatMap((point) => point.layers.map((layer) => layer.name)))];

/**
 * The names of all tensors, in their order: kernel, bias.
 *
 * @param {StatisticsPoint[]} points
 */
export const tensorsOf = (points) => [
  ...new Set(points.flatMap((point) => point.layers.flatMap((layer) => layer.tensors.map((tensor) => tensor.name)))),
];

/** @param {StatisticsPoint} point @param {string} layer */
export const layerOf = (point, layer) => point.layers.find((each) => each.name === layer);

/** @param {StatisticsPoint} point @param {string} layer @param {string} tensor */
export const tensorOf = (point, layer, tensor) => layerOf(point, layer)?.tensors.find((each) => each.name === tensor);

/**
 * All that has a histogram.
 *
 * @param {StatisticsPoint[]} points
 * @returns {Spread[]} by layer
 */
export function spreads(points) {
  const tensors = tensorsOf(points);
  return layersOf(points).flatMap((layer) => [
    ...tensors
      .filter((tensor) => points.some((point) => tensorOf(point, layer, tensor)))
      .flatMap((tensor) =>
        /** @type {('weights' | 'gradients' | 'updates')[]} */ (['weights', 'gradients', 'updates'])
          .filter((kind) => points.some((point) => tensorOf(point, layer, tensor)?.[kind]))
          .map((kind) => ({
            name: `${layer}, ${kind === 'weights' ? tensor : `${kind} of ${tensor}`}`,
            of: (/** @type {StatisticsPoint} */ point) => tensorOf(point, layer, tensor)?.[kind],
          })),
      ),
    {name: `${layer}, activations`, of: (/** @type {StatisticsPoint} */ point) => layerOf(point, layer)?.activations},
  ]);
}

/**
 * Histograms as ridges, each scaled to its own fullest interval.
 *
 * @param {StatisticsPoint[]} points
 * @param {Spread['of']} of
 * @returns {{low: number, high: number, ridges: {epoch: number, spread: Distribution, outline: [number, number][]}[]}}
 *   outline: the middle of each interval and its share of the fullest one; epochs from 1
 */
export function ridges(points, of) {
  const all = points.flatMap((point) => {
    const spread = of(point);
    return spread && spread.low !== null && spread.high !== null && spread.counts.length > 0
      ? [{epoch: point.epoch + 1, spread, low: spread.low, high: spread.high}]
      : [];
  });
  const chosen =
    all.length <= RIDGES
      ? all
      : Array.from({length: RIDGES}, (_, i) => all[Math.round((i * (all.length - 1)) / (RIDGES - 1))]);
  return {
    low: Math.min(...chosen.map((each) => each.low)),
    high: Math.max(...chosen.map((each) => each.high)),
    ridges: chosen.map(({epoch, spread, low, high}) => {
      const fullest = Math.max(...spread.counts);
      const width = (high - low) / spread.counts.length;
      return {
        epoch,
        spread,
        outline: spread.counts.map((count, i) => [low + (i + 0.5) * width, count / fullest]),
      };
    }),
  };
}
