// Playing: the steps of a drawing one after the other, by a hand or by themselves.
import { make } from "./elements.js";
import { termsOf, write } from "./marks.js";
import { said } from "./sentences.js";

/** @typedef {import("./drawing.js").Drawing} Drawing */
/** @typedef {import("./saying.js").Saying} Saying */
/** @typedef {import("./state.js").State} State */

/** @type {Record<string, string>} order -> the kinds of marks of which each is a step */
const STEPS = { stamps: "x", outputs: "sy" };

export class Player {
  /**
   * @param {Drawing} drawing
   * @param {State} state
   * @param {Saying} saying
   */
  constructor(drawing, state, saying) {
    const { words } = state;
    this.drawing = drawing;
    this.state = state;
    this.saying = saying;
    /** @type {string[][]} the terms of each step */
    this.steps = [];
    /** @type {number | null} how many steps are shown; null: everything stands */
    this.time = null;
    /** The timer while it plays, else 0. */
    this.timer = 0;
    this.button = make(
      "button",
      { type: "button", class: "tc-play", onclick: () => this.play() },
      words.play,
    );
    this.slider = make("input", {
      type: "range",
      min: 0,
      step: 1,
      "aria-label": words.time,
      oninput: () => {
        this.stop();
        this.show(Number(this.slider.value));
      },
    });
    this.order = make(
      "select",
      {
        "aria-label": words.order,
        onchange: () => {
          this.stop();
          this.read();
          this.show(0);
        },
      },
      make("option", { value: "stamps" }, words.stamps),
      make("option", { value: "outputs" }, words.outputs),
    );
    this.speed = make(
      "select",
      { "aria-label": words.speed, onchange: () => this.timer && (this.stop(), this.play()) },
      make("option", { value: 1600 }, words.slow),
      make("option", { value: 800, selected: true }, words.normal),
      make("option", { value: 300 }, words.fast),
    );
    const back = { type: "button", "aria-label": words.back, onclick: () => this.step(-1) };
    const forth = { type: "button", "aria-label": words.forth, onclick: () => this.step(1) };
    this.element = make(
      "div",
      { class: "tc-player", role: "group", "aria-label": words.time },
      make("button", back, "‹"),
      this.button,
      make("button", forth, "›"),
      this.slider,
      this.order,
      this.speed,
    );
  }

  /** Whether all marks stand, so that pointing may light them. */
  get stands() {
    return this.time === null && !this.timer;
  }

  /** Read the steps of the drawing, in the order chosen. */
  read() {
    const kinds = STEPS[this.order.value];
    /** @type {Map<string, SVGElement>} what is drawn twice, as a sum and as an output, is one step */
    const steps = new Map();
    for (const [id, mark] of this.drawing.marks)
      if (kinds.includes(id[0]) && mark.dataset.terms) steps.set(id.slice(1), mark);
    this.steps = [...steps.values()].map(termsOf);
    this.slider.max = `${this.steps.length}`;
  }

  /** Begin anew with another drawing. */
  restart() {
    this.time = null;
    this.stop();
    this.read();
    this.stand(this.steps.length);
  }

  /**
   * Put the slider on a step, which it says in words.
   * @param {number} step
   */
  stand(step) {
    const told = said(this.state.words.step, { step, steps: this.steps.length });
    this.slider.value = `${step}`;
    this.slider.setAttribute("aria-valuetext", told);
    return told;
  }

  /** @param {number} step how many steps to show */
  show(step) {
    const { steps } = this;
    this.time = step >= steps.length ? null : Math.max(0, step);
    const reached = steps.slice(0, this.time ?? steps.length);
    const active = new Set(reached.flat());
    // In the end all stands, with what is cut away, for which no output is drawn.
    const all = this.time === null;
    const newest = new Set(all ? [] : (reached.at(-1) ?? []));
    const values = this.state.values();
    for (const mark of this.drawing.marks.values()) {
      const terms = termsOf(mark).filter((term) => all || active.has(term));
      const waits = mark.dataset.terms && !terms.length && !mark.dataset.name;
      mark.classList.toggle("waits", Boolean(waits));
      mark.classList.toggle(
        "lit",
        terms.some((term) => newest.has(term)),
      );
      mark.classList.remove("dim");
      write(mark, terms, values);
    }
    const shown = this.time ?? steps.length;
    const told = this.stand(shown);
    this.saying.say("");
    this.saying.tell(told);
    if (!this.timer) this.saying.speak(told);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    this.button.textContent = this.state.words.play;
  }

  play() {
    if (this.timer) return this.stop();
    this.show(this.time ?? 0);
    this.button.textContent = this.state.words.pause;
    this.timer = setInterval(() => {
      this.show((this.time ?? this.steps.length) + 1);
      if (this.time === null) this.stop();
    }, Number(this.speed.value));
  }

  /** @param {number} by */
  step(by) {
    this.stop();
    this.show((this.time ?? this.steps.length) + by);
  }
}
