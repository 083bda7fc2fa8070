// The rule: which parameters are legal, and what sizes come out. The twin of course/layer.py.
import { atLeast, exceeds, IllegalLayer, sized, whole } from "./illegal.js";
import { tr } from "./words.js";

export { IllegalLayer, LARGEST } from "./illegal.js";
export { cut, gained, hasHoles, isEven, meeting, tapsOfPhases, toldTaps } from "./phases.js";

/**
 * The parameters of a transposed convolution along one axis, under PyTorch's names.
 * @typedef {{ kernel_size: number, stride: number, padding: number, output_padding: number,
 *   dilation: number }} Layer
 */

/** @typedef {keyof Layer} Field */
/** @typedef {[text: string, parameter: string]} Piece the parameter is "" in what is none */

/** What a layer has besides its kernel. @type {Field[]} */
export const PARAMETERS = ["stride", "padding", "output_padding", "dilation"];
/** @type {Field[]} */
export const FIELDS = ["kernel_size", ...PARAMETERS];
/** @type {Layer} */
const LEAST = { kernel_size: 1, stride: 1, padding: 0, output_padding: 0, dilation: 1 };

/**
 * The layer; what is not given is PyTorch's default. Throws IllegalLayer for what PyTorch refuses,
 * and for what is no whole number or exceeds LARGEST.
 * @param {{ kernel_size: number } & Partial<Layer>} given
 * @returns {Readonly<Layer>}
 */
export function layer({ kernel_size, stride = 1, padding = 0, output_padding = 0, dilation = 1 }) {
  const made = { kernel_size, stride, padding, output_padding, dilation };
  for (const name of FIELDS) made[name] = atLeast(name, whole(name, made[name]), LEAST[name]);
  const bound = Math.max(stride, dilation);
  if (output_padding >= bound) {
    throw new IllegalLayer(
      "output_padding",
      output_padding,
      // Translators: a rule, as in "output_padding=4 is not possible: …."
      tr("it must be smaller than stride or dilation, so here smaller than {bound}", { bound }),
      bound - 1,
      "output padding must be smaller than either stride or dilation, but got " +
        `output_padding_height: 0 output_padding_width: ${made.output_padding} ` +
        `stride_height: 1 stride_width: ${stride} dilation_height: 1 dilation_width: ${dilation}`,
    );
  }
  return Object.freeze(made);
}

/**
 * The transposed convolution's output size, in elements. Throws IllegalLayer where there is none.
 * @param {Layer} layer
 * @param {number} input_size
 */
export function outputSize(layer, input_size) {
  const size = exactSize(layer, input_size);
  if (size > Number.MAX_SAFE_INTEGER) {
    throw new IllegalLayer("output_size", size, exceeds(Number.MAX_SAFE_INTEGER), null);
  }
  if (size < 1) {
    throw new IllegalLayer(
      "padding",
      layer.padding,
      // Translators: a rule, as in "padding=9 is not possible: …."; the formula ends in
      // its result: (2 − 1)·4 − 2·9 + 1·(3 − 1) + 0 + 1 = −11.
      tr("the output would have {formula} elements, and it needs at least 1", {
        formula: sizeFormula(layer, input_size),
      }),
      Math.floor((Number(size) + 2 * layer.padding - 1) / 2),
      `Given input size per channel: (1 x ${input_size}). ` +
        `Calculated output size per channel: (1 x ${size}). Output size is too small`,
    );
  }
  return Number(size);
}

/**
 * The output_padding that PyTorch chooses where a call asks for ``output_size=``: it takes the
 * place of the layer's own. Throws IllegalLayer for a size that can't be asked for.
 * @param {Layer} layer
 * @param {number} input_size
 * @param {number} output_size
 */
export function outputPaddingFor(layer, input_size, output_size) {
  output_size = whole("output_size", output_size, Number.MAX_SAFE_INTEGER);
  // What is cut away without output_padding may be there with the most of it.
  const most = outputSize({ ...layer, output_padding: layer.stride - 1 }, input_size);
  const least = most - layer.stride + 1;
  if (output_size < least || output_size > most) {
    throw new IllegalLayer(
      "output_size",
      output_size,
      // Translators: a rule, as in "output_size=9 is not possible: …."
      tr("without output_padding it is {least}, and stride {stride} leaves room for {more} more", {
        least: `${least}`.replace("-", "−"),
        stride: layer.stride,
        more: layer.stride - 1,
      }),
      Math.min(Math.max(output_size, least, 1), most),
      `requested an output size of [${output_size}], but valid sizes range from [${least}] to ` +
        `[${most}] (for an input of torch.Size([${input_size}]))`,
    );
  }
  const output_padding = output_size - least;
  outputSize({ ...layer, output_padding }, input_size);
  return output_padding;
}

/**
 * The size that the convolution with the same parameters makes of an input.
 * @param {Layer} layer
 * @param {number} input_size
 */
export function convOutputSize({ kernel_size, stride, padding, dilation }, input_size) {
  const cells = sized(input_size) + 2 * padding;
  const reach = BigInt(dilation) * BigInt(kernel_size - 1) + 1n;
  if (reach > cells) {
    throw new IllegalLayer(
      "kernel_size",
      kernel_size,
      // Translators: a rule, as in "kernel_size=9 is not possible: …."
      tr("the kernel spans {reach} cells and the padded input only {cells}", { reach, cells }),
      Math.floor((cells - 1) / dilation) + 1,
    );
  }
  return Math.floor((cells - Number(reach)) / stride) + 1;
}

/**
 * The output size whatever it is: negative, or larger than a number can say exactly.
 * @param {Layer} layer
 * @param {number} input_size
 */
export function exactSize(layer, input_size) {
  const [n, k, s, d] = [sized(input_size), layer.kernel_size, layer.stride, layer.dilation];
  const full = BigInt(n - 1) * BigInt(s) + BigInt(d) * BigInt(k - 1) + 1n;
  return full + BigInt(layer.output_padding - 2 * layer.padding);
}

const FORMULA =
  "({input} − 1)·{stride} − 2·{padding} + {dilation}·({kernel_size} − 1) + {output_padding} + 1";
const CONV = "⌊({input} + 2·{padding} − {dilation}·({kernel_size} − 1) − 1) / {stride}⌋ + 1";

/** The size formula with its numbers. @type {(layer: Layer, input_size: number) => Piece[]} */
export const sizePieces = (layer, input_size) =>
  pieces(`${FORMULA} = ${exactSize(layer, input_size)}`, layer, input_size);

/** The convolution's. @type {(layer: Layer, input_size: number) => Piece[]} */
export const convSizePieces = (layer, input_size) =>
  pieces(`${CONV} = ${convOutputSize(layer, input_size)}`, layer, input_size);

/** The size formula as one line. @type {(layer: Layer, input_size: number) => string} */
export const sizeFormula = (layer, input_size) =>
  sizePieces(layer, input_size).reduce((line, [text]) => line + text, "");

/** @type {(formula: string, layer: Layer, input_size: number) => Piece[]} */
function pieces(formula, layer, input_size) {
  const values = new Map(Object.entries({ input: input_size, ...layer }));
  const parts = formula.replace("= -", "= −").split(/[{}]/);
  return parts.map((part, n) => (n % 2 ? [`${values.get(part)}`, part] : [part, ""]));
}
