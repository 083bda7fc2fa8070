// Playing: the steps of a drawing one after the other, by a hand or by themselves.
import { make } from "./elements.js";
import { bearers, copy, isStill, positionOf, termsOf, travel, write } from "./marks.js";
import { short, sum } from "./numbers.js";
import { ride } from "./riding.js";
import { longestStep, step, stepSaid, stepsOf } from "./steps.js";

/** @typedef {import("./drawing.js").Drawing} Drawing */
/** @typedef {import("./saying.js").Saying} Saying */
/** @typedef {import("./state.js").State} State */

/** How long products travel, and how long a letter takes when it is read out; in milliseconds. */
const TRAVEL = 500;
const LETTER = 60;

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
    /** @type {SVGElement[]} the mark of each step */
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
      "aria-label": words.moment,
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
      make("option", { value: 4000 }, words.slow),
      make("option", { value: 2000, selected: true }, words.normal),
      make("option", { value: 700 }, words.fast),
    );
    const back = { type: "button", "aria-label": words.back, onclick: () => this.step(-1) };
    const forth = { type: "button", "aria-label": words.forth, onclick: () => this.step(1) };
    this.element = make(
      "div",
      { class: "tc-player", role: "group", "aria-label": words.moment },
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
    this.steps = stepsOf(this.drawing.marks, this.order.value);
    this.slider.max = `${this.steps.length}`;
  }

  /** Begin anew with another drawing. */
  restart() {
    this.time = null;
    this.stop();
    this.read();
    this.stand(this.steps.length, step(this.state.words, this.steps.length, this.steps.length));
    this.saying.keepRoom(longestStep(this.state.model.get("_longest") ?? "", this.state), "");
  }

  /** Put the slider on a step. @param {number} shown @param {string} told the step in words */
  stand(shown, told) {
    this.slider.value = `${shown}`;
    this.slider.setAttribute("aria-valuetext", told);
  }

  /**
   * @param {number} wanted how many steps to show
   * @returns {string} what the last of them does
   */
  show(wanted) {
    const { steps, state } = this;
    this.time = wanted >= steps.length ? null : Math.max(0, wanted);
    const shown = this.time ?? steps.length;
    const reached = new Set(steps.slice(0, shown).flatMap(termsOf));
    // In the end all stands, with what is cut away, for which no output is drawn.
    const all = this.time === null;
    const last = steps[shown - 1];
    const newest = new Set(last && !all ? termsOf(last) : []);
    const values = state.values();
    for (const mark of this.drawing.marks.values()) {
      const terms = termsOf(mark).filter((term) => all || reached.has(term));
      const waits = mark.dataset.terms && !terms.length && !mark.dataset.name;
      mark.classList.toggle("waits", Boolean(waits));
      mark.classList.toggle(
        "lit",
        terms.some((term) => newest.has(term)),
      );
      mark.classList.remove("dim");
      write(mark, terms, values, newest);
    }
    ride(this.drawing, all ? undefined : last);
    this.drawing.room.settle(true);
    this.drawing.room.reveal(this.newest());
    const told = last && stepSaid(last, reached, this.drawing.marks, state);
    const sentence = step(state.words, shown, steps.length, told);
    this.stand(shown, sentence);
    this.saying.say("");
    this.saying.tell(sentence);
    return sentence;
  }

  /** Let the products of the step that is shown come from their input to their places. */
  travel() {
    const { marks, svg } = this.drawing;
    const last = this.steps[(this.time ?? this.steps.length) - 1];
    if (!last || isStill(svg)) return;
    const timing = { duration: Math.min(TRAVEL, Number(this.speed.value) / 2), easing: "ease-out" };
    const [inputs, products, places] = ["x", "p", "sy"].map((kinds) => bearers(marks, kinds));
    for (const term of termsOf(last)) {
      const [input, product, place] = [inputs, products, places].map((one) => one.get(term));
      // What shows a tap is no product: it does not come from an input.
      const from = input && !product?.dataset.edit ? positionOf(input) : undefined;
      if (product) travel(product, from, timing);
      else if (from && input && place) {
        const ghost = copy(input, short(sum([term], this.state.values())));
        travel(ghost, from, timing, positionOf(place))?.finished.then(
          () => ghost.remove(),
          () => ghost.remove(),
        );
      }
    }
  }

  /** The products of the newest step, or all of it where it has none of its own. */
  newest() {
    const lit = [...this.drawing.marks].filter(([, mark]) => mark.classList.contains("lit"));
    const products = lit.filter(([id]) => id[0] === "p");
    return (products.length ? products : lit).map(([, mark]) => mark);
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
    const pace = Number(this.speed.value);
    this.timer = setInterval(() => {
      const told = this.show((this.time ?? this.steps.length) + 1);
      this.travel();
      // A sentence is spoken only where the next one leaves it time.
      if (this.time === null || told.length * LETTER <= pace) this.saying.speak(told);
      if (this.time === null) this.stop();
    }, pace);
  }

  /** @param {number} by */
  step(by) {
    this.stop();
    this.saying.speak(this.show((this.time ?? this.steps.length) + by));
    if (by > 0) this.travel();
  }
}
