// The same layer's call in other libraries, where they can say exactly what PyTorch's layer does.
import { each, list, parameters, trims, tuple, written } from "./call_text.js";
import { BELOW_STRIDE, jax, keras, mlx, scipy } from "./other_libraries.js";
import { tr } from "./words.js";

/**
 * @typedef {import("./call_text.js").Axis} Axis
 * @typedef {import("./call_text.js").Asked} Asked
 * @typedef {{ in_channels?: number, out_channels?: number, groups?: number,
 *   transposed?: boolean }} Rest
 */

/** @type {[string, (asked: Asked) => { call?: string, note: string }][]} */
const LIBRARIES = [
  ["PyTorch", constructor],
  ["PyTorch functional", functional],
  ["ONNX", onnx],
  ["Keras", keras],
  ["JAX", jax],
  ["MLX", mlx],
  ["SciPy", scipy],
];

/**
 * The call in each library, for a layer that PyTorch takes; x and w stand for input and weight.
 * The note tells how the weight is made of PyTorch's, or why there is no call.
 * @param {Axis[]} layers one for each of 1 to 3 axes
 * @param {Rest} [rest]
 */
export function calls(layers, rest = {}) {
  const { in_channels = 1, out_channels = 1, groups = 1, transposed = true } = rest;
  /** @param {keyof Axis} name */
  const of = (name) => layers.map((layer) => layer[name]);
  const [axes, inputs, outputs] = [layers.length, in_channels, out_channels];
  return LIBRARIES.map(([library, say]) => {
    const { call = "", note } = say({ axes, of, inputs, outputs, groups, transposed });
    return { library, call, note, possible: call !== "" };
  });
}

/** @param {Asked} asked */
function constructor(asked) {
  const { axes, of, inputs, outputs, groups, transposed } = asked;
  const name = `nn.${transposed ? "ConvTranspose" : "Conv"}${axes}d`;
  const size = `kernel_size=${each(of("kernel_size"))}`;
  const channels = transposed ? [inputs, outputs / groups] : [outputs, inputs / groups];
  // Translators: {shape} is as in "(2, 5, 3)".
  const note = tr("Its weight has the shape {shape}.", {
    shape: tuple([...channels, ...of("kernel_size")]),
  });
  return { call: written(name, [inputs, outputs, size], parameters(asked)), note };
}

/** @param {Asked} asked */
function functional(asked) {
  const [other, name] = [`F.conv${asked.axes}d`, `F.conv_transpose${asked.axes}d`];
  const named = parameters(asked);
  if (!asked.transposed) named.push(...named.splice(3, 1));
  return {
    call: written(asked.transposed ? name : other, ["x", "w"], named),
    // Translators: {name} and {other} are functions of PyTorch.
    note: tr(
      "Name the arguments: {name} takes groups before dilation, {other} takes groups after it.",
      { name, other },
    ),
  };
}

/** @param {Asked} asked */
function onnx(asked) {
  const { of, groups, transposed } = asked;
  const usual = { ends: of("padding"), added: of("output_padding"), beyond: false };
  const taken = usual.added.every((cells, axis) => cells < of("stride")[axis]);
  const { ends, added, beyond } = taken || !transposed ? usual : trims(asked);
  if (beyond) return { note: tr(BELOW_STRIDE) };
  const call = written(
    "make_node",
    [`"${transposed ? "ConvTranspose" : "Conv"}"`, '["x", "w"]', '["y"]'],
    [
      ["kernel_shape", list(of("kernel_size"))],
      ["strides", list(of("stride"))],
      ["pads", list([...of("padding"), ...ends])],
      ["output_padding", transposed ? list(added) : "", ""],
      ["dilations", list(of("dilation"))],
      ["group", groups],
    ],
  );
  // Translators: pads is an argument, which is not translated.
  const note = tr(
    "The weight is PyTorch's w, unchanged; pads holds the starts of all axes, then their ends.",
  );
  return { call, note };
}
