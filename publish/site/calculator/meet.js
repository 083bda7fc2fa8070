// What makes two sizes of a chain meet, at the given input or at all that the chain takes.
import { oneOrEach } from "./changes.js";
import { ofCalls, ofNumbers } from "./mends.js";
import { written } from "./parameters.js";
import { fitsAt, fitsEvery, joinOf, run, sizesOnly } from "./reach.js";
import { tr } from "./words.js";

/** @typedef {import("./chain.js").Read} Read */
/** @typedef {import("./mends.js").Change} Change */
/** @typedef {import("./reach.js").Fits} Fits */
/** @typedef {import("./reach.js").Join} Join */
/** In this order come those that are equally good. */
const KINDS = ["output_size", "size", "numbers", "together", "crop", "input"];
/** Of those that are right for the given input only. */
const MOST = 4;

/**
 * Two sizes of a chain that should meet, as a decoder's and its skip connection's.
 * @param {Read[]} layers
 * @param {{ channels?: number | null, size: number[] }} input
 * @param {number} from the number of the layer whose output it is, −1 for the input
 * @param {number | number[]} to another one, or a size
 * @returns {{ size: number[], wanted: number[], meets: boolean, every: boolean,
 *   changes: Change[] } | null} null where the chain does not get that far, or has other axes there
 */
export function meet(layers, { channels = null, size }, from, to) {
  const given = Array.isArray(to) ? to : null;
  const [first, last] = Array.isArray(to) ? [-1, from] : [Math.min(from, to), Math.max(from, to)];
  if (!run(layers, [channels, ...size], -1, last)) return null;
  layers = sizesOnly(layers.slice(0, last + 1), size.length);
  const join = joinOf(layers, [null, ...size], first, last, given);
  if (!join) return null;
  /** @type {Fits} */
  const fits = ({ made, wanted }, axis) => made[axis] === wanted[axis];
  const [meets, every] = [fitsAt(join.here, fits), fitsEvery(join, fits)];
  const found = every ? [] : [...ofCalls(layers, join), ...ofNumbers(layers, join)];
  if (!every) found.push(...ofJoin(join), ...ofInput(join, fits));
  const useful = found
    .filter((one) => one.every || !meets)
    .sort((one, other) => rank(one) - rank(other));
  const changes = useful.filter((one, n) => one.every || n < MOST);
  return { size: join.here.made, wanted: join.here.wanted, meets, every, changes };
}

/** @param {Change} change */
const rank = ({ kind, every, caveats }) =>
  (every ? 0 : 100) + (caveats.length ? 10 : 0) + KINDS.indexOf(kind);

/**
 * Cutting or padding the later one: y, where the other one is skip.
 * @param {Join} join
 * @returns {Change[]}
 */
function ofJoin({ here: { made, wanted }, given }) {
  const gaps = wanted.map((want, axis) => want - made[axis]);
  // Where one size is twice the other, the stride is wrong, and nothing is to be cut.
  if (gaps.some((gap, axis) => Math.abs(gap) >= Math.max(2, Math.min(made[axis], wanted[axis])))) {
    return [];
  }
  const ends = gaps.map((gap, axis) => {
    const from = `shape[${axis - gaps.length}]`;
    return given ? `0, ${gap}` : `0, skip.${from} - y.${from}`;
  });
  return [
    {
      kind: "crop",
      at: -1,
      // Translators: y and skip are tensors that should have one size.
      action: given
        ? tr("cut or pad y at its end")
        : tr("cut or pad y at its end to the size of skip"),
      code: `y = F.pad(y, (${ends.reverse().join(", ")}))`,
      reach: given ? tr("right for this size only") : tr("right for all sizes"),
      every: !given,
      caveats: [],
      edits: [],
    },
  ];
}

/**
 * Padding the input to a multiple, for which the sizes meet as the chain is.
 * @param {Join} join
 * @param {Fits} fits
 * @returns {Change[]}
 */
function ofInput({ here, window, period }, fits) {
  for (const more of window ? [0, 1] : []) {
    const multiples = here.size.map((_, axis) => {
      const points = window?.[axis] ?? [];
      const divisors = Array.from({ length: period[axis] }, (_, n) => n + 1);
      return divisors.find((by) => {
        const some = points.filter(
          ({ size }) => period[axis] % by === 0 && (size[axis] - more) % by === 0,
        );
        return some.length > 1 && some.every((point) => fits(point, axis));
      });
    });
    if (multiples.some((by) => !by)) continue;
    const multiple = written(oneOrEach(multiples.map(Number)));
    const ends = multiples.map((by, axis) => {
      const from = `x.shape[${axis - multiples.length}]`;
      return `0, ${more ? `(1 - ${from})` : `-${from}`} % ${by}`;
    });
    const action = more
      ? tr("pad the input to a multiple of {multiple} plus 1", { multiple })
      : tr("pad the input to a multiple of {multiple}", { multiple });
    return [
      {
        kind: "input",
        at: -1,
        action,
        code: `x = F.pad(x, (${ends.reverse().join(", ")}))`,
        reach: tr("right for all sizes"),
        every: true,
        caveats: [],
        edits: [],
      },
    ];
  }
  return [];
}
