// Pointing at marks, with a mouse, a finger or the keyboard: what belongs together lights up.
import { focused } from "./elements.js";
import { neighbour, termsOf } from "./marks.js";
import { ride } from "./riding.js";
import { tell } from "./sentences.js";

/** @typedef {import("./drawing.js").Drawing} Drawing */
/** @typedef {import("./editing.js").Editing} Editing */
/** @typedef {import("./player.js").Player} Player */
/** @typedef {import("./saying.js").Saying} Saying */
/** @typedef {import("./state.js").State} State */

/**
 * The mark that an event is on.
 * @param {Event} event
 */
function markOf(event) {
  const target = /** @type {Element} */ (event.target);
  return /** @type {SVGElement | null} */ (target.closest("[data-id]"));
}

export class Pointing {
  /**
   * @param {Drawing} drawing
   * @param {State} state
   * @param {Player} player
   * @param {Editing} editing
   * @param {Saying} saying
   */
  constructor(drawing, state, player, editing, saying) {
    this.drawing = drawing;
    this.state = state;
    this.player = player;
    this.editing = editing;
    this.saying = saying;
    /** @type {string | undefined} the mark that stays lit */
    this.pinned = undefined;
    /** @type {string | undefined} the mark that the keyboard is on */
    this.current = undefined;
    const { stage } = drawing;
    stage.addEventListener("focus", () => this.point(this.here()));
    stage.addEventListener("blur", () => this.leave());
    stage.addEventListener("pointerover", (event) => {
      const mark = markOf(event);
      if (mark && !player.timer && !editing.open) this.light(mark);
    });
    stage.addEventListener("pointerout", (event) => {
      if (player.stands && markOf(event)) this.lightPinned();
    });
    stage.addEventListener("click", (event) => {
      const id = markOf(event)?.dataset.id;
      if (id === undefined) return;
      this.point(id);
      this.choose(id);
    });
    stage.addEventListener("keydown", (event) => {
      if (event.target === stage && this.press(event.key)) event.preventDefault();
    });
  }

  get marks() {
    return this.drawing.marks;
  }

  /** The mark that the keyboard is on, else the first one. */
  here() {
    const { current, marks } = this;
    return current !== undefined && marks.has(current) ? current : marks.keys().next().value;
  }

  /** Light what the drawing has of what was lit in the last one. */
  again() {
    if (!this.marks.has(this.pinned ?? "")) this.pinned = undefined;
    const { stage } = this.drawing;
    if (focused(stage) === stage && this.marks.has(this.current ?? "")) this.point(this.current);
    else this.lightPinned();
  }

  leave() {
    const { stage } = this.drawing;
    this.marks.get(this.current ?? "")?.classList.remove("current");
    if (!stage.contains(focused(stage))) this.lightPinned();
  }

  lightPinned() {
    this.light(this.marks.get(this.pinned ?? ""));
  }

  /**
   * Light a mark and those that share a term with it, and write out its sum.
   * @param {SVGElement | undefined} mark
   */
  light(mark) {
    const terms = new Set(mark ? termsOf(mark) : []);
    for (const other of this.marks.values()) {
      const belongs = other === mark || termsOf(other).some((term) => terms.has(term));
      other.classList.toggle("lit", Boolean(mark) && belongs);
      other.classList.toggle("dim", Boolean(mark) && !belongs);
    }
    ride(this.drawing, mark);
    this.saying.tell(mark ? tell(mark, this.state) : this.state.words.hover, !mark);
  }

  /** @param {string | undefined} id the mark that the keyboard is on from now on */
  point(id) {
    for (const mark of this.marks.values()) mark.classList.remove("current");
    this.current = id;
    const mark = this.marks.get(id ?? "");
    if (!mark) return;
    mark.classList.add("current");
    this.light(mark);
  }

  /** @param {string} id the mark to edit where its number can be changed, else to pin or free */
  choose(id) {
    if (this.marks.get(id)?.dataset.edit) return this.editing.edit(id);
    this.pinned = this.pinned === id ? undefined : id;
    this.lightPinned();
  }

  /**
   * @param {string} key
   * @returns {boolean} whether it means something here
   */
  press(key) {
    const { current, marks } = this;
    if (current === undefined || !marks.has(current)) return false;
    if (key.startsWith("Arrow")) this.point(neighbour(marks, current, key));
    else if (key === "Escape") {
      this.pinned = undefined;
      this.light(undefined);
    } else if (key === "Enter" || key === " ") this.choose(current);
    else if (marks.get(current)?.dataset.edit && /^[-−\d.]$/.test(key))
      this.editing.edit(current, key);
    else return false;
    return true;
  }
}
