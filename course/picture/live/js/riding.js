// What rides along: an element that lies where it is for one mark, and for another mark of the kind is
// as far away as that one.
import { positionOf } from "./marks.js";

/** @typedef {import("./drawing.js").Drawing} Drawing */

/**
 * Let it ride to where it lies for a mark; for none, or one of another kind, back home.
 * @param {Drawing} drawing
 * @param {SVGElement | undefined} mark
 */
export function ride({ svg, marks }, mark) {
  const rider = /** @type {SVGElement | null} */ (svg?.querySelector("[data-rides]"));
  const home = marks.get(rider?.dataset.rides ?? "");
  if (!rider || !home) return;
  const there = mark?.dataset.id?.[0] === home.dataset.id?.[0] ? mark : home;
  const [[x, y], [left, top]] = [positionOf(/** @type {SVGElement} */ (there)), positionOf(home)];
  rider.setAttribute("transform", `translate(${x - left} ${y - top})`);
  const told = /** @type {SVGElement | null} */ (svg.querySelector("[data-home]"));
  if (told) told.style.visibility = there === home ? "" : "hidden";
}
