// What to do where no setting makes the sizes wanted. The twin of course/models/advice.py.
import { fitting, nearest, within } from "./candidates.js";
import { FIELDS } from "./layer.js";
import { hasHoles } from "./phases.js";
import { compared, keys, sorted } from "./usual.js";
import { sentences, tr } from "./words.js";

/** @import { Layer } from "./layer.js" */
/** @import { Candidates, Pair } from "./candidates.js" */

/**
 * What to do where no candidate makes the sizes of all pairs, along one axis.
 * @param {Pair[]} pairs
 * @param {Candidates} candidates
 */
export function adviceOn(pairs, candidates) {
  const uneven = candidates.even ? fitting(pairs, { ...candidates, even: false }).length : 0;
  if (uneven) return tr("Settings that fit without even=True: {count}.", { count: uneven });
  // What a call gives at the end, or what is cut off there, needs no output_padding of the layer.
  const plain = { ...candidates, values: { ...candidates.values, output_padding: [0] } };
  const smaller = pairs.every(([small, large]) => large < small)
    ? tr("To make sizes smaller, use a convolution: nn.Conv1d, nn.Conv2d or nn.Conv3d.")
    : "";
  if (pairs.every((pair) => isSame(pair, pairs[0]))) {
    return sentences([cut(pairs, plain), next(pairs[0], candidates), smaller]);
  }
  const byCalls = asked(pairs, plain);
  const told = [byCalls, cut(pairs, plain), multiple(pairs, candidates)];
  if (!isOnALine(pairs)) {
    const alone = byCalls
      ? tr("No layer makes all of these without output_size=.")
      : tr("No layer makes all of these.");
    return sentences([alone, ...told, smaller]);
  }
  // Translators: pairs of sizes, which no setting fits all at once.
  const fewer = tr("Ask for fewer pairs at once, or widen the ranges.");
  return sentences([sentences(told) || fewer, smaller]);
}

/**
 * The setting that makes each size when the call passes ``output_size``.
 * @param {Pair[]} pairs
 * @param {Candidates} plain
 */
function asked(pairs, plain) {
  const { setting } = best(pairs, plain, (few, many, stride) => [many, few + stride - 1], false);
  if (!setting) return "";
  // Translators: {setting} is as in "kernel_size=4, stride=2, padding=1".
  return tr("With {setting}, calls that pass output_size= make all of them.", {
    setting: told(setting),
  });
}

/**
 * The setting whose outputs are the least too long, by less than a stride, or none at all.
 * @param {Pair[]} pairs
 * @param {Candidates} plain
 */
function cut(pairs, plain) {
  const found = best(pairs, plain, (few, many, stride) => [many - stride + 1, few], true);
  if (!found.setting) return "";
  const setting = told(found.setting);
  // Translators: {setting} is as in "kernel_size=4, stride=2, padding=1".
  if (!found.left) return tr("With output_padding=0, {setting} fits.", { setting });
  // Translators: {setting} is as in "kernel_size=4, stride=2, padding=1".
  return tr(
    "With {setting}, the outputs are too long by at most {count}: cut the excess off the end.",
    { setting, count: found.left },
  );
}

/**
 * The most usual of the settings that ``within`` finds, or that of them which leaves the least.
 * @param {Pair[]} pairs
 * @param {Candidates} plain
 * @param {(few: number, many: number, stride: number) => [least: number, most: number]} cuts
 * @param {boolean} least
 */
function best(pairs, plain, cuts, least) {
  /** @type {{ setting: Layer | null, left: number, place: number[] }} */
  let found = { setting: null, left: 0, place: [Infinity] };
  within(pairs, plain, cuts, (setting, left) => {
    const place = [+hasHoles(setting), least ? left : 0, ...keys(setting, pairs[0])];
    if (compared(place, found.place) < 0) found = { setting, left, place };
  });
  return found;
}

/**
 * The setting that makes all sizes once they are multiples of its stride.
 * @param {Pair[]} pairs
 * @param {Candidates} candidates
 */
function multiple(pairs, candidates) {
  const stride = candidates.values.stride.find(
    (stride) =>
      stride > 1 &&
      pairs.every(([small, large]) =>
        [Math.floor(large / stride), Math.ceil(large / stride)].includes(small),
      ),
  );
  if (!stride) return "";
  /** @type {Pair[]} */
  const multiples = [
    [1, stride],
    [2, 2 * stride],
  ];
  const [setting] = sorted(fitting(multiples, candidates), multiples[0]);
  if (!setting) return "";
  const size = pairs.reduce((most, [, large]) => Math.max(most, large % stride ? large : 0), 0);
  // Translators: {setting} is as in "kernel_size=4, stride=2, padding=1".
  return tr(
    "Pad the model's input until these sizes are multiples of {stride} ({size} becomes {more}), and {setting} makes them.",
    { stride, size, more: Math.ceil(size / stride) * stride, setting: told(setting) },
  );
}

/**
 * The sizes next to the one wanted that some legal setting makes.
 * @param {Pair} pair
 * @param {Candidates} candidates
 */
function next(pair, candidates) {
  const near = nearest(pair, candidates);
  if (!near.length) return tr("No setting within these ranges is legal.");
  const [less, more] = near;
  if (near.length === 1) {
    // Translators: the size that is nearest to the one wanted.
    return tr("The nearest size within these ranges is {size}.", { size: less });
  }
  return tr("The nearest sizes within these ranges are {less} and {more}.", { less, more });
}

/**
 * Whether some layer makes all sizes: they grow by one stride for each input element.
 * @param {Pair[]} pairs not all the same
 */
function isOnALine(pairs) {
  const [first, made] = pairs[0];
  const [other, its] = pairs.find((pair) => !isSame(pair, pairs[0])) ?? pairs[0];
  const stride = (its - made) / (other - first);
  if (!Number.isInteger(stride) || stride < 1) return false;
  return pairs.every(([small, large]) => large - made === stride * (small - first));
}

/** @type {(one: Pair, other: Pair) => boolean} */
const isSame = (one, other) => one[0] === other[0] && one[1] === other[1];

/** The setting, without what is PyTorch's default. @param {Layer} setting */
function told(setting) {
  const said = FIELDS.filter((name) => setting[name] !== (name === "dilation" ? 1 : 0));
  const named = said.map((name) => `${name}=${setting[name]}`).join(", ");
  // Translators: a setting where some phases have no tap at all.
  return hasHoles(setting) ? tr("{setting} (with holes)", { setting: named }) : named;
}
