// How sizes repeat: a chain's sizes grow alike from one period of its input to the next.
import { divisor } from "./phases.js";
import { gated } from "./shapes.js";
import { transposed } from "./sizes.js";

/** @typedef {import("./chain.js").Read} Read */
/** @typedef {import("./reach.js").Point} Point */

const LONGEST_PERIOD = 256;
const LARGEST_START = 4096;

/**
 * By how much the input grows until each size in the chain has grown by a whole number of its own,
 * the same each time.
 * @param {Read[]} layers
 * @param {number} axis
 * @param {number} axes
 */
export function periodOf(layers, axis, axes) {
  let [period, step] = [1, 1];
  for (const { kind, parameters } of layers) {
    /** @type {(name: string) => number} */
    const number = (name) => {
      const value = parameters[name] ?? null;
      const own = Array.isArray(value) ? value[value.length === axes ? axis : 0] : value;
      return typeof own === "number" ? own : NaN;
    };
    const stride =
      number("stride") || (kind.takes.includes("ceil_mode") && number("kernel_size")) || 1;
    const [grown, shrunk] = kind.rule === transposed ? [stride, 1] : [1, stride];
    const up = grown * (number("scale_factor") || 1) * (number("upscale_factor") || 1);
    const down = shrunk * (number("downscale_factor") || 1) * (kind.rule === gated ? 2 : 1);
    // Exact for a scale_factor, too: 1.5 is 3 by 2, and 0.1, no such number, 2^55 in the divisor.
    const lowest = down / divisor(down, up);
    const shared = divisor(step, lowest);
    period *= lowest / shared;
    step = (step / shared) * (up / divisor(down, up));
  }
  return period;
}

/**
 * What holds at two sizes a period apart holds at all that follow by whole periods, as sizes grow
 * alike from one period to the next. The third period is for those that start later.
 * @param {(n: number) => Point | null} point
 * @param {number} period
 */
export function windowOf(point, period) {
  if (!(period <= LONGEST_PERIOD)) return null;
  let start = 1;
  while (start <= LARGEST_START && !point(start)) start += 1;
  if (start > LARGEST_START) return null;
  const points = Array.from({ length: 3 * period }, (_, more) => point(start + more));
  const lost = points.some((one, n) => one && n < 2 * period && !points[n + period]);
  return lost ? null : points.filter((one) => one !== null);
}
