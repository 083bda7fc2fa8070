// The room of a drawing: how small its letters may become, and that of its call.
import { make } from "./elements.js";

/** @typedef {import("./drawing.js").Drawing} Drawing */
/** @typedef {import("./frames.js").Group} Group */

/** The smallest letters on the screen, and the smallest that a drawing usually has. */
const [LEAST, USUAL] = [10, 11];
/** Between a label and the card's edge; round what is scrolled into sight. */
const [EDGE, AIR] = [18, 16];

/** @type {WeakMap<Group, string>} */
const calls = new WeakMap();

/**
 * The longest PyTorch call of a group's drawings.
 * @param {Group} group
 */
function longestCall(group) {
  const known = calls.get(group);
  if (known !== undefined) return known;
  const told = group.parts.map(
    (part) => part.match(/^ role="img".* data-call="([^"]*)"/)?.[1] ?? "",
  );
  const longest = told.reduce((one, other) => (one.length < other.length ? other : one), "");
  calls.set(group, longest);
  return longest;
}

/**
 * How far a stage must be scrolled for a stretch to be seen, or for its beginning.
 * @param {number} low where the stretch begins
 * @param {number} high where it ends
 * @param {number} start where the stage begins
 * @param {number} end where the stage ends
 */
export function shift(low, high, start, end) {
  return low < start ? low - start : Math.max(0, Math.min(high - end, low - start));
}

/**
 * Write a label as large as its room lets it.
 * @param {SVGTextElement} label
 * @param {number} room
 */
function fit(label, room) {
  const largest = Number(label.dataset.label);
  label.removeAttribute("textLength");
  label.setAttribute("font-size", `${largest}`);
  const wide = label.getComputedTextLength();
  // Letters are not exactly as wide in another size, nor where a drawing is scaled.
  if (wide <= 0.9 * room) return;
  label.setAttribute("font-size", `${Math.max(LEAST, largest * Math.min(1, room / wide))}`);
  label.setAttribute("lengthAdjust", "spacingAndGlyphs");
  label.setAttribute("textLength", `${Math.min(wide, room)}`);
}

export class Room {
  /** @param {Drawing} drawing */
  constructor(drawing) {
    this.drawing = drawing;
    /** How high the highest drawing of the view was so far. */
    this.height = 0;
    this.smallest = USUAL;
    this.told = make("code");
    /** The PyTorch call of what is drawn, in the room of the longest. */
    this.call = make("div", { class: "tc-call", lang: "en" }, this.told);
  }

  /**
   * Take over how wide a drawing is, and its call.
   * @param {Group} group
   */
  follow(group) {
    const { stage, svg } = this.drawing;
    stage.style.setProperty("--tc-wide", `${svg.getAttribute("width")}px`);
    this.told.textContent = svg.dataset.call ?? "";
    const longest = longestCall(group);
    if (longest.length >= (this.call.dataset.longest ?? "").length)
      this.call.dataset.longest = longest;
  }

  /**
   * Fit labels into their room, and let no letter be too small to read: the stage scrolls instead.
   * To be called when all is laid out anyway: as soon as a slider moves, it would cost half of that.
   * @param {boolean} [growing] whether the drawing may only become larger
   */
  settle(growing = false) {
    const { stage, svg, body } = this.drawing;
    // The first drawing is not in pieces yet.
    const drawn = body ?? svg.lastElementChild;
    const left = Number(drawn?.getAttribute("transform")?.match(/[\d.]+/)?.[0] ?? 0);
    for (const label of svg.querySelectorAll("[data-label]"))
      fit(/** @type {SVGTextElement} */ (label), left - EDGE);
    // What fades out is hidden.
    const texts = svg.querySelectorAll(":not([aria-hidden]) > text[font-size]");
    const sizes = [...texts].map((text) => Number(text.getAttribute("font-size")));
    const smallest = Math.min(USUAL, ...sizes);
    this.smallest = growing ? Math.min(this.smallest, smallest) : smallest;
    const scale = LEAST / this.smallest;
    const wide = Number(svg.getAttribute("width"));
    stage.style.setProperty("--tc-least", `${Math.ceil(wide * scale)}px`);
    this.height = Math.max(this.height, svg.getBoundingClientRect().height);
    stage.style.setProperty("--tc-tall", `${Math.ceil(this.height)}px`);
  }

  /**
   * Scroll the stage, and nothing else, until these marks are seen.
   * @param {Element[]} marks
   */
  reveal(marks) {
    if (!marks.length) return;
    const { stage } = this.drawing;
    const boxes = marks.map((mark) => mark.getBoundingClientRect());
    const frame = stage.getBoundingClientRect();
    /** @param {(box: DOMRect) => number} edge */
    const least = (edge) => Math.min(...boxes.map(edge)) - AIR;
    /** @param {(box: DOMRect) => number} edge */
    const most = (edge) => Math.max(...boxes.map(edge)) + AIR;
    const [left, right] = [least((box) => box.left), most((box) => box.right)];
    const [top, bottom] = [least((box) => box.top), most((box) => box.bottom)];
    stage.scrollLeft += shift(left, right, frame.left, frame.left + stage.clientWidth);
    stage.scrollTop += shift(top, bottom, frame.top, frame.top + stage.clientHeight);
  }
}
