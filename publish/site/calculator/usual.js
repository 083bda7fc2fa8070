// Which settings are usual: the order in which they are listed. The twin of course/models/usual.py.
import { hasHoles, isEven } from "./phases.js";

/** @import { Layer } from "./layer.js" */

/**
 * Where the setting stands: the first number that differs decides, the smaller comes first.
 * @param {Layer} setting
 * @param {readonly [input_size: number, output_size: number]} pair
 */
export function keys(setting, [input_size, output_size]) {
  const { kernel_size: k, stride: s, padding: p, output_padding, dilation: d } = setting;
  const grows = s * input_size === output_size;
  const [holes, rank] = [hasHoles(setting), usual(setting)];
  return [+holes, rank, +!grows, output_padding, +!isEven(setting), d, k, p, s];
}

/** Which of the usual settings this is. @param {Layer} setting */
function usual({ kernel_size: k, stride: s, padding: p, output_padding, dilation: d }) {
  if (d !== 1) return 3;
  const odd = s % 2;
  const half = k === (s === 1 ? 3 : 2 * s) && p === (s + odd) / 2;
  if (half && output_padding === (s === 1 ? 0 : odd)) return 0;
  if (k === s && p === 0 && output_padding === 0) return 1;
  return k === 3 && s === 2 && p === 1 && output_padding === 1 ? 2 : 3;
}

/**
 * The settings in the order of ``find_layers``.
 * @param {Layer[]} settings
 * @param {readonly [input_size: number, output_size: number]} pair
 */
export function sorted(settings, pair) {
  const keyed = settings.map((setting) => ({ setting, keys: keys(setting, pair) }));
  return keyed.sort((one, other) => compared(one.keys, other.keys)).map(({ setting }) => setting);
}

/** @type {(one: number[], other: number[]) => number} */
export function compared(one, other) {
  for (const [n, value] of one.entries()) if (value !== other[n]) return value - other[n];
  return 0;
}
