// The settings within some ranges that fit. The twin of course/models/candidates.py, but for one
// thing: the other four parameters leave few paddings, so that these are worked out, not tried.
import { exactSize } from "./layer.js";
import { isEven } from "./phases.js";

/** @import { Field, Layer } from "./layer.js" */

/** @typedef {readonly [input_size: number, output_size: number]} Pair */
/** @typedef {Record<Field, number[]>} Values what to try: each number once, in order */
/** @typedef {{ values: Values, even: boolean }} Candidates even: only those with even phases */

/** @type {Layer} */
const LEAST = { kernel_size: 1, stride: 1, padding: 0, output_padding: 0, dilation: 1 };

/**
 * Every legal setting, its padding still open.
 * @param {Candidates} candidates
 * @param {(setting: Layer) => void} see keeps no hold of the setting: the next one is the same object
 */
function each({ values, even }, see) {
  const setting = { ...LEAST };
  const [kernels, strides] = [legal(values, "kernel_size"), legal(values, "stride")];
  const [gained, dilations] = [legal(values, "output_padding"), legal(values, "dilation")];
  for (setting.stride of strides) {
    for (setting.dilation of dilations) {
      const bound = Math.max(setting.stride, setting.dilation);
      for (setting.kernel_size of kernels) {
        if (even && !isEven(setting)) continue;
        for (setting.output_padding of gained) if (setting.output_padding < bound) see(setting);
      }
    }
  }
}

/** @type {(values: Values, name: Field) => number[]} */
const legal = (values, name) => values[name].filter((value) => value >= LEAST[name]);

/**
 * How much longer each pair's output is than wanted, without any padding. Where products of two
 * large numbers are no longer exact, it is far more than what a padding cuts away.
 * @type {(setting: Layer, pair: Pair) => number}
 */
const tooLong = ({ kernel_size, stride, output_padding, dilation }, [small, large]) =>
  dilation * (kernel_size - 1) + 1 + stride * (small - 1) - large + output_padding;

/**
 * The settings that make the second size of each pair from the first.
 * @param {Pair[]} pairs
 * @param {Candidates} candidates
 */
export function fitting(pairs, { values, even }) {
  const [small, large] = pairs[0];
  // Most strides let the sizes grow in another way.
  const stride = values.stride.filter((stride) =>
    pairs.every(([other, its]) => its - large === stride * (other - small)),
  );
  /** @type {Layer[]} */
  const found = [];
  const paddings = legal(values, "padding");
  each({ values: { ...values, stride }, even }, (setting) => {
    const padding = tooLong(setting, pairs[0]) / 2;
    if (paddings[place(paddings, padding)] === padding) found.push({ ...setting, padding });
  });
  return found;
}

/**
 * The settings whose paddings cut at least ``least`` and at most ``most`` cells off both ends, by
 * how much too long the outputs are at least and at most without them. Of paddings that differ in
 * nothing else these are enough: the smallest, the usual and the largest.
 * @param {Pair[]} pairs
 * @param {Candidates} candidates
 * @param {(few: number, many: number, stride: number) => [least: number, most: number]} cuts
 * @param {(setting: Layer, left: number) => void} see ``left``: what the longest has too much
 */
export function within(pairs, candidates, cuts, see) {
  const paddings = legal(candidates.values, "padding");
  each(candidates, (setting) => {
    let [few, many] = [Infinity, -Infinity];
    for (const pair of pairs) {
      const long = tooLong(setting, pair);
      [few, many] = [Math.min(few, long), Math.max(many, long)];
    }
    const [least, most] = cuts(few, many, setting.stride);
    const first = place(paddings, least / 2);
    const last = place(paddings, Math.floor(most / 2) + 1) - 1;
    for (const n of new Set([first, place(paddings, Math.ceil(setting.stride / 2)), last])) {
      if (n < first || n > last) continue;
      see({ ...setting, padding: paddings[n] }, many - 2 * paddings[n]);
    }
  });
}

/**
 * The next smaller and the next larger size that a legal setting makes, if any; none makes this one.
 * @param {Pair} pair
 * @param {Candidates} candidates
 */
export function nearest([small, large], candidates) {
  /** @type {(number | bigint)[]} */
  let [below, above] = [0, Infinity];
  const paddings = legal(candidates.values, "padding");
  each(candidates, (setting) => {
    const more = tooLong(setting, [small, large]);
    /** @type {(padding: number) => number | bigint} */
    const size = (padding) =>
      Number.isSafeInteger(more + large)
        ? more + large - 2 * padding
        : exactSize({ ...setting, padding }, small);
    const next = place(paddings, more / 2);
    if (next < paddings.length) {
      const made = size(paddings[next]);
      if (made > below) below = made;
    }
    if (next > 0) {
      const made = size(paddings[next - 1]);
      if (made < above) above = made;
    }
  });
  return [below, above].filter((size) => size > 0 && size < Infinity);
}

/**
 * Where the first of some ascending numbers stands that is not smaller than the value.
 * @param {number[]} numbers
 * @param {number} value
 */
function place(numbers, value) {
  let [start, end] = [0, numbers.length];
  while (start < end) {
    const middle = (start + end) >> 1;
    if (numbers[middle] < value) start = middle + 1;
    else end = middle;
  }
  return start;
}
