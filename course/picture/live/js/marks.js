// Marks: what a drawing consists of, each with a place, a number and perhaps terms.
//
// A mark is an element with data-id (the same thing in every drawing), data-terms ("x0*w2 x1*w0")
// and perhaps data-name and, where its number is a variable that can be changed, data-edit ("x0").
// Parts of it with data-of="x0" are seen where a term of x0 counts.
import { joined, parts, short, sum } from "./numbers.js";

/** @typedef {import("./numbers.js").Values} Values */
/** @typedef {Map<string, SVGElement>} Marks by id */

const MOTION = 280;
/** The least size of digits, in pixels of the drawing. */
const LEAST = 10;

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
 * The mark of these kinds that bears each term; of two, the one of the later kind. A term lands on
 * the mark of the kinds "sy": a sum that is cut away, or an output.
 * @param {Marks} marks
 * @param {string} kinds the first letters of their ids
 */
export function bearers(marks, kinds) {
  /** @type {Map<string, SVGElement>} */
  const found = new Map();
  for (const kind of kinds)
    for (const [id, mark] of marks)
      if (id[0] === kind) for (const term of termsOf(mark)) found.set(term, mark);
  return found;
}

/**
 * Write a mark's number, from the terms that count, in the size at which it fits.
 * @param {SVGElement} mark
 * @param {string[]} terms
 * @param {Values} values
 * @param {Set<string>} [newest] those that come to it just now: they stand beside the sum, "3+2", if they fit
 */
export function write(mark, terms, values, newest = new Set()) {
  const text = /** @type {SVGTextElement} */ (mark.querySelector("text"));
  const [largest, room] = (text.dataset.fit ?? "").split(" ").map(Number);
  if (text.textContent === "{=}") text.dataset.sum = "";
  let letters = 2;
  if ("sum" in text.dataset) {
    const blank = !terms.length && mark.dataset.terms;
    text.textContent = blank ? "" : short(sum(terms, values));
    const comes = terms.some((term) => newest.has(term));
    const told = comes ? joined(parts(terms, newest, values), short) : text.textContent;
    // A sign is wider than a digit.
    if (told !== text.textContent && room / told.length >= LEAST) {
      text.textContent = told;
      letters = Math.min(told.length + 1, room / LEAST);
    }
  }
  for (const area of /** @type {NodeListOf<SVGElement>} */ (mark.querySelectorAll("[data-of]")))
    area.style.fillOpacity = terms.some((term) => term.startsWith(`${area.dataset.of}*`))
      ? ""
      : "0";
  const size = Math.min(largest, room / Math.max((text.textContent ?? "").length, letters));
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
 * Let a mark travel to its place; a mark that comes from nowhere appears.
 * @param {SVGElement} mark
 * @param {[number, number] | undefined} from
 * @param {KeyframeAnimationOptions} timing
 * @param {[number, number]} [to]
 */
export function travel(mark, from, timing, to = positionOf(mark)) {
  if (!from) return mark.animate([{ opacity: 0 }, { opacity: 1 }], timing);
  const places = [from, to].map(([x, y]) => `translate(${x}px, ${y}px)`);
  if (places[0] === places[1]) return null;
  return mark.animate(
    places.map((transform) => ({ transform })),
    timing,
  );
}

/**
 * A mark that is only looked at, over another one.
 * @param {SVGElement} mark
 * @param {string} told what stands on it
 */
export function copy(mark, told) {
  const made = /** @type {SVGElement} */ (mark.cloneNode(true));
  inert(made);
  /** @type {SVGTextElement} */ (made.querySelector("text")).textContent = told;
  mark.parentElement?.append(made);
  return made;
}

/** @param {SVGElement} mark */
function inert(mark) {
  mark.removeAttribute("data-id");
  mark.removeAttribute("data-edit");
  mark.setAttribute("aria-hidden", "true");
  mark.style.pointerEvents = "none";
}

/** @param {SVGSVGElement} svg */
export const isStill = (svg) =>
  matchMedia("(prefers-reduced-motion: reduce)").matches || !("animate" in svg);

/**
 * Let marks travel from where they were; what is new appears, and what is gone fades.
 * @param {Places} before
 * @param {Marks} marks
 * @param {SVGSVGElement} svg
 */
export function move(before, marks, svg) {
  if (isStill(svg)) return;
  const timing = { duration: MOTION, easing: "ease-out" };
  const gone = new Map(before);
  const left = leftOf(marks);
  for (const [id, mark] of marks) {
    const place = before.get(id)?.place;
    gone.delete(id);
    travel(mark, place && [place[0] - left, place[1]], timing);
  }
  for (const { mark: ghost } of gone.values()) {
    inert(ghost);
    svg.lastElementChild?.append(ghost);
    const remove = () => ghost.remove();
    ghost.animate([{ opacity: 1 }, { opacity: 0 }], timing).finished.then(remove, remove);
  }
}
