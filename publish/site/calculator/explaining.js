// What of an answer a chapter explains, by the names in course/models/chapters.py.
import { isEven } from "./layer.js";

/** @import { Layer } from "./layer.js" */

/**
 * Of a size made by some settings.
 * @param {Layer[]} layers
 * @param {boolean} transposed
 */
export function ofLayers(layers, transposed) {
  if (!transposed) return ["rounding"];
  const uneven = !layers.every(isEven);
  return [
    "sizes",
    ...(uneven ? ["checkerboard", "upsampling"] : []),
    "receptive field",
    ...(layers.length === 1 && layers[0].padding ? ["look-ahead"] : []),
  ];
}

/**
 * Of the settings that make some sizes.
 * @param {[number, number][][]} ofAxes the pairs along each axis
 */
export function ofSizes(ofAxes) {
  const odd = ofAxes.some((pairs) => {
    const times = pairs[0][1] / pairs[0][0];
    return times > 1 && times % 2 === 1 && pairs.every(([small, large]) => large === times * small);
  });
  return ["sizes", ...(odd ? ["odd stride"] : [])];
}
