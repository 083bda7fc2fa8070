// What follows from the numbers of an error message. The twin of course/error_values.py.
import {
  flags,
  kernelTooLarge,
  outputPadding,
  outputSizeRange,
  outputTooSmall,
  sizes,
} from "./error_sizes.js";
import { PARAMETERS } from "./layer.js";

/** @typedef {import("./error_sizes.js").Values} Values */
/** @typedef {{ types: Record<string, string>, methods: Record<string, string>,
 *   names: Record<string, string> }} Names */

const LAYER = /^Conv(?:Transpose)?[123]d$/;
const FUNCTION = /^conv(?:_transpose)?[123]d$/;

/** @param {Values} read */
function rank({ call, input, wanted, unbatched, batched }) {
  const [axes, longer] = [input.length, [1, ...input]];
  if (call === undefined) {
    const one = wanted - axes === 1;
    return { axes, ...flags({ batch_missing: one }), ...(one ? { longer } : {}) };
  }
  if (!FUNCTION.test(call)) return null;
  const [missing, extra] = [unbatched - axes, axes - batched];
  const kind = call.includes("transpose") ? "ConvTranspose" : "Conv";
  return {
    axes,
    ...(missing > 0 ? { missing, longer, ...flags({ one_missing: missing === 1 }) } : {}),
    ...(axes === 2 && missing > 0 ? { noise: [...input, ...Array(unbatched - 1).fill(1)] } : {}),
    ...(extra === 1 && input.includes(1) ? { place: input.indexOf(1) } : {}),
    ...(extra > 0 && axes <= 5 ? { other: `${kind}${axes - 2}d` } : {}),
  };
}

/** @param {Values} read */
function channels({ weight, input, expected, got, groups }) {
  if (weight.length < 3 || weight.length > 5 || input.length < 2) return null;
  const [made, kind] = [weight[1], groups ? "Conv" : "ConvTranspose"];
  return {
    layer: `${kind}${weight.length - 2}d`,
    made,
    ...flags({
      fits: groups && got % groups === 0,
      uneven: groups && got % groups,
      swapped: made === got,
      last: input.length === weight.length && input.at(-1) === expected,
    }),
  };
}

/** @type {(read: Values, names: Names) => Values} */
function dtype(read, { types, methods }) {
  const [given, weight] = ["given", "weight"].map((whose) => own(types, read[whose]));
  const method = own(methods, weight);
  return {
    ...(given ? { given_type: given } : {}),
    ...(weight ? { weight_type: weight } : {}),
    ...(method ? { method } : {}),
    ...flags({
      complex: given?.startsWith("complex"),
      from_numpy: given === "float64" && weight === "float32",
    }),
  };
}

/** @param {Values} read */
function groupsWeight({ weight: [first], groups }) {
  if (first < 1) return null;
  const low = [];
  for (let number = 1; number * number <= first; number++) {
    if (first % number === 0) low.push(number);
  }
  const divisors = [...low, ...low.map((number) => first / number).reverse()];
  if (divisors.includes(groups)) return null;
  const away = divisors.map((number) => Math.abs(number - groups));
  return { first, nearest: divisors[away.indexOf(Math.min(...away))] };
}

/** @param {Values} read */
function bias({ bias: shape, weight: [first], expected }) {
  const count = shape.reduce((/** @type {number} */ all, /** @type {number} */ n) => all * n, 1);
  const several = shape.length > 1;
  const swapped = !several && count === first;
  return { first, ...flags({ flat: several && count === expected, swapped }) };
}

/** @param {Values} read */
function axes({ parameter, same, given, axes }) {
  if (parameter !== same || !(/** @type {string[]} */ (PARAMETERS).includes(parameter)))
    return null;
  const count = given.length;
  const fit = new Set(given).size === 1 ? { fit: given[0] } : {};
  return { count, rank: count + 2, ...fit, ...flags({ weight_short: count > axes }) };
}

/** @param {Values} read */
function target({ input, target: wanted }) {
  if (`${input}` === `${wanted}`) return null;
  const more = input.length - wanted.length;
  const channels = more === 0 && input.length > 1 && input[1] !== wanted[1];
  return {
    ...(channels ? { wanted: wanted[1] } : {}),
    ...flags({
      batch: more === 0 && input[0] !== wanted[0],
      channels,
      size: more === 0 && `${input.slice(2)}` !== `${wanted.slice(2)}`,
      flat: more === 1,
      flat_output: more === -1,
    }),
  };
}

/** @param {Values} read */
function pixelShuffle({ channels: arriving, square }) {
  if (square < 1 || arriving % square === 0) return null;
  return { more: (Math.floor(arriving / square) + 1) * square };
}

/** @type {(read: Values, names: Names) => Values | null} */
function unknownArgument({ owner, name }, { names }) {
  if (!LAYER.test(owner) && !FUNCTION.test(owner)) return null;
  if (name === "output_padding") return { convolution: true };
  const parameter = own(names, name.toLowerCase());
  return parameter ? { parameter } : {};
}

/** @param {Values} read */
function state({ stored, model }) {
  const turned = [stored[1], stored[0], ...stored.slice(2)];
  const swapped = stored.length > 2 && `${stored}` !== `${model}` && `${turned}` === `${model}`;
  return flags({ swapped });
}

/** @type {(all: Record<string, string>, name: string | undefined) => string | undefined} */
const own = (all, name) => (name !== undefined && Object.hasOwn(all, name) ? all[name] : undefined);

/** Nothing more, if it holds. @type {(holds: boolean) => Values | null} */
const only = (holds) => (holds ? {} : null);

/** By kind of message. @type {Record<string, (read: Values, names: Names) => Values | null>} */
export const VALUES = {
  output_padding: outputPadding,
  output_too_small: outputTooSmall,
  rank,
  channels_transposed: channels,
  channels,
  dtype,
  not_implemented: dtype,
  padding_mode: ({ n }) =>
    n >= 1 && n <= 3 ? { pads: `(${Array(n).fill("m, m").join(", ")})` } : null,
  padding_same: ({ n }) => only(n >= 1 && n <= 3),
  argument_type: ({ call }) => only(FUNCTION.test(call)),
  output_size_range: outputSizeRange,
  output_size_argument: ({ owner }) => flags({ functional: FUNCTION.test(owner) }),
  cat: (read) => sizes(read, true),
  broadcast: (read) => sizes(read, false),
  target,
  pixel_shuffle: pixelShuffle,
  groups: ({ which }) => only(["in_channels", "out_channels"].includes(which)),
  groups_weight: groupsWeight,
  bias_transposed: bias,
  bias,
  axes,
  kernel_too_large: kernelTooLarge,
  missing_argument: ({ owner }) => only(LAYER.test(owner)),
  unknown_argument: unknownArgument,
  state,
};
