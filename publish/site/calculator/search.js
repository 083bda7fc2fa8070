// Every legal setting that makes the sizes wanted. The twin of course/models/search.py.
import { adviceOn } from "./advice.js";
import { fitting } from "./candidates.js";
import { combined } from "./found.js";
import { exceeds, IllegalLayer, LARGEST } from "./illegal.js";
import { FIELDS, layer } from "./layer.js";
import { sorted } from "./usual.js";
import { refused, sentences, tr } from "./words.js";

/** @import { Field, Layer } from "./layer.js" */
/** @import { Candidates, Pair, Values } from "./candidates.js" */
/** @typedef {Partial<Record<Field, number | number[]>>} Ranges what to try, where it is given */

/**
 * The settings found, in order, none of them made before it is looked at: ``rows(first, last)`` are
 * those from the first up to but not including the last; ``advice`` says what to do where there is
 * none.
 * @template Setting
 * @typedef {{ count: number, at: (n: number) => Setting, advice: string,
 *   rows: (first: number, last: number) => Setting[] }} Found
 */

/** @type {(first: number, last: number) => number[]} */
const range = (first, last) => Array.from({ length: last - first + 1 }, (_, n) => first + n);
/** @type {Values} */
const USUAL = {
  kernel_size: range(1, 7),
  stride: range(1, 4),
  padding: range(0, 3),
  output_padding: range(0, 3),
  dilation: [1],
};
// Strides up to this one are all tried by default: a million settings.
const FARTHEST = 64;
// The largest stride tried by default, with the usual kernels for it and any padding.
const ALONE = 10 ** 5;
// How many settings can be tried.
const MANY = 10 ** 7;

/**
 * Every legal setting within the ranges that makes the second size of each pair from the first.
 * Ranges that are not given are those of Python's ``find_layers``. Throws IllegalLayer for a size
 * or a number that can't be asked for, and RangeError where there are too many settings to try.
 * @param {Pair[]} pairs
 * @param {Ranges} [ranges]
 * @param {{ even?: boolean }} [options] even: only settings with even phases
 * @returns {Found<Layer>}
 */
export function findLayers(pairs, ranges = {}, options = {}) {
  const found = findAxes([pairs], [ranges], options);
  return listed(found.count, (n) => found.at(n)[0], found.advice);
}

/**
 * The same for the pairs along several axes; a setting has a layer for each axis.
 * @param {Pair[][]} axes
 * @param {Ranges[]} [ranges] those of each axis
 * @param {{ even?: boolean }} [options]
 * @returns {Found<Layer[]>}
 */
export function findAxes(axes, ranges = [], { even = false } = {}) {
  for (const pairs of axes) check(pairs);
  const most = Math.floor(MANY / axes.length);
  const tried = axes.map((pairs, n) => candidates(pairs, ranges[n] ?? {}, even, most));
  const rows = axes.map((pairs, n) => sorted(fitting(pairs, tried[n]), pairs[0]));
  const { count, at } = combined(rows);
  const advice = count ? "" : adviceOf(axes, tried, rows);
  return listed(count, (n) => at(n).map(layer), advice);
}

/**
 * @template Setting
 * @param {number} count
 * @param {(n: number) => Setting} at
 * @param {string} advice
 * @returns {Found<Setting>}
 */
const listed = (count, at, advice) => ({
  count,
  at,
  advice,
  rows: (first, last) => range(first, Math.min(last, count) - 1).map(at),
});

/** @type {(axes: Pair[][], tried: Candidates[], rows: Layer[][]) => string} */
function adviceOf(axes, tried, rows) {
  const parts = axes.flatMap((pairs, axis) => {
    if (rows[axis].length) return [];
    const said = adviceOn(pairs, tried[axis]);
    if (axes.length === 1) return [said];
    // Translators: {sizes} is as in "7 → 14, 8 → 16".
    return [tr("Axis {axis} ({sizes}) has none.", { axis, sizes: told(pairs) }), said];
  });
  return sentences(parts);
}

/** Pairs of sizes as arrows; the middle of a long row is left out. @param {Pair[]} pairs */
function told(pairs) {
  const arrow = (/** @type {Pair} */ [small, large]) => `${small} → ${large}`;
  if (pairs.length <= 6) return pairs.map(arrow).join(", ");
  return [...pairs.slice(0, 3).map(arrow), "…", arrow(pairs[pairs.length - 1])].join(", ");
}

/** @type {(pairs: Pair[], ranges: Ranges, even: boolean, most: number) => Candidates} */
function candidates(pairs, ranges, even, most) {
  const given = { ...USUAL };
  for (const name of FIELDS)
    if (ranges[name] !== undefined) given[name] = numbers(name, ranges[name]);
  const counts = (/** @type {Values} */ values) => FIELDS.map((name) => values[name].length);
  for (const values of [widened(given, pairs), given]) {
    if (counts(values).reduce((one, other) => one * other) <= most) return { values, even };
  }
  const count = counts(given).reduce((one, other) => one * other);
  const longest = Math.max(...counts(given));
  const parameter = FIELDS.filter((name) => given[name].length === longest)
    .sort()
    .pop();
  throw new RangeError(
    tr(
      "The ranges hold {count} settings, but at most {most} can be tried: give fewer values of {parameter}.",
      { count, most, parameter },
    ),
  );
}

/**
 * The kernels, strides and paddings, widened to the usual ones for these sizes if not given.
 * @type {(given: Values, pairs: Pair[]) => Values}
 */
function widened(given, pairs) {
  const grown = pairs.reduce((most, [small, large]) => Math.max(most, Math.ceil(large / small)), 0);
  if (grown <= 4) return given;
  const stride = grown > ALONE ? FARTHEST : grown;
  const alone = stride > FARTHEST;
  const strides = alone ? [stride - 1, stride] : range(1, stride);
  const wide = {
    kernel_size: alone ? [...strides, ...strides.map((each) => 2 * each)] : range(1, 2 * stride),
    stride: strides,
    padding: range(0, alone ? Math.floor(stride / 2) + 1 : Math.ceil(stride / 2)),
  };
  const left = (/** @type {"kernel_size" | "stride" | "padding"} */ name) =>
    given[name] === USUAL[name] ? wide[name] : given[name];
  return {
    ...given,
    kernel_size: left("kernel_size"),
    stride: left("stride"),
    padding: left("padding"),
  };
}

/** @type {(name: Field, values: number | number[] | undefined) => number[]} */
function numbers(name, values) {
  const found = [values ?? []].flat();
  for (const value of found) {
    if (Math.abs(value) > LARGEST) throw tooLarge(name, value);
    if (Number.isInteger(value)) continue;
    const rule = tr("it must be a whole number, or a list of them");
    throw new IllegalLayer(name, value, rule, null);
  }
  return [...new Set(found)].sort((one, other) => one - other);
}

/** @param {Pair[]} pairs */
function check(pairs) {
  for (const [at, name] of ["input_size", "output_size"].entries()) {
    if (!pairs.length) {
      throw new RangeError(refused(name, "[]", tr("it must hold at least one size")));
    }
    for (const pair of pairs) {
      if (pair[at] < 1) {
        throw new IllegalLayer(name, pair[at], tr("a size is at least 1 element"), 1);
      }
    }
    for (const pair of pairs) {
      if (pair[at] > LARGEST) throw tooLarge(name, pair[at]);
      if (Number.isInteger(pair[at])) continue;
      throw new IllegalLayer(
        name,
        pair[at],
        tr("it must be a whole number, or a list of them"),
        null,
      );
    }
  }
}

/** @type {(name: string, value: number) => IllegalLayer} */
const tooLarge = (name, value) =>
  new IllegalLayer(name, value, exceeds(LARGEST), Math.sign(value) * LARGEST);
