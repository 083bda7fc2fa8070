// The live figure beside the fields, where its frames hold the case.
import { make } from "./page.js";

/** @import { Case } from "./case.js" */
/** @import { Layer } from "./layer.js" */

/** @typedef {{ show: (state: object) => boolean }} Whole */

/** @type {{ element: HTMLElement, whole: Whole } | null | undefined} undefined: not looked for yet */
let figure;

/** The page's figure, if its script brings one. */
function found() {
  const live = /** @type {any} */ (globalThis).liveFigure;
  const templates = document.getElementById("tc-wholes")?.textContent;
  if (!live?.whole || !templates) return null;
  const element = make("div", { class: "drawn" });
  return { element, whole: /** @type {Whole} */ (live.whole(element, JSON.parse(templates))) };
}

/**
 * The figure with this case; null where there is none.
 * @param {Case} read
 * @param {Layer[]} layers
 * @returns {Node[] | null}
 */
export function picture({ axes, transposed, values }, layers) {
  figure = figure === undefined ? found() : figure;
  if (!figure || !transposed || axes > 2 || layers.some((one) => !same(one, layers[0])))
    return null;
  const sizes = values.get("input_size") ?? [];
  const taps = layers.map((one) => one.kernel_size);
  if (Math.max(...sizes, ...taps) > 8) return null;
  const { stride, padding, output_padding, dilation } = layers[0];
  const [x, w] = [counted(sizes), counted(taps)];
  const state = { x, w, view: "scatter", stride, padding, output_padding, dilation };
  return figure.whole.show(state) ? [figure.element] : null;
}

/** @param {Layer} one @param {Layer} other */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * The numbers 1, 2, 3, … in a row or in a plane of this size.
 * @param {number[]} size
 */
function counted([rows, columns]) {
  /** @param {number} length @param {number} first */
  const row = (length, first) => Array.from({ length }, (_, n) => first + n);
  return columns === undefined
    ? row(rows, 1)
    : row(rows, 0).map((n) => row(columns, n * columns + 1));
}
