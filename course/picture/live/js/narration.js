// What a figure tells to those who don't see it: its description, outside the picture that takes the
// keys, and what a move changed.
import { make } from "./elements.js";
import { said } from "./sentences.js";

/** @typedef {import("./drawing.js").Drawing} Drawing */
/** @typedef {import("./saying.js").Saying} Saying */
/** @typedef {import("./state.js").State} State */

export class Narration {
  /**
   * @param {Drawing} drawing
   * @param {State} state
   * @param {Saying} saying
   */
  constructor(drawing, state, saying) {
    this.drawing = drawing;
    this.state = state;
    this.saying = saying;
    /** All that is drawn in words, as the drawing's own name has it. */
    this.description = make("p", { class: "tc-hidden", id: `${drawing.id}description` });
    this.keys = make("p", { hidden: true, id: `${drawing.id}keys` }, state.words.keys);
    /** What the next drawing begins with. */
    this.opening = "";
    this.view = state.view;
    this.told = this.all();
    for (const [name, value] of Object.entries({
      tabindex: 0,
      role: "application",
      "aria-roledescription": state.words.picture,
      "aria-describedby": this.keys.id,
    }))
      drawing.stage.setAttribute(name, `${value}`);
  }

  all() {
    return JSON.stringify(this.state.all());
  }

  /** Keep in step with what is drawn, and speak if that shows another state than the last one. */
  follow() {
    const { drawing, state, saying } = this;
    const { words, view } = state;
    this.description.textContent = drawing.svg.getAttribute("aria-label");
    drawing.stage.setAttribute("aria-label", said(words.stage, { view: words[view] }));
    if (this.opening) saying.speak(this.opening);
    this.opening = "";
    const told = this.all();
    if (told !== this.told) {
      if (view !== this.view) saying.speak(words[`reading_${view}`], "view");
      saying.speak(drawing.svg.dataset.summary ?? "", "result");
    }
    [this.told, this.view] = [told, view];
  }
}
