// Editing a number in its place.
import { make } from "./elements.js";
import { number } from "./numbers.js";
import { said } from "./sentences.js";

/** @typedef {import("./drawing.js").Drawing} Drawing */
/** @typedef {import("./state.js").State} State */

export class Editing {
  /**
   * @param {Drawing} drawing
   * @param {State} state
   * @param {(changes: Record<string, unknown>) => void} change
   * @param {(text: string) => void} say
   */
  constructor(drawing, state, change, say) {
    this.drawing = drawing;
    this.state = state;
    this.change = change;
    this.say = say;
    /** @type {((keep: boolean) => void) | null} closes the open field */
    this.close = null;
    /** @type {Record<string, string>} what was typed and is no number, by its variable */
    this.kept = {};
    /** @type {(id: string) => void} what follows, once the mark's field is closed */
    this.done = () => {};
  }

  get open() {
    return this.close !== null;
  }

  /**
   * Open a field on a mark.
   * @param {string} id
   * @param {string} [typed] what was typed already, in place of the number
   */
  edit(id, typed) {
    const { stage, marks } = this.drawing;
    const mark = /** @type {SVGElement} */ (marks.get(id));
    const variable = mark.dataset.edit ?? "";
    const [, name, index] = variable.match(/^([a-z]+)(\d+)$/) ?? [];
    const label = this.state.nameOf(variable);
    /** @param {boolean} keep */
    const close = (keep) => {
      if (this.close !== close) return;
      this.close = null;
      field.remove();
      delete this.kept[variable];
      if (!keep) this.say("");
      else if (!this.keep(name, Number(index), field.value, label))
        this.kept[variable] = field.value.trim();
      this.done(id);
    };
    // No inputmode: a phone's keyboard of digits has no minus.
    const field = make("input", {
      class: "tc-edit",
      value: typed ?? (this.kept[variable] || this.state.vector(name)[Number(index)]),
      "aria-label": label,
      onblur: () => close(true),
      /** @param {KeyboardEvent} event */
      onkeydown: (event) => {
        if (event.key === "Enter") close(true);
        if (event.key === "Escape") close(false);
        // The number is in sight; a stage that isn't, as a whole, would move the page.
        if (event.key === "Enter" || event.key === "Escape") stage.focus({ preventScroll: true });
      },
    });
    this.place(field, mark);
    stage.append(field);
    this.close = close;
    field.focus();
    if (typed === undefined) field.select();
    else field.setSelectionRange(typed.length, typed.length);
  }

  /**
   * @param {string} name of the vector
   * @param {number} index
   * @param {string} text
   * @param {string} label
   * @returns {boolean} whether it was a number
   */
  keep(name, index, text, label) {
    // A Japanese keyboard writes full-width digits.
    const plain = text.normalize("NFKC").trim().replace("−", "-");
    const value = Number(plain);
    const vector = this.state.vector(name);
    const { not_a_number: bad, emptied } = this.state.words;
    const fits = plain !== "" && Number.isFinite(value);
    const told = { text, name: label, value: number(vector[index]) };
    this.say(fits ? "" : said(plain ? bad : emptied, told));
    if (fits) this.change({ [name]: vector.map((old, n) => (n === index ? value : old)) });
    return fits;
  }

  /**
   * Lay the field over its mark; a deck scales its pages, and the figure on them.
   * @param {HTMLInputElement} field
   * @param {SVGElement} mark
   */
  place(field, mark) {
    const { stage } = this.drawing;
    const box = /** @type {SVGRectElement} */ (mark.querySelector("rect")).getBoundingClientRect();
    const frame = stage.getBoundingClientRect();
    const scale = frame.width / stage.offsetWidth || 1;
    Object.assign(field.style, {
      left: `${(box.left - frame.left) / scale + stage.scrollLeft}px`,
      top: `${(box.top - frame.top) / scale + stage.scrollTop}px`,
      width: `${Math.max(box.width / scale, 64)}px`,
      height: `${box.height / scale}px`,
    });
  }
}
