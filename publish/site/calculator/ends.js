// The first and the last outputs as sums, for a layer that is too large to be drawn.
import { meeting } from "./layer.js";
import { make, scrolled } from "./page.js";
import { tr } from "./words.js";

/** @import { Layer } from "./layer.js" */

const [EACH, ALL, TERMS] = [3, 7, 6];

/**
 * @param {Layer[]} layers
 * @param {number[]} input
 * @param {number[]} output
 * @param {number[]} axes those that are told, one by one
 * @returns {Node[]}
 */
export function endsOf(layers, input, output, axes) {
  const told = axes.map((axis) => {
    const size = output[axis];
    const few = size <= ALL;
    const first = Array.from({ length: few ? size : EACH }, (_, n) => n);
    const last = few ? [] : first.map((n) => size - EACH + n);
    const lines = [
      ...first.map((place) => sum(layers[axis], place, input[axis])),
      ...(few ? [] : ["…"]),
      ...last.map((place) => sum(layers[axis], place, input[axis])),
    ];
    const title =
      layers.length > 1 && axes.length > 1
        ? tr("The two ends along axis {axis}, as sums", { axis })
        : layers.length > 1
          ? tr("The two ends along each axis, as sums")
          : tr("The two ends, as sums");
    const items = lines.map((line) => make("li", {}, make("code", {}, line)));
    const list = scrolled(make("div", { class: "ends" }, make("ul", {}, ...items)), title);
    return make("div", {}, make("h3", {}, title), list);
  });
  return [make("div", { class: "along" }, ...told)];
}

/**
 * An output as the sum that it is: y[4] = x[1]·w[2] + x[2]·w[0].
 * @param {Layer} layer
 * @param {number} place
 * @param {number} input_size
 */
function sum(layer, place, input_size) {
  const name = `y[${place}]`;
  const terms = meeting(layer, place, input_size).map(([i, k]) => `x[${i}]·w[${k}]`);
  if (!terms.length) return tr("{name} = 0, because nothing lands there", { name });
  const told = terms.length > TERMS ? [...terms.slice(0, 2), "…", terms[terms.length - 1]] : terms;
  return `${name} = ${told.join(" + ")}`;
}
