// For which sizes of the input two sizes of a chain meet: asked of the chain, and never guessed.
import { IllegalLayer } from "./layer.js";
import { Stop } from "./parameters.js";
import { periodOf, windowOf } from "./periods.js";
import { kept, normed } from "./shapes.js";
import { axesOf, conv } from "./sizes.js";
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
 * first, last: the two places, as numbers of layers, −1 for the input; given: a size is wanted, not
 * that of the first place; here: the given input; window: for each axis the points that stand for
 * all sizes, null where none can; next: those of the sizes after the given one.
 * @typedef {{ first: number, last: number, given: boolean, here: Point, window: Point[][] | null,
 *   next: Point[], period: number[] }} Join
 */

/** So many sizes beyond the given one are told of. */
const NEXT = 64;

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
    given: given !== null,
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
  /** @type {Shape | null} */
  let made = shape;
  for (let n = first + 1; n <= last && made; n++) {
    if (layers[n].kind.rule !== kept) made = madeOf(layers[n], made);
  }
  return made;
}

/** @type {WeakMap<Read, Map<string, Shape | null>>} as the same sizes come again and again */
const known = new WeakMap();

/** @type {(read: Read, shape: Shape) => Shape | null} */
function madeOf(read, shape) {
  const all = known.get(read) ?? new Map();
  known.set(read, all);
  const key = shape.join();
  if (!all.has(key)) all.set(key, attempt());
  return all.get(key);

  function attempt() {
    try {
      return after(read.kind, read.parameters, shape);
    } catch (error) {
      if (error instanceof Stop || error instanceof IllegalLayer) return null;
      throw error;
    }
  }
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
