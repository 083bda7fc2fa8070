// The modules that are known: what each one's call takes, in PyTorch's order, and its sizes.
import * as shapes from "./shapes.js";
import { average, conv, padded, pool, transposed } from "./sizes.js";

/** @typedef {import("./sizes.js").Rule} Rule */
/**
 * takes: its parameters in order; needs: those without a default; reads: those that its sizes
 * follow from; axes: the numbers of axes that it may have, all if none stands there.
 * @typedef {{ takes: string[], needs: string[], reads: Set<string>, axes: number[], rule: Rule }} Kind
 */

/** @type {Map<string, Kind>} */
export const KINDS = new Map();
/** @type {Map<string, Kind>} functions, without their first argument */
export const FUNCTIONS = new Map();

/** What a call takes without a word about sizes, so that anything may stand there. */
const UNREAD = new Set(
  (
    "bias device dtype return_indices count_include_pad divisor_override value norm_type eps " +
    "momentum track_running_stats elementwise_affine align_corners recompute_scale_factor antialias"
  ).split(" "),
);

/**
 * @param {string} names
 * @param {string} takes the parameters, an asterisk behind each that is needed
 * @param {number[]} axes
 * @param {Rule} rule
 * @param {Map<string, Kind>} [table]
 */
function put(names, takes, axes, rule, table = KINDS) {
  const parameters = takes.split(" ").filter(Boolean);
  const list = parameters.map((one) => one.replace("*", ""));
  const needs = list.filter((one) => parameters.includes(`${one}*`));
  const reads = new Set(list.filter((one) => !UNREAD.has(one)));
  for (const name of names.split(" ")) table.set(name, { takes: list, needs, reads, axes, rule });
}

const TAIL = "device dtype";
const CONV = `out_channels* kernel_size* stride padding dilation groups bias padding_mode ${TAIL}`;
const TRANSPOSED =
  "out_channels* kernel_size* stride padding output_padding groups bias dilation padding_mode " +
  TAIL;
const NORM = "eps momentum affine track_running_stats device dtype bias";
const POOL = "kernel_size* stride padding";

for (const axes of [1, 2, 3]) {
  const d = `${axes}d`;
  put(`Conv${d}`, `in_channels* ${CONV}`, [axes], conv);
  put(`LazyConv${d}`, CONV, [axes], conv);
  put(`ConvTranspose${d}`, `in_channels* ${TRANSPOSED}`, [axes], transposed);
  put(`LazyConvTranspose${d}`, TRANSPOSED, [axes], transposed);
  put(`MaxPool${d}`, `${POOL} dilation return_indices ceil_mode`, [axes], pool);
  put(`AvgPool${d}`, `${POOL} ceil_mode count_include_pad divisor_override`, [axes], average);
  put(`LPPool${d}`, "norm_type* kernel_size* stride ceil_mode", [axes], average);
  put(`AdaptiveAvgPool${d}`, "output_size*", [axes], shapes.adaptive);
  put(`AdaptiveMaxPool${d}`, "output_size* return_indices", [axes], shapes.adaptive);
  put(`ZeroPad${d} ReplicationPad${d}`, "padding*", [axes], padded("replicate"));
  put(`ConstantPad${d}`, "padding* value", [axes], padded("constant"));
  put(`ReflectionPad${d}`, "padding*", [axes], padded("reflect"));
  put(`CircularPad${d}`, "padding*", [axes], padded("circular"));
  const some = axes === 1 ? [0, 1] : [axes];
  put(`BatchNorm${d}`, `num_features* ${NORM}`, some, shapes.normed);
  put(`LazyBatchNorm${d}`, NORM, some, shapes.normed);
  put(`InstanceNorm${d}`, `num_features* ${NORM}`, [axes], shapes.instances);
  const function_ = `pool${d}`;
  put(`max_${function_}`, `${POOL} dilation ceil_mode return_indices`, [axes], pool, FUNCTIONS);
  put(
    `avg_${function_}`,
    `${POOL} ceil_mode count_include_pad divisor_override`,
    [axes],
    average,
    FUNCTIONS,
  );
  put(
    `adaptive_avg_${function_} adaptive_max_${function_}`,
    "output_size*",
    [axes],
    shapes.adaptive,
    FUNCTIONS,
  );
}
const GROWN = "size scale_factor mode align_corners recompute_scale_factor";
put("Upsample", GROWN, [], shapes.upsampled);
put("UpsamplingNearest2d UpsamplingBilinear2d", "size scale_factor mode", [2], shapes.upsampled);
put("interpolate upsample", `${GROWN} antialias`, [], shapes.upsampled, FUNCTIONS);
put("PixelShuffle", "upscale_factor*", [2], shapes.shuffled);
put("pixel_shuffle", "upscale_factor*", [2], shapes.shuffled, FUNCTIONS);
put("PixelUnshuffle", "downscale_factor*", [2], shapes.unshuffled);
put("pixel_unshuffle", "downscale_factor*", [2], shapes.unshuffled, FUNCTIONS);
put("Flatten", "start_dim end_dim", [], shapes.flat);
put("Unflatten", "dim* unflattened_size*", [0], shapes.unflat);
put("Linear", "in_features* out_features* bias device dtype", [], shapes.linear);
put("LazyLinear", "out_features* bias device dtype", [], shapes.linear);
put("GroupNorm", "num_groups* num_channels* eps affine device dtype bias", [], shapes.normed);
put("SyncBatchNorm", `num_features* ${NORM}`, [], shapes.normed);
put("LayerNorm RMSNorm", "normalized_shape* eps elementwise_affine bias", [], shapes.tailNormed);
put("GLU", "dim", [], shapes.gated);
/** Of these the arguments are not looked at. */
export const KEEP_SIZE = new Set(
  (
    "Identity ReLU ReLU6 LeakyReLU PReLU RReLU ELU SELU CELU GELU Mish SiLU Sigmoid LogSigmoid " +
    "Tanh Tanhshrink Hardtanh Hardswish Hardsigmoid Hardshrink Softplus Softshrink Softsign " +
    "Softmax Softmin Softmax2d LogSoftmax Threshold Dropout AlphaDropout FeatureAlphaDropout " +
    "Dropout1d Dropout2d Dropout3d LocalResponseNorm CrossMapLRN2d ChannelShuffle"
  ).split(" "),
);
for (const name of KEEP_SIZE) put(name, "", [], shapes.kept);
