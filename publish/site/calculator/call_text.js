// Calls as Python writes them, and what they are made of.

/**
 * One axis of a layer.
 * @typedef {{ kernel_size: number, stride: number, padding: number, output_padding: number,
 *   dilation: number }} Axis
 * @typedef {{ axes: number, of: (name: keyof Axis) => number[], inputs: number, outputs: number,
 *   groups: number, transposed: boolean }} Asked a layer: `of` gives a parameter along each axis
 * @typedef {[string, unknown, unknown?]} Keyword name, value, default
 */

/** @param {unknown[]} values */
export const list = (values) => `[${values.join(", ")}]`;

/** @param {unknown[]} values */
export const tuple = (values) => `(${values.join(", ")}${values.length === 1 ? "," : ""})`;

/** @param {number[]} values one number where all axes have the same */
export const each = (values) => (new Set(values).size === 1 ? `${values[0]}` : tuple(values));

/**
 * A call without the keywords that have their default.
 * @param {string} name
 * @param {unknown[]} positional
 * @param {Keyword[]} keywords
 */
export function written(name, positional, keywords) {
  const said = keywords.filter(([, value, usual]) => `${value}` !== `${usual}`);
  return `${name}(${[...positional, ...said.map(([key, value]) => `${key}=${value}`)].join(", ")})`;
}

/**
 * PyTorch's parameters in the order of its constructor.
 * @param {Asked} asked
 * @returns {Keyword[]}
 */
export function parameters({ of, groups, transposed }) {
  return [
    ["stride", each(of("stride")), 1],
    ["padding", each(of("padding")), 0],
    ["output_padding", transposed ? each(of("output_padding")) : 0, 0],
    ["groups", groups, 1],
    ["dilation", each(of("dilation")), 1],
  ];
}

/**
 * Of a whole transposed convolution: the cells to cut off each end, and those to add at the end;
 * and whether these are more than a library takes that wants fewer than the stride.
 * @param {Asked} asked
 */
export function trims({ of }) {
  const extra = of("output_padding");
  const ends = of("padding").map((padding, axis) => padding - extra[axis]);
  const added = ends.map((end) => Math.max(-end, 0));
  return {
    ends: ends.map((end) => Math.max(end, 0)),
    added,
    beyond: added.some((cells, axis) => cells >= of("stride")[axis]),
  };
}

/**
 * The same cut as a slice, without its brackets, or nothing.
 * @param {Asked} asked
 */
export function slice(asked) {
  const { ends } = trims(asked);
  const begins = asked.of("padding");
  const cuts = begins.map((begin, axis) => `${begin || ""}:${ends[axis] ? -ends[axis] : ""}`);
  return cuts.some((cut) => cut !== ":") ? cuts.join(", ") : "";
}
