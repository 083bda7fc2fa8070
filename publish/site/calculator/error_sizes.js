// What follows from the sizes in an error message. The twin of course/error_sizes.py.
import { IllegalLayer, layer } from "./layer.js";

/** What was read from a message, by its names in errors.json. @typedef {Record<string, any>} Values */

// Two sizes that differ by more are not told as a layer's stride.
const MOST_TIMES = 16;

/** @param {Values} read */
export function outputPadding(read) {
  const axes = ["depth", "height", "width"].filter((axis) => `stride_${axis}` in read);
  const given = axes.map((axis) => ({
    output_padding: read[`output_padding_${axis}`],
    stride: read[`stride_${axis}`],
    dilation: read[`dilation_${axis}`],
  }));
  const fits = given.map(fitting);
  const wrong = fits.findIndex((fit) => fit !== null);
  if (wrong < 0) return null;
  const every = given.map((one, i) => fits[i] ?? one.output_padding);
  // PyTorch shows one axis as the width of two.
  const first = given[0];
  const flat =
    axes.length === 2 && !first.output_padding && first.stride === 1 && first.dilation === 1;
  return {
    ...given[wrong],
    nearest: fits[wrong],
    fit: oneOrEach(every),
    ...flags({ flat: flat && every[1] > 0 }),
  };
}

/**
 * The nearest legal output_padding, or null where this one is legal.
 * @param {{ output_padding: number, stride: number, dilation: number }} parameters
 */
function fitting(parameters) {
  try {
    layer({ kernel_size: 1, ...parameters });
  } catch (error) {
    if (!(error instanceof IllegalLayer)) throw error;
    return error.parameter === "output_padding" ? error.nearest : null;
  }
  return null;
}

/** @param {Values} read */
export function outputTooSmall({ input, output }) {
  const size = Math.min(...output);
  if (size > 0 || output.length !== input.length) return null;
  // A padding that is smaller by 1 leaves 2 cells more.
  return { size, cells: input[output.indexOf(size)], less: Math.floor((2 - size) / 2) };
}

/** @param {Values} read */
export function outputSizeRange({ wanted, least, most, input = [] }) {
  if (wanted.length !== least.length || wanted.length !== most.length) return null;
  const nearest = wanted.map((/** @type {number} */ size, /** @type {number} */ i) =>
    Math.min(Math.max(size, least[i], 1), most[i]),
  );
  if (`${nearest}` === `${wanted}`) return null;
  const alike = input.length === wanted.length;
  return {
    ...(Math.min(...nearest) > 0 ? { nearest } : {}),
    ...(alike ? { small: oneOrAll(input), large: oneOrAll(wanted) } : {}),
  };
}

/**
 * Two sizes that should be equal: of an addition, or of torch.cat, where they are joined.
 * @param {Values} read
 * @param {boolean} joined
 */
export function sizes({ a, b, axis, dim }, joined) {
  const [small, large] = [Math.min(a, b), Math.max(a, b)];
  if (small === large || small < 0) return null;
  const [batch, channel] = [axis === 0, axis === 1 && dim !== 1];
  const no_size = joined && (batch || channel);
  const alike = small > 0 && large % small === 0 && large / small <= MOST_TIMES;
  const near = large - small < small && !(batch || no_size);
  return {
    difference: large - small,
    small,
    ...(alike && !batch && !channel ? { times: large / small } : {}),
    ...flags({ batch, channels: channel, no_size, other_dim: dim !== undefined && dim !== 1 }),
    ...flags({ by_output_padding: near, by_crop: near }),
  };
}

/** @param {Values} read */
export function kernelTooLarge({ input, kernel }) {
  if (input.length !== kernel.length) return null;
  const over = kernel.map(
    (/** @type {number} */ reach, /** @type {number} */ i) => reach - input[i],
  );
  const worst = over.indexOf(Math.max(...over));
  if (over[worst] < 1 || input[worst] < 0) return null;
  const more = input[worst] ? { more: Math.floor((over[worst] + 1) / 2) } : {};
  return { reach: kernel[worst], cells: input[worst], ...more };
}

/** Those that hold, as values. @type {(all: Record<string, unknown>) => Values} */
export const flags = (all) =>
  Object.fromEntries(Object.entries(all).flatMap(([name, holds]) => (holds ? [[name, true]] : [])));

/** One number where all are the same, else one for each axis. @type {(n: number[]) => any} */
const oneOrEach = (numbers) =>
  new Set(numbers).size === 1 ? numbers[0] : `(${numbers.join(", ")})`;

/** A size as find_layers takes it. @type {(n: number[]) => any} */
const oneOrAll = (numbers) => (numbers.length === 1 ? numbers[0] : `(${numbers.join(", ")})`);
