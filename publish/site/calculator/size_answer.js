// What comes out of a layer's settings: the size, how it is made, and the calls to copy.
import { layersOf } from "./case.js";
import { explainedIn } from "./chapters.js";
import { endsOf } from "./ends.js";
import * as rule from "./layer.js";
import { calls } from "./libraries.js";
import { ofLayers } from "./explaining.js";
import { times } from "./numbers.js";
import { copied, folded, make, table } from "./page.js";
import { tr } from "./words.js";

/** @import { Case } from "./case.js" */
/** @import { Layer } from "./layer.js" */

/** With more taps and phases than these, they are counted only. */
const MOST = 16;

/**
 * @param {Case} read a layer that is legal
 * @param {boolean} drawn whether it is to be seen in the figure
 * @returns {Node[]}
 */
export function answer(read, drawn) {
  const layers = layersOf(read);
  const input = read.values.get("input_size") ?? [];
  const output = outputOf(read, layers);
  const different = differing(layers, input);
  const [torch, ...others] = calls(layers, channelsOf(read));
  const shown = make("p", { class: "size" }, `${times(input)} → ${times(output)}`);
  const formulas = different.map((axis) => {
    const pieces = read.transposed ? rule.sizePieces : rule.convSizePieces;
    return formula(pieces(layers[axis], input[axis]), different.length > 1 ? axis : null);
  });
  const list = make("ul", { class: "formulas" }, ...formulas);
  return [
    shown,
    list,
    ...(read.transposed ? facts(layers, input, different) : [shared(layers, output, different)]),
    copied(torch.call),
    folded("elsewhere", tr("The same layer elsewhere"), () => [
      ...others.flatMap(elsewhere),
      ...explainedIn(["libraries"]),
    ]),
    ...(read.transposed && !drawn ? endsOf(layers, input, output, different) : []),
    ...explainedIn(ofLayers(layers, read.transposed)),
  ];
}

/** @param {Case} read */
export function sizeSaid(read) {
  return tr("The output size is {size}.", { size: times(outputOf(read, layersOf(read))) });
}

/**
 * @param {Case} read
 * @param {Layer[]} layers
 */
function outputOf({ transposed, values }, layers) {
  const size = transposed ? rule.outputSize : rule.convOutputSize;
  return layers.map((one, axis) => size(one, values.get("input_size")?.[axis] ?? 0));
}

/** @param {Case} read */
function channelsOf({ values, transposed }) {
  const [in_channels, out_channels, groups] = ["in_channels", "out_channels", "groups"].map(
    (name) => values.get(name)?.[0] ?? 1,
  );
  return { in_channels, out_channels, groups, transposed };
}

/**
 * The axes that need a line of their own: only the first, where all are the same.
 * @param {Layer[]} layers
 * @param {number[]} input
 */
function differing(layers, input) {
  const told = layers.map((one, axis) => JSON.stringify([one, input[axis]]));
  return told.every((text) => text === told[0]) ? [0] : told.map((_, axis) => axis);
}

/** @param {number} axis */
export const along = (axis) => tr("axis {axis}", { axis });

/**
 * @param {rule.Piece[]} pieces
 * @param {number | null} axis
 */
function formula(pieces, axis) {
  const parts = pieces.map(([text, name]) =>
    name && name !== "input" ? make("b", { class: `of-${name}` }, text) : text,
  );
  const before = axis === null ? [] : [make("span", { class: "axis" }, along(axis))];
  return make("li", {}, ...before, ...parts);
}

/**
 * The taps of the phases, and what is cut and given back.
 * @param {Layer[]} layers
 * @param {number[]} input
 * @param {number[]} axes
 */
function facts(layers, input, axes) {
  /** @param {(axis: number) => string | HTMLElement} told */
  const row = (/** @type {string} */ name, told) => [name, ...axes.map(told)];
  const rows = [
    row(tr("taps per phase"), (axis) =>
      make("span", {}, tapsSaid([layers[axis]]), ...listed(layers[axis])),
    ),
    row(tr("cells that padding cuts"), (axis) =>
      tr("{left} at the start, {right} at the end", rule.cut(layers[axis])),
    ),
  ];
  if (layers.some((one) => one.output_padding))
    rows.push(
      row(tr("cells that output_padding adds"), (axis) => {
        const found = rule.gained(layers[axis], input[axis]);
        const { output_padding } = layers[axis];
        return found && output_padding
          ? tr("{back} given back, {empty} empty", found)
          : `${output_padding}`;
      }),
    );
  const head = axes.length > 1 ? ["", ...axes.map(along)] : [];
  const notes = axes.some((axis) => rule.hasHoles(layers[axis]))
    ? [tr("A phase without taps is a hole: its outputs are the bias alone.")]
    : axes.some((axis) => !rule.isEven(layers[axis]))
      ? [
          tr(
            "The phases are uneven: a kernel of equal weights turns a constant into a checkerboard.",
          ),
        ]
      : [];
  return [
    table(tr("What the settings do"), head, rows, { named: true }),
    ...notes.map((text) => make("p", {}, text)),
  ];
}

/**
 * The taps themselves, phase by phase, where they are few.
 * @param {Layer} layer
 */
function listed(layer) {
  if (layer.stride === 1 || layer.kernel_size + layer.stride > MOST) return [];
  const phases = rule.tapsOfPhases(layer) ?? [];
  const told = phases.map((one) => one.map((k) => `w[${k}]`).join(" + ") || "–");
  return [make("br"), make("code", {}, told.join(" | "))];
}

/**
 * The taps of the phases along some axes.
 * @param {Layer[]} layers
 */
export function tapsSaid(layers) {
  const taps = layers.map(rule.toldTaps).join(" × ").replaceAll(", ", ",\u00a0");
  // Translators: stands below "taps per phase": some phases have no tap at all.
  if (layers.some(rule.hasHoles)) return tr("with holes, {taps}", { taps });
  // Translators: stands below "taps per phase": all phases have the same number of taps.
  if (layers.every(rule.isEven)) return tr("even, {taps}", { taps });
  // Translators: stands below "taps per phase": some phases have more taps than others.
  return tr("uneven, {taps}", { taps });
}

/**
 * The input sizes that a convolution makes the same output of.
 * @param {Layer[]} layers
 * @param {number[]} output
 * @param {number[]} axes
 */
function shared(layers, output, axes) {
  const told = axes.map((axis) => {
    const { stride, padding, kernel_size, dilation } = layers[axis];
    const whole = rule.exactSize({ ...layers[axis], output_padding: 0 }, output[axis]);
    const least = Math.max(Number(whole), 1, dilation * (kernel_size - 1) + 1 - 2 * padding);
    const most = Number(whole) + stride - 1;
    const values = { least, most, size: output[axis], axis };
    if (least === most) return tr("Only input size {least} gives {size}.", values);
    return tr("Input sizes {least} to {most} all give {size}.", values);
  });
  return make("p", {}, told.join(" "));
}

/** @param {ReturnType<typeof calls>[number]} told @returns {Node[]} */
function elsewhere({ library, call, note, possible }) {
  const said = note ? [make("p", {}, note)] : [];
  return [make("h3", {}, library), ...(possible ? [copied(call)] : []), ...said];
}
