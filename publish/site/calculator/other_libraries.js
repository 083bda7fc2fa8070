// What Keras, JAX, MLX and SciPy call a layer of PyTorch; the notes tell what they want of it.
import { each, list, parameters, slice, trims, tuple, written } from "./call_text.js";
import { N_, sentences, tr } from "./words.js";

/**
 * @typedef {import("./call_text.js").Asked} Asked
 * @typedef {import("./call_text.js").Keyword} Keyword
 */

// Translators: of a library; output_padding is a parameter.
export const BELOW_STRIDE = N_("Its output_padding must be smaller than the stride.");

/**
 * @param {string} weight how it is made of PyTorch's w
 * @param {string} [cuts] a slice
 */
function channelsLast(weight, cuts = "") {
  return sentences([
    // Translators: {weight} is as in "w.permute(2, 1, 0)".
    tr("The weight is {weight} of PyTorch's w; channels stand last.", { weight }),
    cuts ? sliced() : "",
  ]);
}

// Translators: what the call does, as in "upfirdn(w, x, up=2)[1:]".
const sliced = () => tr("The call makes the uncut output, and the slice cuts it.");

/** @param {number} axes where the taps stand in PyTorch's weight */
const places = (axes) => [2, 3, 4].slice(0, axes);

/** @param {Asked} asked */
export function keras(asked) {
  const { axes, of, outputs, groups, transposed } = asked;
  const cuts = transposed ? slice(asked) : "";
  const size = each(of("kernel_size"));
  const padding = each(of("padding"));
  const { added, beyond } = trims(asked);
  if (transposed && groups > 1) return { note: tr("Its transposed layers have no groups.") };
  if (transposed && beyond) return { note: tr(BELOW_STRIDE) };
  /** @type {Keyword[]} */
  const named = [
    ["strides", each(of("stride")), 1],
    ["dilation_rate", each(of("dilation")), 1],
  ];
  if (transposed) named.push(["output_padding", each(added)]);
  const layer = `layers.Conv${axes}D${transposed ? "Transpose" : ""}`;
  const operation = transposed ? "ops.conv_transpose" : "ops.conv";
  const x = transposed || padding === "0" ? "x" : `layers.ZeroPadding${axes}D(${padding})(x)`;
  const refuses = Math.max(...of("stride")) > 1 && Math.max(...of("dilation")) > 1;
  /** @type {Keyword} */
  const grouped = ["groups", groups, 1];
  const call = refuses
    ? written(operation, [x, "w"], named)
    : `${written(layer, [outputs, size], [...named, grouped])}(${x})`;
  return {
    call: cuts ? `${call}[:, ${cuts}]` : call,
    note: sentences([
      channelsLast(`w.permute${tuple([...places(axes), 1, 0])}`, cuts),
      refuses ? tr("Keras's layer refuses a stride and a dilation above 1 together.") : "",
    ]),
  };
}

/** @param {Asked} asked */
export function jax({ axes, of, inputs, outputs, groups, transposed }) {
  const [strides, taps] = [tuple(of("stride")), of("kernel_size")];
  const ones = tuple(taps.map(() => 1));
  /** @type {Keyword} */
  const dilated = ["rhs_dilation", tuple(of("dilation")), ones];
  /** @type {Keyword} */
  const grouped = ["feature_group_count", groups, 1];
  if (!transposed) {
    const pads = list(of("padding").map((padding) => tuple([padding, padding])));
    const call = written(GENERAL, ["x", "w", strides, pads], [dilated, grouped]);
    return { call, note: tr("The weight is PyTorch's w, unchanged.") };
  }
  const pads = list(
    of("padding").map((padding, axis) => {
      // These may be beyond what a double holds exactly.
      const begin = BigInt(of("dilation")[axis]) * BigInt(taps[axis] - 1) - BigInt(padding);
      return tuple([begin, begin + BigInt(of("output_padding")[axis])]);
    }),
  );
  if (groups === 1) {
    const turned = /** @type {Keyword} */ (["transpose_kernel", "True"]);
    const call = written("lax.conv_transpose", ["x", "w", strides, pads], [dilated, turned]);
    return { call, note: channelsLast(`w.permute${tuple([...places(axes), 1, 0])}`) };
  }
  const stretched = /** @type {Keyword} */ (["lhs_dilation", strides, ones]);
  const call = written(GENERAL, ["x", "w", ones, pads], [stretched, dilated, grouped]);
  const split = tuple([groups, inputs / groups, outputs / groups, ...taps]);
  const joined = tuple([outputs, inputs / groups, ...taps]);
  const flip = `flip(${places(axes).join(", ")})`;
  const weight = `w.reshape${split}.transpose(1, 2).reshape${joined}.${flip}`;
  // Translators: {weight} is as in "w.permute(2, 1, 0)".
  return { call, note: tr("The weight is {weight} of PyTorch's w.", { weight }) };
}

const GENERAL = "lax.conv_general_dilated";

/** @param {Asked} asked */
export function mlx(asked) {
  const { axes, of, inputs, outputs, groups, transposed } = asked;
  if (groups > 1 && axes > 2) return { note: tr("It has no groups in three dimensions.") };
  const [name, named] = [`mx.conv${transposed ? "_transpose" : ""}${axes}d`, parameters(asked)];
  if (!transposed) {
    const note = channelsLast(`w.permute${tuple([0, ...places(axes), 1])}`);
    return { call: written(name, ["x", "w"], named), note };
  }
  const taps = of("kernel_size");
  const split = tuple([groups, inputs / groups, outputs / groups, ...taps]);
  const order = tuple([0, 2, ...places(axes).map((place) => place + 1), 1]);
  const joined = tuple([outputs, ...taps, inputs / groups]);
  const weight =
    groups > 1
      ? `w.reshape${split}.permute${order}.reshape${joined}`
      : `w.permute${tuple([1, ...places(axes), 0])}`;
  // Where padding cuts a whole stamp, MLX's numbers are others.
  const much = of("padding").some((cut, axis) => cut > of("dilation")[axis] * (taps[axis] - 1));
  if (much) named.splice(1, 2, ["output_padding", each(trims(asked).added), 0]);
  const [cuts, call] = [much ? slice(asked) : "", written(name, ["x", "w"], named)];
  return { call: cuts ? `${call}[:, ${cuts}]` : call, note: channelsLast(weight, cuts) };
}

/** @param {Asked} asked */
export function scipy(asked) {
  const { axes, of, inputs, outputs, transposed } = asked;
  if (axes > 1) return { note: tr("upfirdn works along one axis only.") };
  if (inputs > 1 || outputs > 1) return { note: tr("upfirdn takes one channel only.") };
  const [[taps], [stride], [padding]] = [of("kernel_size"), of("stride"), of("padding")];
  if (taps > 1 && of("dilation")[0] > 1) return { note: tr("upfirdn has no dilation.") };
  // Translators: x and w are names in a call.
  const rows = tr("x and w are 1-D, without batch and channels.");
  if (!transposed) {
    const x = padding ? `np.pad(x, ${padding})` : "x";
    const ends = taps > 1 ? `${taps - 1}:${1 - taps}` : ":";
    const step = stride > 1 ? `:${stride}` : "";
    return { call: `upfirdn(w[::-1], ${x})[${ends}${step}]`, note: rows };
  }
  const [cuts, [added]] = [slice(asked), trims(asked).added];
  const w = added ? `[*w] + [0] * ${added}` : "w";
  const call = written("upfirdn", [w, "x"], [["up", stride, 1]]);
  return {
    call: cuts ? `${call}[${cuts}]` : call,
    note: sentences([rows, cuts ? sliced() : ""]),
  };
}
