// Pointing at marks, with a mouse, a finger or the keyboard: what belongs together lights up.
import { focused, make } from "./elements.js";
import { neighbour, termsOf } from "./marks.js";
import { ride } from "./riding.js";
import { heard, said, tell } from "./sentences.js";

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
    /** Whether a finger was the last to touch the stage. */
    this.finger = false;
    /** What a finger can do besides touching the same number again. */
    this.pencil = make("button", {
      type: "button",
      class: "tc-pencil",
      hidden: true,
      onclick: () => editing.edit(this.pinned ?? ""),
    });
    saying.sentence.before(this.pencil);
    const { stage } = drawing;
    stage.addEventListener("pointerdown", ({ pointerType }) => {
      this.finger = pointerType === "touch";
    });
    stage.addEventListener("focus", () => {
      this.point(this.here());
      // After an edit, the result is what there is to hear.
      if (stage.matches(":focus-visible") && !saying.speaks) this.speak();
    });
    stage.addEventListener("blur", () => this.leave());
    stage.addEventListener("pointerover", (event) => {
      const mark = markOf(event);
      if (mark && !player.timer && !editing.open) this.light(mark);
    });
    stage.addEventListener("pointerout", (event) => {
      if (player.stands && markOf(event)) this.lightPinned();
    });
    stage.addEventListener("click", (event) => {
      const mark = markOf(event);
      const id = mark?.dataset.id;
      if (id === undefined) return;
      this.point(id);
      // A finger sees first what belongs to a number, and changes it when it comes again.
      if (this.finger && mark?.dataset.edit && this.pinned !== id) this.pin(id);
      else this.choose(id);
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
    const { words } = this.state;
    const { edit, id } = mark?.dataset ?? {};
    this.pencil.hidden = !(this.finger && edit && id === this.pinned);
    if (edit) this.pencil.textContent = said(words.change, { name: this.state.nameOf(edit) });
    const hint = matchMedia("(pointer: coarse)").matches ? words.touch : words.hover;
    this.saying.tell(mark ? tell(mark, this.state, this.marks) : hint, !mark);
  }

  /** @param {string | undefined} id the mark that the keyboard is on from now on */
  point(id) {
    for (const mark of this.marks.values()) mark.classList.remove("current");
    this.current = id;
    const mark = this.marks.get(id ?? "");
    if (!mark) return;
    mark.classList.add("current");
    this.light(mark);
    this.drawing.room.reveal([mark]);
  }

  /** Say to the ear where the keyboard is. */
  speak() {
    const mark = this.marks.get(this.current ?? "");
    if (mark) this.saying.speak(heard(mark, this.state, this.marks));
  }

  /** @param {string | undefined} id the mark that stays lit from now on */
  pin(id) {
    const { saying, state, marks } = this;
    const mark = marks.get(id ?? this.pinned ?? "");
    if (mark) {
      const sum = tell(mark, state, marks);
      saying.speak(said(id === undefined ? state.words.freed : state.words.pinned, { sum }));
    }
    this.pinned = id;
    this.lightPinned();
  }

  /** @param {string} id the mark to edit where its number can be changed, else to pin or free */
  choose(id) {
    if (this.marks.get(id)?.dataset.edit) return this.editing.edit(id);
    this.pin(this.pinned === id ? undefined : id);
  }

  /**
   * @param {string} key
   * @returns {boolean} whether it means something here
   */
  press(key) {
    const { current, marks } = this;
    if (current === undefined || !marks.has(current)) return false;
    if (key.startsWith("Arrow")) {
      this.point(neighbour(marks, current, key));
      this.speak();
    } else if (key === "Escape") this.pin(undefined);
    else if (key === "Enter" || key === " ") this.choose(current);
    else if (marks.get(current)?.dataset.edit && /^[-−\d.]$/.test(key))
      this.editing.edit(current, key);
    else return false;
    return true;
  }
}
