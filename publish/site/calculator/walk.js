// The sizes of a chain, layer by layer, up to the end or to the layer that can't go on.
import { IllegalLayer } from "./layer.js";
import { Stop } from "./parameters.js";
import { tr } from "./words.js";

/** @typedef {import("./chain.js").Read} Read */
/** @typedef {import("./sizes.js").Shape} Shape */
/** @typedef {{ channels: number | null, size: number[] }} State */
/** @typedef {{ name: string, call: string, line: number, before: State, after: State | null,
 *   why: string }} Row */

/**
 * A row for each layer; the last one has no size after it, but a sentence, where the chain stops.
 * @param {Read[]} layers
 * @param {{ channels?: number | null, size: number[] }} input without a batch axis
 * @returns {Row[]}
 */
export function walk(layers, { channels = null, size }) {
  /** @type {Row[]} */
  const rows = [];
  /** @type {Shape} */
  let shape = [channels, ...size];
  for (const { name, call, line, kind, parameters } of layers) {
    const row = { name, call, line, before: stateOf(shape), after: null, why: "" };
    try {
      shape = after(kind, parameters, shape);
      rows.push({ ...row, after: stateOf(shape) });
    } catch (error) {
      if (!(error instanceof Stop || error instanceof IllegalLayer)) throw error;
      rows.push({ ...row, why: error.message });
      break;
    }
  }
  return rows;
}

/**
 * @param {import("./modules.js").Kind} kind
 * @param {import("./parameters.js").Parameters} parameters
 * @param {Shape} shape
 */
export function after(kind, parameters, shape) {
  const axes = shape.length - 1;
  if (kind.axes.length && !kind.axes.includes(axes)) {
    const values = { axes: kind.axes.join("/"), count: axes };
    throw new Stop(tr("It works along {axes} axes, but the size has {count}.", values));
  }
  const made = kind.rule(shape, parameters, axes);
  for (const n of made.slice(1)) {
    if (n === null || n < 1)
      throw new Stop(tr("Nothing is left: the size would be {size}.", { size: n }));
    if (n > Number.MAX_SAFE_INTEGER) throw new Stop(tr("The size would be too large to count."));
  }
  return made;
}

/** @type {(shape: Shape) => State} */
const stateOf = ([channels, ...size]) => ({ channels, size: size.map(Number) });
