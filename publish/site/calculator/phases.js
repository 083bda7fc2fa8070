// Where products land: the taps of each phase, the pairs that meet, the cells cut and given back.
import { outputSize } from "./layer.js";
import { tr } from "./words.js";

/** @import { Layer } from "./layer.js" */

/** How many cells, phases or taps are gone through one by one. */
const MANY = 10 ** 4;
/** How many phases are listed one by one. */
const PHASES = 8;

/** @type {(one: number, other: number) => number} */
export const divisor = (one, other) => (other ? divisor(other, one % other) : one);

/** Whether all phases have the same number of taps. @param {Layer} layer */
export const isEven = ({ kernel_size, stride, dilation }) =>
  kernel_size % stride === 0 && divisor(stride, dilation) === 1;

/** Whether some phase has no tap, so that its outputs are only the bias. @param {Layer} layer */
export const hasHoles = ({ kernel_size, stride, dilation }) =>
  kernel_size < stride || divisor(stride, dilation) > 1;

/**
 * The taps of each phase. Phase r are the places r, r + stride, … from a stamp's start on. Null
 * where there are too many phases or taps to list.
 * @param {Layer} layer
 * @returns {number[][] | null}
 */
export function tapsOfPhases({ kernel_size, stride, dilation }) {
  if (Math.max(kernel_size, stride) > MANY) return null;
  /** @type {number[][]} */
  const taps = Array.from({ length: stride }, () => []);
  for (let k = 0; k < kernel_size; k++) taps[(k * dilation) % stride].push(k);
  return taps;
}

/** The number of taps in each phase, as in "2" or "(2, 1)". @param {Layer} layer */
export function toldTaps(layer) {
  const { kernel_size, stride, dilation } = layer;
  if (isEven(layer)) return `${kernel_size / stride}`;
  // The taps visit these in turn, and all other phases never.
  const visited = stride / divisor(stride, dilation);
  const [least, rest] = [Math.floor(kernel_size / visited), kernel_size % visited];
  if (stride > PHASES) {
    // Translators: stands below "taps per phase", where there are many phases.
    return tr("{least} to {most}", {
      least: hasHoles(layer) ? 0 : least,
      most: least + Math.sign(rest),
    });
  }
  const counts = new Array(stride).fill(0);
  for (let n = 0; n < visited; n++) counts[(n * dilation) % stride] = least + (n < rest ? 1 : 0);
  return `(${counts.join(", ")})`;
}

/**
 * The pairs (i, k) whose products land on one place, in the order of the input: MANY at most.
 * @param {Layer} layer
 * @param {number} place
 * @param {number} input_size
 * @returns {[i: number, k: number][]}
 */
export function meeting(layer, place, input_size) {
  const { stride, padding, dilation } = layer;
  const { first, last, step } = tapsOn(layer, place, input_size);
  /** @type {[number, number][]} */
  const pairs = [];
  for (let k = last; k >= first && pairs.length < MANY; k -= step) {
    pairs.push([(place + padding - k * dilation) / stride, k]);
  }
  return pairs;
}

/**
 * The cells that padding cuts away at both ends.
 * @param {Layer} layer
 */
export const cut = ({ padding, output_padding }) => ({
  left: padding,
  right: Math.max(0, padding - output_padding),
});

/**
 * How many of the cells that output_padding adds have a sum that was cut, and how many are empty.
 * Null where there are too many to look at.
 * @param {Layer} layer
 * @param {number} input_size
 */
export function gained(layer, input_size) {
  const output_size = outputSize(layer, input_size);
  const cells = Math.min(layer.output_padding, output_size);
  // Past the last stamp's end nothing lands.
  const past = Math.min(cells, Math.max(0, layer.output_padding - layer.padding));
  if (cells - past > MANY) return null;
  let back = 0;
  for (let place = output_size - cells; place < output_size - past; place++) {
    const { first, last } = tapsOn(layer, place, input_size);
    if (first <= last) back++;
  }
  return { back, empty: cells - back };
}

/**
 * The taps that land on a place: first, …, last, in steps. None where the last is before the first.
 * @param {Layer} layer
 * @param {number} place
 * @param {number} input_size
 */
function tapsOn({ kernel_size, stride, padding, dilation }, place, input_size) {
  const from = place + padding;
  const shared = divisor(stride, dilation);
  const step = stride / shared;
  if (from < 0 || from % shared) return { first: 0, last: -1, step };
  const least = Math.max(0, Math.ceil((from - (input_size - 1) * stride) / dilation));
  const most = Math.min(kernel_size - 1, Math.floor(from / dilation));
  // The one tap below step whose landing is a whole number of strides away from the place.
  const one = BigInt(from / shared) * BigInt(inverse(dilation / shared, step));
  const last = most - mod(most - Number(one % BigInt(step)), step);
  return { first: least, last, step };
}

/** @type {(value: number, by: number) => number} */
const mod = (value, by) => ((value % by) + by) % by;

/**
 * The number that multiplied by value leaves 1 when divided by ``by``; they have no common divisor.
 * @type {(value: number, by: number) => number}
 */
function inverse(value, by) {
  let [rest, next, sum, other] = [by, mod(value, by), 0, 1];
  while (next) {
    const times = Math.floor(rest / next);
    [rest, next, sum, other] = [next, rest - times * next, other, sum - times * other];
  }
  return mod(sum, by);
}
