// What each kind of module makes of a shape: its channels, then its size along each axis.
import { convOutputSize, layer, outputSize } from "./layer.js";
import { Stop, along, whole, written } from "./parameters.js";
import { refused, sentences, tr } from "./words.js";

/** @typedef {import("./literals.js").Value} Value */
/** @typedef {(number | null)[]} Shape the channels, null where they are not known, then the size */
/** @typedef {import("./parameters.js").Parameters} Parameters */
/** @typedef {(shape: Shape, p: Parameters, axes: number) => Shape} Rule */

/**
 * @param {Shape} shape
 * @param {(n: number, axis: number) => number} change
 */
const each = (shape, change) => shape.slice(1).map((n, axis) => change(Number(n), axis));

/**
 * @param {Shape} shape
 * @param {Value | undefined} wanted
 */
export function wantChannels(shape, wanted) {
  const [channels] = shape;
  if (typeof wanted === "number" && channels !== null && channels !== wanted) {
    const joined =
      wanted > channels
        ? tr("If torch.cat adds the rest, put a name in place of {wanted} to go on.", { wanted })
        : "";
    throw new Stop(
      sentences([
        tr("It takes {wanted} channels, but gets {channels}.", { wanted, channels }),
        joined,
      ]),
    );
  }
}

/** @type {(p: Parameters) => number | null} the channels that come out, once groups divide both */
function outChannels(p) {
  const groups = whole("groups", p.groups ?? 1, 1);
  for (const name of ["in_channels", "out_channels"]) {
    if (p[name] === undefined) continue;
    const channels = whole(name, p[name], 1);
    if (channels % groups) {
      const rule = tr("groups={groups} must divide it", { groups });
      const nearest = Math.max(1, Math.round(channels / groups)) * groups;
      throw new Stop(refused(name, channels, rule, nearest));
    }
  }
  return p.out_channels === undefined ? null : Number(p.out_channels);
}

/** @type {(name: string, p: Parameters, axes: number) => number[]} */
const ones = (name, p, axes) => along(name, p[name] ?? (name.endsWith("padding") ? 0 : 1), axes);

/** @type {Rule} */
export function conv(shape, p, axes) {
  const out = outChannels(p);
  wantChannels(shape, p.in_channels);
  const [kernel_size, stride, dilation] = ["kernel_size", "stride", "dilation"].map((name) =>
    ones(name, p, axes),
  );
  const same = p.padding === "same";
  if (same && stride.some((one) => one !== 1)) {
    const rule = tr("with stride={stride}, a convolution doesn't take 'same'", {
      stride: written(p.stride),
    });
    throw new Stop(refused("padding", "'same'", rule));
  }
  const word = typeof p.padding === "string";
  if (word && !same && p.padding !== "valid") {
    const rule = tr("it must be a number, 'same' or 'valid'");
    throw new Stop(refused("padding", written(p.padding), rule));
  }
  const padding = word ? kernel_size.map(() => 0) : ones("padding", p, axes);
  return [
    out,
    ...each(shape, (n, axis) => {
      const one = {
        kernel_size: kernel_size[axis],
        stride: stride[axis],
        dilation: dilation[axis],
      };
      const spread = layer({ ...one, padding: padding[axis] });
      const most = same ? Math.ceil((one.dilation * (one.kernel_size - 1)) / 2) : padding[axis];
      mirror(n, most, String(p.padding_mode ?? "zeros"));
      return same ? n : convOutputSize(spread, n);
    }),
  ];
}

/** @type {Rule} */
export function transposed(shape, p, axes) {
  const out = outChannels(p);
  if ((p.padding_mode ?? "zeros") !== "zeros") {
    const rule = tr("a transposed convolution takes 'zeros' only");
    throw new Stop(refused("padding_mode", written(p.padding_mode), rule));
  }
  wantChannels(shape, p.in_channels);
  const layers = axesOf(p, axes);
  return [out, ...each(shape, (n, axis) => outputSize(layer(layers[axis]), n))];
}

/**
 * The five numbers of a transposed convolution along each axis.
 * @param {Parameters} p
 * @param {number} axes
 */
export function axesOf(p, axes) {
  const all = ["kernel_size", "stride", "padding", "output_padding", "dilation"].map((name) =>
    ones(name, p, axes),
  );
  return Array.from({ length: axes }, (_, axis) => {
    const [kernel_size, stride, padding, output_padding, dilation] = all.map((one) => one[axis]);
    return { kernel_size, stride, padding, output_padding, dilation };
  });
}

/** @type {Rule} */
export function pool(shape, p, axes) {
  const kernel_size = along("kernel_size", p.kernel_size, axes, 1);
  const unset = (p.stride ?? null) === null || (Array.isArray(p.stride) && !p.stride.length);
  const stride = unset ? kernel_size : along("stride", p.stride, axes, 1);
  const padding = along("padding", p.padding ?? 0, axes, 0);
  const dilation = along("dilation", p.dilation ?? 1, axes, 1);
  return [
    shape[0],
    ...each(shape, (n, axis) => {
      const [k, s, pad, d] = [kernel_size[axis], stride[axis], padding[axis], dilation[axis]];
      if (pad > k / 2) {
        const rule = tr("it must be at most half of kernel_size");
        throw new Stop(refused("padding", pad, rule, Math.floor(k / 2)));
      }
      const room = n + 2 * pad - d * (k - 1) - 1;
      let out = (p.ceil_mode ? Math.ceil(room / s) : Math.floor(room / s)) + 1;
      // The last window must begin in the input or in the padding before it.
      if (p.ceil_mode && (out - 1) * s >= n + pad) out -= 1;
      if (out < 1) {
        const values = { reach: d * (k - 1) + 1, cells: n + 2 * pad };
        const rule = tr("the kernel spans {reach} cells and the padded input only {cells}", values);
        throw new Stop(refused("kernel_size", k, rule));
      }
      return out;
    }),
  ];
}

/** Along three axes PyTorch's averages want the input as large as their kernel. @type {Rule} */
export function average(shape, p, axes) {
  const sizes = shape.slice(1).map(Number);
  along("kernel_size", p.kernel_size, axes, 1).forEach((kernel_size, axis) => {
    const [reach, cells] = [kernel_size, sizes[axis]];
    if (axes === 3 && reach > cells) {
      const rule = tr("the kernel spans {reach} cells and the input only {cells}", {
        reach,
        cells,
      });
      throw new Stop(refused("kernel_size", reach, rule, cells));
    }
  });
  return pool(shape, p, axes);
}

/** @type {(mode: string) => Rule} mode: of what stands in the padding */
export const padded = (mode) => (shape, p, axes) => {
  const list = Array.isArray(p.padding) ? p.padding : Array(2 * axes).fill(p.padding);
  const pads = along("padding", list, 2 * axes);
  return [
    shape[0],
    // The last axis comes first, as F.pad has it.
    ...each(shape, (n, axis) => {
      const two = pads.slice(2 * (axes - 1 - axis), 2 * (axes - axis));
      mirror(n, Math.max(...two), mode);
      return n + two[0] + two[1];
    }),
  ];
};

/**
 * What stands in the padding is taken from the input, which must be long enough.
 * @param {number} n
 * @param {number} padding
 * @param {string} mode
 */
function mirror(n, padding, mode) {
  const most = mode === "reflect" ? n - 1 : mode === "circular" ? n : Infinity;
  if (padding > most) {
    const rule = tr("with padding_mode='{mode}' it must be at most {most} for {n} elements", {
      mode,
      most,
      n,
    });
    throw new Stop(refused("padding", padding, rule, most));
  }
}
