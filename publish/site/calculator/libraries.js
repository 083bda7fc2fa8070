// The same layer's call in other libraries, where they can say exactly what PyTorch's layer does.
import { sentences, tr } from "./words.js";

/**
 * One axis of a layer.
 * @typedef {{ kernel_size: number, stride: number, padding: number, output_padding: number,
 *   dilation: number }} Axis
 * @typedef {{ in_channels?: number, out_channels?: number, groups?: number,
 *   transposed?: boolean }} Rest
 * @typedef {{ axes: number, of: (name: keyof Axis) => number[], inputs: number, outputs: number,
 *   groups: number, transposed: boolean, weight: string }} Asked
 * @typedef {{ call?: string, note: string }} Answer without a call where the library has none
 */

/**
 * The call in each library, for a layer that PyTorch takes. The note tells what the weight is.
 * @param {Axis[]} layers one for each of 1 to 3 axes
 * @param {Rest} [rest]
 */
export function calls(layers, rest = {}) {
  const { in_channels = 1, out_channels = 1, groups = 1, transposed = true } = rest;
  /** @param {keyof Axis} name */
  const of = (name) => layers.map((layer) => layer[name]);
  const channels = transposed
    ? [in_channels, out_channels / groups]
    : [out_channels, in_channels / groups];
  const weight = tuple([...channels, ...of("kernel_size")]);
  const [axes, inputs, outputs] = [layers.length, in_channels, out_channels];
  const asked = { axes, of, inputs, outputs, groups, transposed, weight };
  return LIBRARIES.map(([library, say]) => {
    const { call = "", note } = say(asked);
    return { library, call, note, possible: call !== "" };
  });
}

/** @type {[string, (asked: Asked) => Answer][]} */
const LIBRARIES = [
  ["PyTorch", constructor],
  ["PyTorch functional", functional],
  ["ONNX", onnx],
  ["Keras", keras],
  ["JAX", jax],
  ["MLX", mlx],
  ["SciPy", scipy],
];

/** @param {unknown[]} values */
const list = (values) => `[${values.join(", ")}]`;

/** @param {unknown[]} values */
const tuple = (values) => `(${values.join(", ")}${values.length === 1 ? "," : ""})`;

/** @param {number[]} values one number where all axes have the same */
const each = (values) => (new Set(values).size === 1 ? `${values[0]}` : tuple(values));

/**
 * A call without the keywords that have their default.
 * @param {string} name
 * @param {unknown[]} positional
 * @param {[string, unknown, unknown?][]} keywords name, value, default
 */
function written(name, positional, keywords) {
  const said = keywords.filter(([, value, usual]) => `${value}` !== `${usual}`);
  return `${name}(${[...positional, ...said.map(([key, value]) => `${key}=${value}`)].join(", ")})`;
}

/**
 * @param {Asked} asked
 * @returns {[string, unknown, unknown?][]} PyTorch's parameters, as the constructor orders them
 */
function parameters({ of, groups, transposed }) {
  const extra = transposed ? each(of("output_padding")) : 0;
  return [
    ["stride", each(of("stride")), 1],
    ["padding", each(of("padding")), 0],
    ["output_padding", extra, 0],
    ["groups", groups, 1],
    ["dilation", each(of("dilation")), 1],
  ];
}

/** @param {Asked} asked */
function constructor(asked) {
  const { axes, of, inputs, outputs, transposed, weight } = asked;
  const name = `nn.${transposed ? "ConvTranspose" : "Conv"}${axes}d`;
  const size = `kernel_size=${each(of("kernel_size"))}`;
  const note = tr("Its weight has the shape {shape}.", { shape: weight });
  return { call: written(name, [inputs, outputs, size], parameters(asked)), note };
}

/** @param {Asked} asked */
function functional(asked) {
  const [other, name] = ["conv", "conv_transpose"].map((name) => `F.${name}${asked.axes}d`);
  const note = tr(
    "Without names, {name} takes groups before dilation, and {other} takes dilation before groups.",
    { name, other },
  );
  const named = parameters(asked);
  if (!asked.transposed) named.push(...named.splice(3, 1));
  return { call: written(asked.transposed ? name : other, ["x", "w"], named), note };
}

/** @param {Asked} asked */
function onnx({ of, groups, transposed }) {
  const call = written("make_node", [`"${transposed ? "ConvTranspose" : "Conv"}"`], [
    [`["x", "w"], ["y"], kernel_shape`, list(of("kernel_size"))],
    ["strides", list(of("stride"))],
    ["pads", list([...of("padding"), ...of("padding")])],
    ["output_padding", transposed ? list(of("output_padding")) : "", ""],
    ["dilations", list(of("dilation"))],
    ["group", groups],
  ]);
  const note = tr("The weight is PyTorch's as it is; pads holds all beginnings, then all ends.");
  return { call, note };
}

/**
 * What cuts a whole transposed convolution, channels last, as padding and output_padding do;
 * and the cells that are to be added at the end before.
 * @param {Asked} asked
 */
function slice({ of }) {
  const given = of("output_padding");
  const ends = of("padding").map((padding, axis) => [padding, padding - given[axis]]);
  const cuts = ends.map(([begin, end]) => `${begin || ""}:${end > 0 ? -end : ""}`);
  const cut = cuts.some((text) => text !== ":");
  return { cuts: cut ? cuts.join(", ") : "", added: ends.map(([, end]) => Math.max(-end, 0)) };
}

/** @param {string} cuts */
const sliced = (cuts) => (cuts ? tr("All there is, then a slice: it does the padding.") : "");

/** @param {string} weight how it is made of PyTorch's w */
const moved = (weight) => tr("The weight is {weight} of PyTorch's w; channels stand last.", { weight });

/** @param {number} axes */
const places = (axes) => [2, 3, 4].slice(0, axes);

/** @param {Asked} asked */
function keras(asked) {
  const { axes, of, outputs, groups, transposed } = asked;
  const note = moved(`w.permute${tuple([...places(axes), 1, 0])}`);
  const both = Math.max(...of("stride")) > 1 && Math.max(...of("dilation")) > 1;
  const refuses = both ? tr("The layer refuses a stride together with a dilation.") : "";
  const size = each(of("kernel_size"));
  /** @type {[string, unknown, unknown?][]} */
  const named = [
    ["strides", each(of("stride")), 1],
    ["dilation_rate", each(of("dilation")), 1],
  ];
  if (!transposed) {
    const padding = each(of("padding"));
    const x = padding === "0" ? "x" : `layers.ZeroPadding${axes}D(${padding})(x)`;
    const layer = written(`layers.Conv${axes}D`, [outputs, size], [...named, ["groups", groups, 1]]);
    const call = both ? written("ops.conv", [x, "w"], named) : `${layer}(${x})`;
    return { call, note: sentences([note, refuses]) };
  }
  if (groups > 1) return { note: tr("Its transposed layers have no groups.") };
  const { cuts, added } = slice(asked);
  if (added.some((cells, axis) => cells >= of("stride")[axis])) {
    return { note: tr("Its output_padding must stay below the stride, whatever the dilation.") };
  }
  named.push(["output_padding", each(added)]);
  const call = both
    ? written("ops.conv_transpose", ["x", "w"], named)
    : `${written(`layers.Conv${axes}DTranspose`, [outputs, size], named)}(x)`;
  return {
    call: cuts ? `${call}[:, ${cuts}]` : call,
    note: sentences([note, sliced(cuts), refuses]),
  };
}

/** @param {Asked} asked */
function jax(asked) {
  const { axes, of, inputs, outputs, groups, transposed } = asked;
  const [strides, taps] = [of("stride"), of("kernel_size")];
  const dilated = ["rhs_dilation", tuple(of("dilation")), tuple(strides.map(() => 1))];
  /** @type {[string, unknown, unknown?][]} */
  const named = [/** @type {[string, string, string]} */ (dilated)];
  const grouped = [...named, /** @type {[string, number, number]} */ (["feature_group_count", groups, 1])];
  if (!transposed) {
    const pads = list(of("padding").map((padding) => tuple([padding, padding])));
    const call = written("lax.conv_general_dilated", ["x", "w", tuple(strides), pads], grouped);
    return { call, note: tr("The weight is PyTorch's as it is.") };
  }
  const pads = list(
    of("padding").map((padding, axis) => {
      // These may be beyond what a double holds exactly.
      const begin = BigInt(of("dilation")[axis]) * BigInt(taps[axis] - 1) - BigInt(padding);
      return tuple([begin, begin + BigInt(of("output_padding")[axis])]);
    }),
  );
  if (groups === 1) {
    const call = written("lax.conv_transpose", ["x", "w", tuple(strides), pads], [
      ...named,
      ["transpose_kernel", "True"],
    ]);
    return { call, note: moved(`w.permute${tuple([...places(axes), 1, 0])}`) };
  }
  const ones = tuple(strides.map(() => 1));
  const call = written("lax.conv_general_dilated", ["x", "w", ones, pads], [
    ["lhs_dilation", tuple(strides), ones],
    ...grouped,
  ]);
  const split = tuple([groups, inputs / groups, outputs / groups, ...taps]);
  const joined = tuple([outputs, inputs / groups, ...taps]);
  const weight = `w.reshape${split}.transpose(1, 2).reshape${joined}.flip(${places(axes).join(", ")})`;
  return { call, note: tr("The weight is {weight} of PyTorch's w.", { weight }) };
}

/** @param {Asked} asked */
function mlx(asked) {
  const { axes, of, inputs, outputs, groups, transposed } = asked;
  const name = `mx.${transposed ? "conv_transpose" : "conv"}${axes}d`;
  const given = parameters(asked);
  if (!transposed) {
    const note = moved(`w.permute${tuple([0, ...places(axes), 1])}`);
    return { call: written(name, ["x", "w"], given), note };
  }
  if (groups > 1 && axes > 1) return { note: tr("It has groups along one axis only.") };
  const split = tuple([groups, inputs / groups, outputs / groups, ...of("kernel_size")]);
  const joined = tuple([outputs, ...of("kernel_size"), inputs / groups]);
  const weight =
    groups > 1
      ? `w.reshape${split}.permute(0, 2, 3, 1).reshape${joined}`
      : `w.permute${tuple([1, ...places(axes), 0])}`;
  const taps = of("kernel_size");
  // Where padding cuts more than a stamp less one cell, its numbers are others.
  const { cuts, added } = of("padding").some((cells, axis) => cells > of("dilation")[axis] * (taps[axis] - 1))
    ? slice(asked)
    : { cuts: "", added: null };
  const named = parameters(asked).map((one) => {
    if (added && one[0] === "padding") return /** @type {typeof one} */ (["padding", 0, 0]);
    if (added && one[0] === "output_padding") return /** @type {typeof one} */ ([one[0], each(added), 0]);
    return one;
  });
  const call = written(name, ["x", "w"], named);
  return { call: cuts ? `${call}[:, ${cuts}]` : call, note: sentences([moved(weight), sliced(cuts)]) };
}

/** @param {Asked} asked */
function scipy(asked) {
  const { axes, of, inputs, outputs, transposed } = asked;
  if (axes > 1) return { note: tr("upfirdn knows one axis only.") };
  if (inputs > 1 || outputs > 1) return { note: tr("upfirdn knows one channel only.") };
  const [[taps], [stride], [padding]] = [of("kernel_size"), of("stride"), of("padding")];
  if (taps > 1 && of("dilation")[0] > 1) return { note: tr("upfirdn knows no dilation.") };
  const rows = tr("x and w are plain rows of numbers.");
  if (!transposed) {
    const x = padding ? `np.pad(x, ${padding})` : "x";
    const step = stride > 1 ? `:${stride}` : "";
    const ends = taps > 1 ? `${taps - 1}:${1 - taps}` : ":";
    return { call: `upfirdn(w[::-1], ${x})[${ends}${step}]`, note: rows };
  }
  const { cuts, added } = slice(asked);
  const call = written("upfirdn", [added[0] ? `[*w] + [0] * ${added[0]}` : "w", "x"], [["up", stride, 1]]);
  return { call: cuts ? `${call}[${cuts}]` : call, note: sentences([rows, sliced(cuts)]) };
}
