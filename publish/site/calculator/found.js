// The combinations of a setting for each axis, in order. The twin of course/models/found.py.
import { FIELDS } from "./layer.js";
import { hasHoles } from "./phases.js";
import { compared } from "./usual.js";

/** @import { Layer } from "./layer.js" */

/**
 * Every combination. Those with holes along an axis come last. Otherwise those that are the same
 * along all axes come first, then those that differ only in output_padding; the rest follows the
 * order of the first axis, then of the next.
 * @param {Layer[][]} axes the settings of each axis, in order
 */
export function combined(axes) {
  const parts = axes.map((rows) => [rows.filter((row) => !hasHoles(row)), rows.filter(hasHoles)]);
  /** @type {Layer[][][]} */
  const chosen = parts.reduce(
    (before, part) => before.flatMap((rows) => part.map((own) => [...rows, own])),
    /** @type {Layer[][][]} */ ([[]]),
  );
  const blocks = chosen.map(block);
  return {
    count: blocks.reduce((sum, { count }) => sum + count, 0),
    /** @param {number} n */
    at(n) {
      for (const { count, at } of blocks) {
        if (n < count) return at(n);
        n -= count;
      }
      throw new RangeError(`${n}`);
    },
  };
}

/**
 * Combinations that are never stored, because three axes can have a billion of them.
 * @param {Layer[][]} axes
 */
function block(axes) {
  const count = axes.reduce((all, rows) => all * rows.length, 1);
  /** @param {number[]} places */
  const number = (places) => places.reduce((n, place, axis) => n * axes[axis].length + place, 0);
  /** @type {() => { first: number[][], passed: number[] }} */
  const ordered = () => {
    const first = axes.length > 1 ? alike(axes) : [];
    const own = first.map(number).sort((one, other) => one - other);
    // For each setting that came first, how many of the others are before its own place.
    return { first, passed: own.map((place, n) => place - n) };
  };
  /** @type {ReturnType<typeof ordered> | undefined} */
  let order;
  return {
    count,
    /** @param {number} n */
    at(n) {
      order ??= ordered();
      const { first, passed } = order;
      const before = first[n] ?? places(axes, past(passed, n - first.length));
      return axes.map((rows, axis) => rows[before[axis]]);
    },
  };
}

/** The place of what is the nth of the others. @type {(passed: number[], n: number) => number} */
function past(passed, n) {
  const next = passed.findIndex((others) => others > n);
  return n + (next < 0 ? passed.length : next);
}

/** @type {(axes: Layer[][], n: number) => number[]} */
const places = (axes, n) =>
  axes.reduceRight((/** @type {number[]} */ found, rows) => {
    const place = n % rows.length;
    n = (n - place) / rows.length;
    return [place, ...found];
  }, []);

/**
 * Where on each axis the settings are that differ at most in output_padding, in order. The other
 * parameters and the sizes leave one output_padding, so there is one of each.
 * @param {Layer[][]} axes
 */
function alike(axes) {
  const others = (/** @type {Layer} */ row) =>
    FIELDS.map((name) => (name === "output_padding" ? "" : row[name])).join();
  const where = axes.map((rows) => new Map(rows.map((row, n) => [others(row), n])));
  const shared = [...where[0].keys()].map((key) => where.map((one) => one.get(key) ?? -1));
  const placed = shared
    .filter((places) => !places.includes(-1))
    .map((places) => {
      const gained = new Set(places.map((place, axis) => axes[axis][place].output_padding));
      const sorted = [...places].sort((one, other) => one - other);
      return { places, order: [+(gained.size > 1), ...sorted] };
    });
  placed.sort((one, other) => compared(one.order, other.order));
  return placed.map(({ places }) => places);
}
