// What can be changed in a layer, so that another size comes out, and how that is written.
import { FIELDS, hasHoles, isEven, toldTaps } from "./layer.js";
import { written } from "./parameters.js";
import { axesOf, conv, transposed } from "./sizes.js";
import { tr } from "./words.js";

/** @typedef {import("./chain.js").Read} Read */
/** @typedef {import("./layer.js").Layer} Layer */

/** How far a padding or a kernel_size may move. */
const NEAR = 8;
const MOST_STRIDE = 64;

/**
 * Ways to change a layer's numbers: for each way and each axis, what may stand there, the layer's
 * own numbers first.
 * @param {Read} read
 * @param {number} axes
 * @returns {Layer[][][]}
 */
export function waysToChange({ kind, parameters }, axes) {
  if (kind.rule !== transposed) return [];
  const own = axesOf(parameters, axes);
  /** @type {(change: (one: Layer) => Layer[]) => Layer[][]} */
  const way = (change) => own.map((one) => [one, ...change(one)]);
  return [
    way((one) => outputPaddings(one).map((output_padding) => ({ ...one, output_padding }))),
    way((one) => near(one.padding, 0).map((padding) => ({ ...one, padding }))),
    way((one) => nearKernels(one).map((kernel_size) => ({ ...one, kernel_size }))),
    way(({ stride }) => multiplying(stride)),
    way((one) => sameKernel(one)),
    way(({ stride }) => [2, 3, 4].flatMap((by) => [stride * by, stride / by]).flatMap(multiplying)),
  ];
}

/** @type {(one: Layer) => number[]} */
const outputPaddings = ({ stride, dilation, output_padding }) =>
  Array.from({ length: Math.min(Math.max(stride, dilation), MOST_STRIDE) }, (_, n) => n).sort(
    (a, b) => Math.abs(a - output_padding) - Math.abs(b - output_padding),
  );

/** @type {(value: number, least: number) => number[]} the nearest first */
const near = (value, least) =>
  Array.from({ length: 2 * NEAR }, (_, n) => value + (n % 2 ? -1 : 1) * (1 + (n >> 1))).filter(
    (one) => one >= least,
  );

/** One that grows by whole strides is another layer. @type {(one: Layer) => number[]} */
const nearKernels = ({ kernel_size, stride }) =>
  near(kernel_size, 1).filter((one) => Math.abs(one - kernel_size) < stride);

/** The layer with the same kernel that multiplies sizes by its stride. @param {Layer} one */
export function sameKernel(one) {
  const over = one.dilation * (one.kernel_size - 1) + 1 - one.stride;
  const padding = Math.max(0, Math.ceil(over / 2));
  return [{ ...one, padding, output_padding: 2 * padding - over }];
}

/**
 * The convolution or pooling with so much padding that only its stride makes sizes smaller; null
 * where it is neither, or its kernel has no middle.
 * @param {Read} read
 * @param {number} axes
 */
export function centred({ kind, parameters }, axes) {
  const pools = kind.takes.includes("ceil_mode") && kind.takes.includes("padding");
  if ((kind.rule !== conv && !pools) || typeof parameters.padding === "string") return null;
  const own = axesOf(parameters, axes);
  if (own.some(({ kernel_size }) => kernel_size % 2 === 0)) return null;
  return own.map((one) => ({ ...one, padding: (one.dilation * (one.kernel_size - 1)) / 2 }));
}

/**
 * Layers that multiply sizes by a stride and have as many taps in each phase.
 * @param {number} stride
 * @returns {Layer[]}
 */
function multiplying(stride) {
  if (!Number.isInteger(stride) || stride < 1) return [];
  const padding = Math.ceil(stride / 2);
  const twice = { kernel_size: 2 * stride, padding, output_padding: stride % 2 };
  const once = { kernel_size: stride, padding: 0, output_padding: 0 };
  const two = stride === 1 ? [once] : [twice, once];
  return two.map((one) => ({ ...one, stride, dilation: 1 }));
}

/**
 * The layer with other numbers along each axis.
 * @param {Read} read
 * @param {Layer[]} numbers
 * @returns {Read}
 */
export function withNumbers(read, numbers) {
  const own = axesOf(read.parameters, numbers.length);
  const names = FIELDS.filter((name) => numbers.some((one, axis) => one[name] !== own[axis][name]));
  const changed = names.map((name) => [name, oneOrEach(numbers.map((one) => one[name]))]);
  const texts = changed.map(([name, value]) => [name, written(value)]);
  return {
    ...read,
    parameters: { ...read.parameters, ...Object.fromEntries(changed) },
    written: { ...read.written, ...Object.fromEntries(texts) },
  };
}

/** @param {Read} read */
export const nameOf = ({ name, line }) => name || tr("line {line}", { line });

/** @param {number[]} values */
export const oneOrEach = (values) =>
  values.every((one) => one === values[0]) ? values[0] : values;

/** The layer's call, the channels first and all else by name. @param {Read} read */
export function codeOf({ module, kind, written: texts }) {
  const parts = kind.takes
    .filter((name) => Object.hasOwn(texts, name))
    .map((name) => (/^(in|out)_channels$/.test(name) ? texts[name] : `${name}=${texts[name]}`));
  return `nn.${module}(${parts.join(", ")})`;
}

/**
 * What has changed in a layer, as in "output_padding 0 → 1", and what speaks against it. Null where
 * some outputs would be only the bias.
 * @param {Read} before
 * @param {Read} after
 * @param {number} axes
 */
export function toldChange(before, after, axes) {
  const [old, now] = [before, after].map(({ parameters }) => axesOf(parameters, axes));
  const grows = before.kind.rule === transposed;
  if (grows && now.some((one, n) => hasHoles(one) && !hasHoles(old[n]))) return null;
  const change = FIELDS.filter((name) => now.some((one, n) => one[name] !== old[n][name]))
    .map((name) => {
      const [was, is] = [old, now].map((all) => written(oneOrEach(all.map((one) => one[name]))));
      return `${name} ${was} → ${is}`;
    })
    .reduce((one, other) => tr("{one} and {other}", { one, other }));
  const uneven = grows ? now.find((one, n) => isEven(old[n]) && !isEven(one)) : undefined;
  return {
    change,
    name: nameOf(before),
    caveats: uneven ? [tr("taps per phase become uneven: {taps}", { taps: toldTaps(uneven) })] : [],
  };
}
