// What modules without a kernel make of a shape: its channels, then its size along each axis.
import { Stop, along, whole, written } from "./parameters.js";
import { wantChannels } from "./sizes.js";
import { refused, tr } from "./words.js";

/** @typedef {import("./sizes.js").Rule} Rule */

/** @type {Rule} */
export function kept(shape) {
  return shape;
}

/** @type {Rule} */
export function normed(shape, p) {
  wantChannels(shape, p.num_features ?? p.num_channels);
  return shape;
}

/** @type {Rule} */
export function instances(shape, p) {
  if (p.affine) wantChannels(shape, p.num_features);
  if (shape.slice(1).every((n) => n === 1)) {
    throw new Stop(tr("It takes the mean of each channel, which needs more than one element."));
  }
  return shape;
}

/** @type {Rule} */
export function adaptive(shape, p, axes) {
  const list = Array.isArray(p.output_size) ? p.output_size : Array(axes).fill(p.output_size);
  const sizes = list.map((one, axis) => one ?? Number(shape[1 + axis]));
  return [shape[0], ...along("output_size", sizes, axes, 1)];
}

/** @type {Map<string, number>} how many axes a mode works along */
const MODES = new Map([
  ["linear", 1],
  ["bilinear", 2],
  ["bicubic", 2],
  ["trilinear", 3],
]);
const ANY_AXES = ["nearest", "nearest-exact", "area"];

/** @type {Rule} */
export function upsampled(shape, p) {
  const axes = shape.length - 1;
  const mode = p.mode ?? "nearest";
  if (!ANY_AXES.includes(String(mode)) && MODES.get(String(mode)) !== axes) {
    const rule = tr("it does not work along {axes} axes", { axes });
    throw new Stop(refused("mode", written(mode), rule));
  }
  const [size, factor] = [p.size ?? null, p.scale_factor ?? null];
  if ((size === null) === (factor === null)) {
    throw new Stop(tr("It needs either size or scale_factor, not both."));
  }
  if (size !== null) return [shape[0], ...along("size", size, axes, 1)];
  const factors = Array.isArray(factor) ? factor : Array(axes).fill(factor);
  if (factors.length !== axes || !factors.every((one) => typeof one === "number")) {
    const rule = tr("it must be one number, or one for each of {axes} axes", { axes });
    throw new Stop(refused("scale_factor", written(factor), rule));
  }
  const sizes = factors.map((one, axis) => Math.floor(Number(shape[1 + axis]) * Number(one)));
  if (Math.min(...sizes) < 1) {
    const rule = tr("the output would have {size} elements, and it needs at least 1", {
      size: Math.min(...sizes),
    });
    throw new Stop(refused("scale_factor", written(factor), rule));
  }
  return [shape[0], ...sizes];
}

/** @type {Rule} */
export function shuffled([channels, ...size], p) {
  const r = whole("upscale_factor", p.upscale_factor, 1);
  if (channels !== null && channels % (r * r)) {
    const values = { count: channels, by: r * r };
    throw new Stop(tr("The {count} channels must be divisible by {by}.", values));
  }
  return [channels === null ? null : channels / (r * r), ...size.map((n) => Number(n) * r)];
}

/** @type {Rule} */
export function unshuffled([channels, ...size], p) {
  const r = whole("downscale_factor", p.downscale_factor, 1);
  for (const n of size) divides(n, r);
  return [channels === null ? null : channels * r * r, ...size.map((n) => Number(n) / r)];
}

/** @type {(count: number | null, by: number) => void} */
function divides(count, by) {
  if (count !== null && count % by) {
    throw new Stop(tr("The size {count} must be divisible by {by}.", { count, by }));
  }
}

/** @type {Rule} */
export function flat(shape, p) {
  if ((p.start_dim ?? 1) !== 1 || (p.end_dim ?? -1) !== -1) {
    throw new Stop(tr("Only a Flatten of all axes but the batch is known here."));
  }
  return [shape.reduce((all, n) => (all === null || n === null ? null : all * n), 1)];
}

/** @type {Rule} */
export function unflat(shape, p) {
  const sizes = along(
    "unflattened_size",
    p.unflattened_size,
    Array.isArray(p.unflattened_size) ? p.unflattened_size.length : 1,
    1,
  );
  const [count, product] = [shape[0], sizes.reduce((all, n) => all * n, 1)];
  if (p.dim !== 1 || (count !== null && count !== product)) {
    const values = { count: count ?? "?", sizes: written(sizes) };
    throw new Stop(tr("{count} features on axis 1 can't become {sizes}.", values));
  }
  return sizes;
}

/** @type {Rule} */
export function linear(shape, p) {
  const [last, wanted] = [shape.at(-1) ?? null, p.in_features];
  if (typeof wanted === "number" && last !== null && last !== wanted) {
    throw new Stop(tr("It takes {wanted} features, but gets {last}.", { wanted, last }));
  }
  return [...shape.slice(0, -1), whole("out_features", p.out_features, 1)];
}

/** @type {Rule} */
export function tailNormed(shape, p) {
  const wanted = Array.isArray(p.normalized_shape)
    ? p.normalized_shape
    : [p.normalized_shape ?? null];
  const tail = shape.slice(-wanted.length);
  if (tail.length < wanted.length || tail.some((n, at) => n !== null && n !== wanted[at])) {
    const values = { wanted: written(wanted), tail: written(tail) };
    throw new Stop(tr("It takes a shape that ends in {wanted}, but gets {tail}.", values));
  }
  return shape;
}

/** @type {Rule} */
export function gated(shape, p) {
  const dim = whole("dim", p.dim ?? -1);
  // The batch stands before the channels.
  const at = dim < 0 ? shape.length + dim : dim - 1;
  if (at < 0 || at >= shape.length) {
    const rule = tr("the shape has no such axis");
    throw new Stop(refused("dim", dim, rule));
  }
  divides(shape[at], 2);
  return shape.map((n, axis) => (axis === at && n !== null ? n / 2 : n));
}
