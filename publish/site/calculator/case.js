// One layer with its input, as the fields say it: what PyTorch refuses of it, and what comes out.
import { FIELDS, IllegalLayer, convOutputSize, layer, outputSize } from "./layer.js";
import { refused, tr } from "./words.js";

export const CHANNELS = ["in_channels", "out_channels", "groups"];

/**
 * @typedef {object} Case what the fields say
 * @property {number} axes
 * @property {boolean} transposed
 * @property {Map<string, number[]>} values
 */

/**
 * The layer along each axis. Throws IllegalLayer.
 * @param {Case} read
 */
export const layersOf = ({ axes, values }) =>
  Array.from({ length: axes }, (_, axis) =>
    layer(
      /** @type {any} */ (
        Object.fromEntries(FIELDS.map((name) => [name, values.get(name)?.[axis]]))
      ),
    ),
  );

/**
 * The parameter that PyTorch refuses, with the rule; null where it takes them all.
 * @param {Case} read
 */
export function trouble({ axes, transposed, values }) {
  /** @param {string} name */
  const of = (name) => values.get(name) ?? [];
  const [inputs, outputs, groups] = CHANNELS.map((name) => of(name)[0]);
  for (let axis = 0; axis < axes; axis += 1) {
    try {
      const parameters = Object.fromEntries(FIELDS.map((name) => [name, of(name)[axis]]));
      const made = layer(/** @type {any} */ (parameters));
      (transposed ? outputSize : convOutputSize)(made, of("input_size")[axis]);
    } catch (error) {
      if (!(error instanceof IllegalLayer)) throw error;
      const { parameter: name, nearest, torch, message: said } = error;
      return { name, axis, said, nearest: nearest ?? null, torch: torch ?? "" };
    }
  }
  for (const name of CHANNELS)
    if (of(name)[0] < 1) {
      const rule = tr("it must be at least {least}", { least: 1 });
      return { name, axis: 0, said: refused(name, of(name)[0], rule, 1), nearest: 1, torch: "" };
    }
  if (inputs % groups || outputs % groups) {
    const rule = tr("it must divide in_channels and out_channels");
    const nearest = nearestDivisor(inputs, outputs, groups);
    const name = "groups";
    return { name, axis: 0, said: refused(name, groups, rule, nearest), nearest, torch: "" };
  }
  return null;
}

/** @param {number} one @param {number} other @param {number} wanted */
function nearestDivisor(one, other, wanted) {
  while (other) [one, other] = [other, one % other];
  const divisors = [];
  for (let d = 1; d * d <= one; d += 1) if (one % d === 0) divisors.push(d, one / d);
  const away = (/** @type {number} */ d) => Math.abs(d - wanted);
  return divisors.reduce((best, d) => (away(d) < away(best) ? d : best));
}
