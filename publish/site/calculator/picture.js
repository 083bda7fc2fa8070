// The live figure beside the fields, where its frames hold the case and its digits can be read.
import { cut, outputSize } from "./layer.js";

/** @import { Case } from "./case.js" */
/** @import { Layer } from "./layer.js" */
/** @typedef {{ show: (state: object) => boolean }} Whole */

/** The least that a number in a row or in a plane takes, in pixels, and the room beside them. */
const LEAST = [
  { cell: 26, beside: 3 },
  { cell: 22, beside: 3 },
];
const PARAMETERS = ["stride", "padding", "output_padding", "dilation"];

/**
 * @param {HTMLElement} element where it stands
 * @param {(values: Map<string, string>) => void} moved is told what the reader's own moves make of the parameters
 */
export function pictureIn(element, moved) {
  /** @type {Whole | null | undefined} undefined: not looked for yet */
  let whole;
  let axes = 0;
  /** What the reader changed in it. @type {Record<string, any>} */
  let own = {};

  /** @param {Record<string, any>} state */
  function heard(state) {
    // Moved by a hand, and not by the fields.
    if (!element.contains(document.activeElement)) return;
    own = { view: state.view, x: state.x, w: state.w };
    const values = new Map(PARAMETERS.map((name) => [name, `${state[name]}`]));
    if (axes === 1) {
      values.set("input_size", `${state.x.length}`);
      values.set("kernel_size", `${state.w.length}`);
    }
    moved(values);
  }

  /** The page's figure, if its script brings one. */
  function found() {
    const live = /** @type {any} */ (globalThis).liveFigure;
    const wholes = document.getElementById("tc-wholes")?.textContent;
    return live?.whole && wholes ? live.whole(element, JSON.parse(wholes), heard) : null;
  }

  /**
   * Show a case; whether there is a drawing of it.
   * @param {Case | null} read
   * @param {Layer[]} layers
   */
  return (read, layers) => {
    const room = element.parentElement?.clientWidth ?? 0;
    const fits = read !== null && isHeld(read, layers) && width(read, layers[0]) <= room;
    const held = fits && show(read, layers[0]);
    element.hidden = !held;
    return held;
  };

  /** @param {Case} read @param {Layer} layer */
  function show({ axes: count, values }, layer) {
    whole = whole === undefined ? found() : whole;
    if (count !== axes) own = {};
    axes = count;
    const x = numbers(values.get("input_size") ?? [], own.x);
    const w = numbers(values.get("kernel_size") ?? [], own.w);
    return whole?.show({ ...layer, x, w, view: own.view ?? "scatter" }) ?? false;
  }
}

/** @param {Case} read @param {Layer[]} layers */
function isHeld({ axes, transposed, values }, layers) {
  const told = layers.map((one) => JSON.stringify(one));
  const sizes = [...(values.get("input_size") ?? []), ...(values.get("kernel_size") ?? [])];
  const alike = told.every((one) => one === told[0]);
  return transposed && axes <= 2 && alike && Math.max(...sizes) <= 8;
}

/**
 * How wide the drawing has to be.
 * @param {Case} read
 * @param {Layer} layer
 */
function width({ axes, values }, layer) {
  const [input] = (values.get("input_size") ?? []).slice(-1);
  const { left, right } = cut(layer);
  const sums = outputSize(layer, input) + left + right;
  const { cell, beside } = LEAST[axes - 1];
  return cell * (beside + sums + (axes > 1 ? input + layer.kernel_size : 0));
}

/**
 * A row or a plane of this size: of the reader's own numbers where they fit, else 1, 2, 3, …
 * @param {number[]} size
 * @param {number[]} [own]
 */
function numbers([rows, columns], own = []) {
  const count = rows * (columns ?? 1);
  const flat = own.length === count ? own : Array.from({ length: count }, (_, n) => n + 1);
  if (columns === undefined) return flat;
  return Array.from({ length: rows }, (_, n) => flat.slice(n * columns, (n + 1) * columns));
}
