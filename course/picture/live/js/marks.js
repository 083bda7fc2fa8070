// Marks: what a drawing consists of, each with a place, a number and perhaps terms.
//
// A mark is an element with data-id (the same thing in every drawing), data-terms ("x0*w2 x1*w0")
// and perhaps data-name and, where its number is a variable that can be changed, data-edit ("x0").
// Parts of it with data-of="x0" are seen where a term of x0 counts.
import { short, sum } from "./numbers.js";

/** @typedef {import("./numbers.js").Values} Values */
/** @typedef {Map<string, SVGElement>} Marks by id */

const MOTION = 280;

/**
 * @param {SVGElement} mark
 * @returns {[number, number]}
 */
export function positionOf(mark) {
  const [x, y] = (mark.getAttribute("transform")?.match(/-?[\d.]+/g) ?? []).map(Number);
  return [x, y];
}

/** @param {SVGElement} mark */
export function termsOf(mark) {
  return mark.dataset.terms ? mark.dataset.terms.split(" ") : [];
}

/**
 * Write a mark's number, from the terms that count, in the size at which it fits.
 * @param {SVGElement} mark
 * @param {string[]} terms
 * @param {Values} values
 */
export function write(mark, terms, values) {
  const text = /** @type {SVGTextElement} */ (mark.querySelector("text"));
  if (text.textContent === "{=}") text.dataset.sum = "";
  if ("sum" in text.dataset) {
    const blank = !terms.length && mark.dataset.terms;
    text.textContent = blank ? "" : short(sum(terms, values));
  }
  for (const area of /** @type {NodeListOf<SVGElement>} */ (mark.querySelectorAll("[data-of]")))
    area.style.opacity = terms.some((term) => term.startsWith(`${area.dataset.of}*`)) ? "" : "0";
  const [largest, room] = (text.dataset.fit ?? "").split(" ").map(Number);
  const size = Math.min(largest, room / Math.max((text.textContent ?? "").length, 2));
  text.setAttribute("font-size", `${size}`);
}

/**
 * The mark that an arrow key leads to, or the same one.
 * @param {Marks} marks
 * @param {string} id
 * @param {string} key such as ArrowLeft
 */
export function neighbour(marks, id, key) {
  const [x, y] = positionOf(/** @type {SVGElement} */ (marks.get(id)));
  const sideways = key === "ArrowLeft" || key === "ArrowRight";
  const sign = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
  let [nearest, best] = [Infinity, id];
  for (const [other, mark] of marks) {
    const [left, top] = positionOf(mark);
    const [dx, dy] = [left - x, top - y];
    const ahead = (sideways ? dx : dy) * sign;
    const aside = Math.abs(sideways ? dy : dx);
    if (ahead < 4 || (sideways && aside > 4)) continue;
    const distance = sideways ? ahead : ahead + aside / 1000;
    if (distance < nearest) [nearest, best] = [distance, other];
  }
  return best;
}

/**
 * @typedef {Map<string, { place: [number, number], mark: SVGElement }>} Places
 */

/**
 * Where the marks are now, from the drawing's edge on.
 * @param {Marks} marks
 * @returns {Places}
 */
export function places(marks) {
  const left = leftOf(marks);
  return new Map(
    [...marks].map(([id, mark]) => {
      const [x, y] = positionOf(mark);
      return [id, { place: [x + left, y], mark }];
    }),
  );
}

/** @param {Marks} marks */
function leftOf(marks) {
  const [mark] = marks.values();
  return mark ? (positionOf(/** @type {any} */ (mark.parentElement))[0] ?? 0) : 0;
}

/**
 * Let marks travel from where they were; what is new appears, and what is gone fades.
 * @param {Places} before
 * @param {Marks} marks
 * @param {SVGSVGElement} svg
 */
export function move(before, marks, svg) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches || !("animate" in svg)) return;
  const timing = { duration: MOTION, easing: "ease-out" };
  const gone = new Map(before);
  const left = leftOf(marks);
  for (const [id, mark] of marks) {
    const [x, y] = positionOf(mark);
    const place = before.get(id)?.place;
    const old = place && [place[0] - left, place[1]];
    gone.delete(id);
    if (!old) mark.animate([{ opacity: 0 }, { opacity: 1 }], timing);
    else if (old[0] !== x || old[1] !== y) {
      const [from, to] = [`translate(${old[0]}px, ${old[1]}px)`, `translate(${x}px, ${y}px)`];
      mark.animate([{ transform: from }, { transform: to }], timing);
    }
  }
  for (const { mark: ghost } of gone.values()) {
    ghost.removeAttribute("data-id");
    ghost.setAttribute("aria-hidden", "true");
    ghost.style.pointerEvents = "none";
    svg.lastElementChild?.append(ghost);
    const remove = () => ghost.remove();
    ghost.animate([{ opacity: 1 }, { opacity: 0 }], timing).finished.then(remove, remove);
  }
}
