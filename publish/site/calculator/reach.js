// For which sizes of the input two sizes of a chain meet: asked of the chain, and never guessed.
import { IllegalLayer } from "./layer.js";
import { Stop } from "./parameters.js";
import { divisor } from "./phases.js";
import { gated, kept, normed } from "./shapes.js";
import { axesOf, conv, pool, transposed } from "./sizes.js";
import { after } from "./walk.js";
import { tr } from "./words.js";

/** @typedef {import("./chain.js").Read} Read */
/** @typedef {import("./mends.js").Change} Change */
/** @typedef {import("./sizes.js").Shape} Shape */
/**
 * The input's size, the shape at the first of two places, the size at the second, and that wanted.
 * @typedef {{ size: number[], shape: Shape, made: number[], wanted: number[] }} Point
 */
/** Whether a size meets at a point along an axis.
 * @typedef {(point: Point, axis: number) => boolean} Fits
 */
/**
 * first, last: the two places, as numbers of layers, −1 for the input; here: the given input;
 * window: for each axis the points that stand for all sizes, null where none can; next: those of
 * the sizes after the given one; period: of each axis.
 * @typedef {{ first: number, last: number, here: Point, window: Point[][] | null, next: Point[],
 *   period: number[] }} Join
 */

/** So many sizes beyond the given one are told of. */
const NEXT = 64;
const LONGEST_PERIOD = 512;
const LARGEST_START = 4096;

/**
 * @param {Read[]} layers
 * @param {Shape} input
 * @param {number} first
 * @param {number} last
 * @param {number[] | null} given the size that is wanted, where it isn't that of the first place
 * @returns {Join | null} null where the chain does not get that far, or has other axes there
 */
export function joinOf(layers, [channels, ...given_size], first, last, given) {
  const input = given_size.map(Number);
  /** @type {(size: number[]) => Point | null} */
  const point = (size) => {
    const shape = run(layers, [channels, ...size], -1, first);
    const end = shape && run(layers, shape, first, last);
    if (!shape || !end) return null;
    const [made, wanted] = [end.slice(1).map(Number), given ?? shape.slice(1).map(Number)];
    return made.length === wanted.length ? { size, shape, made, wanted } : null;
  };
  const here = point(input);
  if (!here || here.wanted.length !== input.length) return null;
  const period = input.map((_, axis) => periodOf(layers.slice(0, last + 1), axis, input.length));
  const windows = input.map((_, axis) =>
    windowOf((n) => point(input.map((old, at) => (at === axis ? n : old))), period[axis]),
  );
  const next = Array.from({ length: NEXT }, (_, more) => point(input.map((n) => n + more + 1)));
  return {
    first,
    last,
    here,
    period,
    window: given || windows.includes(null) ? null : /** @type {Point[][]} */ (windows),
    next: given ? [] : next.filter((one) => one !== null),
  };
}

/**
 * The shape after layer ``last`` of one after layer ``first``, or null where a layer stops.
 * @param {Read[]} layers
 * @param {Shape} shape
 * @param {number} first
 * @param {number} last
 */
export function run(layers, shape, first, last) {
  try {
    for (let n = first + 1; n <= last; n++) {
      const { kind, parameters } = layers[n];
      if (kind.rule !== kept) shape = after(kind, parameters, shape);
    }
  } catch (error) {
    if (error instanceof Stop || error instanceof IllegalLayer) return null;
    throw error;
  }
  return shape;
}

/**
 * The same chain as far as sizes go: without a word about channels, and doing nothing where a layer
 * keeps every size.
 * @param {Read[]} layers
 * @param {number} axes
 */
export const sizesOnly = (layers, axes) =>
  layers.map((read) => {
    const { in_channels, out_channels, num_features, num_channels, ...parameters } =
      read.parameters;
    const keeps = read.kind.rule === normed || (read.kind.rule === conv && keepsAll());
    return { ...read, parameters, kind: keeps ? { ...read.kind, rule: kept } : read.kind };

    function keepsAll() {
      if (
        typeof parameters.padding === "string" ||
        (parameters.padding_mode ?? "zeros") !== "zeros"
      ) {
        return false;
      }
      return axesOf(parameters, axes).every(
        ({ kernel_size, stride, padding, dilation }) =>
          stride === 1 && 2 * padding === dilation * (kernel_size - 1),
      );
    }
  });

/**
 * By how much the input grows until each size in the chain has grown by a whole number of its own,
 * the same each time.
 * @param {Read[]} layers
 * @param {number} axis
 * @param {number} axes
 */
function periodOf(layers, axis, axes) {
  let [period, step] = [1, 1];
  for (const { kind, parameters } of layers) {
    /** @type {(name: string) => number} */
    const number = (name) => {
      const value = parameters[name] ?? null;
      const own = Array.isArray(value) ? value[value.length === axes ? axis : 0] : value;
      return typeof own === "number" ? own : NaN;
    };
    const stride = number("stride") || (kind.rule === pool && number("kernel_size")) || 1;
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
function windowOf(point, period) {
  if (!(period <= LONGEST_PERIOD)) return null;
  let start = 1;
  while (start <= LARGEST_START && !point(start)) start += 1;
  if (start > LARGEST_START) return null;
  const points = Array.from({ length: 3 * period }, (_, more) => point(start + more));
  const lost = points.some((one, n) => one && n < 2 * period && !points[n + period]);
  return lost ? null : points.filter((one) => one !== null);
}

/** Whether it fits at all axes of a point. @type {(point: Point, fits: Fits) => boolean} */
export const fitsAt = (point, fits) => point.wanted.every((_, axis) => fits(point, axis));

/** @type {(join: Join, fits: Fits) => boolean} */
export function fitsEvery({ here, window }, fits) {
  if (!window || !fitsAt(here, fits)) return false;
  return window.every((points, axis) => points.every((point) => fits(point, axis)));
}

/** Whether the sizes meet in a chain. @type {(layers: Read[], join: Join) => Fits} */
export const fitsOf =
  (layers, { first, last }) =>
  ({ shape, wanted }, axis) =>
    run(layers, shape, first, last)?.[axis + 1] === wanted[axis];

/**
 * A change with the sizes for which it is right.
 * @param {Join} join
 * @param {Fits} fits
 * @param {Omit<Change, "reach" | "every">} change
 * @returns {Change[]} none where it doesn't fit the given input
 */
export function tried(join, fits, change) {
  if (!fitsAt(join.here, fits)) return [];
  const every = fitsEvery(join, fits);
  const count = join.next.filter((point) => fitsAt(point, fits)).length;
  const values = { count, all: join.next.length };
  const reach = every
    ? tr("right for all sizes")
    : count
      ? tr("right for this size and {count} of the next {all}", values)
      : tr("right for this size only");
  return [{ ...change, reach, every }];
}
