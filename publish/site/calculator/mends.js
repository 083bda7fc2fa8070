// Which change of a layer, or of its call, makes two sizes meet: each is tried.
import {
  centred,
  codeOf,
  nameOf,
  sameKernel,
  toldChange,
  waysToChange,
  withNumbers,
} from "./changes.js";
import { FIELDS, outputPaddingFor } from "./layer.js";
import { written } from "./parameters.js";
import { fitsAt, fitsOf, run, tried } from "./reach.js";
import { axesOf, transposed } from "./sizes.js";
import { tr } from "./words.js";

/** So many layers are changed one by one, from the last one on. */
const MOST = 12;

/** @typedef {import("./chain.js").Read} Read */
/** @typedef {import("./layer.js").Layer} Layer */
/** @typedef {import("./reach.js").Fits} Fits */
/** @typedef {import("./reach.js").Join} Join */
/**
 * kind: as in meet.js; at: the number of the layer, −1 for none; action: what to do; code: to write;
 * reach: for which sizes it is right; every: whether for all that the chain takes; edits: the
 * layers' new calls, where they change.
 * @typedef {{ kind: string, at: number, action: string, code: string, reach: string,
 *   every: boolean, caveats: string[], edits: { at: number, code: string }[] }} Change
 */

/**
 * A size that is asked for in the call of the last layer that changes sizes.
 * @param {Read[]} layers
 * @param {Join} join
 * @returns {Change[]}
 */
export function ofCalls(layers, join) {
  for (let at = join.last; at > join.first; at--) {
    const { kind, parameters, name, module, written: texts } = layers[at];
    const dims = join.here.wanted.length;
    const size = join.given ? written(join.here.wanted) : `skip.shape[-${dims}:]`;
    const after = fitsOf(layers, { ...join, first: at });
    /** @type {Fits} */
    const kept = (point, axis) => {
      const shape = run(layers, point.shape, join.first, at);
      return shape !== null && after({ ...point, shape: [shape[0], ...point.wanted] }, axis);
    };
    if (kind.rule === transposed) {
      const axes = axesOf(parameters, dims);
      return tried(join, (point, axis) => kept(point, axis) && isAsked(point, axis), {
        kind: "output_size",
        at,
        action: tr("ask for the size in the call of {name}", { name: nameOf(layers[at]) }),
        code: `${inCode(name)}(x, output_size=${size})`,
        edits: [],
        caveats: /(^|\.)\d+$/.test(name)
          ? [tr("an nn.Sequential does not pass it on, so call the layer itself")]
          : [],
      });

      /** @type {Fits} */
      function isAsked({ shape, wanted }, axis) {
        const before = run(layers, shape, join.first, at - 1);
        try {
          outputPaddingFor(axes[axis], Number(before?.[axis + 1]), wanted[axis]);
        } catch {
          return false;
        }
        return true;
      }
    }
    if (parameters.scale_factor ?? null) {
      const bilinear = module === "UpsamplingBilinear2d";
      const mode = written(parameters.mode ?? (bilinear ? "bilinear" : "nearest"));
      const corners = bilinear ? "True" : texts.align_corners;
      const rest = `mode=${mode}${corners ? `, align_corners=${corners}` : ""}`;
      return tried(join, kept, {
        kind: "size",
        at,
        action: tr("give {name} the size instead of a scale_factor", { name: nameOf(layers[at]) }),
        code: `F.interpolate(x, size=${size}, ${rest})`,
        edits: [],
        caveats: [],
      });
    }
    if (!fitsAt(join.here, kept)) return [];
  }
  return [];
}

/**
 * Other numbers of one layer, or the same in all transposed ones.
 * @param {Read[]} layers
 * @param {Join} join
 * @returns {Change[]}
 */
export function ofNumbers(layers, join) {
  /** @type {Change[]} */
  const found = [];
  const dims = join.here.wanted.length;
  /** @type {(kind: string, changed: Map<number, Read>) => void} */
  const consider = (kind, changed) => {
    const edits = [...changed].map(([at, read]) => ({ at, code: codeOf(read) }));
    const code = edits.map((edit) => edit.code).join("\n");
    const said = [...changed].map(([at, read]) => toldChange(layers[at], read, dims));
    if (said.includes(null) || found.some((other) => other.code === code)) return;
    const caveats = [...new Set(said.flatMap((one) => one?.caveats ?? []))];
    /** @type {Map<string, string[]>} */
    const names = new Map();
    for (const one of said) {
      if (one) names.set(one.change, [...(names.get(one.change) ?? []), one.name]);
    }
    const action = [...names]
      .map(([change, all]) =>
        all.length > 1
          ? tr("{change} in {count} layers", { change, count: all.length })
          : // Translators: {change} is as in "output_padding 0 → 1".
            tr("{change} in {name}", { change, name: all[0] }),
      )
      .reduce((one, other) => tr("{one} and {other}", { one, other }));
    const [{ at }] = edits;
    const chain = layers.map((read, n) => changed.get(n) ?? read);
    found.push(...tried(join, fitsOf(chain, join), { kind, at, action, code, caveats, edits }));
  };
  /** @type {Map<number, Read>[]} */
  const [grown, padded] = [new Map(), new Map()];
  for (let at = join.last; at > join.first; at--) {
    const read = layers[at];
    if (grown.size < MOST) {
      for (const way of waysToChange(read, dims)) {
        const numbers = solved(layers, join, at, way);
        if (numbers) consider("numbers", new Map([[at, withNumbers(read, numbers)]]));
      }
    }
    if (read.kind.rule === transposed) {
      const same = axesOf(read.parameters, dims).flatMap(sameKernel);
      grown.set(at, withNumbers(read, same));
    }
    const numbers = centred(read, dims);
    if (numbers) padded.set(at, withNumbers(read, numbers));
  }
  for (const group of [grown, padded]) {
    const changed = [...group]
      .reverse()
      .filter(([at, read]) => codeOf(read) !== codeOf(layers[at]));
    if (changed.length > (group === grown ? 1 : 0)) consider("together", new Map(changed));
  }
  return found;
}

/**
 * For each axis the first numbers that fit at every size, or else at the given one; null where an
 * axis has none, or nothing changes.
 * @param {Read[]} layers
 * @param {Join} join
 * @param {number} at
 * @param {Layer[][]} way
 */
function solved(layers, join, at, way) {
  const own = way.map(([one]) => one);
  const chosen = way.map((all, axis) => {
    const fitting = all.filter((one) => {
      const numbers = own.map((other, n) => (n === axis ? one : other));
      return fitsOf(replaced(layers, at, numbers), join)(join.here, axis);
    });
    const best = fitting.find((one) => {
      const numbers = own.map((other, n) => (n === axis ? one : other));
      const fits = fitsOf(replaced(layers, at, numbers), join);
      return join.window?.[axis].every((point) => fits(point, axis));
    });
    return best ?? fitting[0];
  });
  const changes = chosen.some((one, axis) =>
    FIELDS.some((name) => one?.[name] !== own[axis][name]),
  );
  return chosen.includes(/** @type {any} */ (undefined)) || !changes ? null : chosen;
}

/** @type {(layers: Read[], at: number, numbers: Layer[]) => Read[]} */
const replaced = (layers, at, numbers) =>
  layers.map((read, n) => (n === at ? withNumbers(read, numbers) : read));

/** The layer as its model's code has it: up.1 is self.up[1]. @param {string} name */
const inCode = (name) =>
  /^[\p{L}_]/u.test(name) ? `self.${name.replace(/\.(\d+)/g, "[$1]")}` : "layer";
