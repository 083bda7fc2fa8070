// An animation under a hand. Its own CSS is halted, and put at the time of one step after the other.
// Its bundle is ../film.bundle.js.
import { keepKeys, make } from "./elements.js";
import { said } from "./sentences.js";
import { followTheme } from "./theme.js";

/** @typedef {import("./host.js").Model} Model */
/** @typedef {Record<string, string>} Words */

/** For how many steps the last one stays, as in the animation's own CSS. */
const HELD = 3;

export class Film {
  /**
   * @param {SVGSVGElement} svg with an element that says how many frames there are, and of how many seconds
   * @param {Words} words
   */
  constructor(svg, words) {
    this.svg = svg;
    this.words = words;
    this.body = /** @type {SVGElement} */ (svg.querySelector("[data-frames]"));
    this.steps = Number(this.body.dataset.frames);
    this.seconds = Number(this.body.dataset.seconds);
    this.shown = 1;
    /** The timer while it plays, else 0. */
    this.timer = 0;
    this.button = make("button", { type: "button", onclick: () => this.toggle() });
    this.slider = make("input", {
      type: "range",
      min: 1,
      max: this.steps,
      step: 1,
      "aria-label": words.moment,
      oninput: () => {
        this.stop();
        this.show(Number(this.slider.value));
      },
    });
    this.count = make("span", { class: "tc-count", "aria-hidden": "true" });
    /** What the drawing says, for where only a part of it is in sight. */
    this.line = make("p", { class: "tc-film-line", "aria-hidden": "true" });
    this.speed = make(
      "select",
      { "aria-label": words.speed },
      make("option", { value: 2 }, words.slow),
      make("option", { value: 1, selected: true }, words.normal),
      make("option", { value: 0.4 }, words.fast),
    );
    this.voice = make("p", { class: "tc-hidden", role: "status" });
    const back = { type: "button", "aria-label": words.back, onclick: () => this.step(-1) };
    const forth = { type: "button", "aria-label": words.forth, onclick: () => this.step(1) };
    this.list = make("ol");
    this.element = make(
      "div",
      { class: "tc-film" },
      make(
        "div",
        { class: "tc-player", role: "group", "aria-label": words.film },
        make("button", back, "‹"),
        this.button,
        make("button", forth, "›"),
        this.slider,
        this.count,
        this.speed,
        this.voice,
      ),
      this.line,
      make(
        "details",
        { ontoggle: () => this.tellAll() },
        make("summary", {}, words.all_steps),
        this.list,
      ),
    );
    this.body.setAttribute("data-stepped", "");
    this.asked = 0;
    // What was hidden begins anew when it is shown again, a slide or a folded part of a page.
    svg.addEventListener("animationstart", () => {
      cancelAnimationFrame(this.asked);
      this.asked = requestAnimationFrame(() => this.seek(this.shown));
    });
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.stop();
    this.show(still ? this.steps : 1);
    if (!still) this.play();
  }

  /**
   * Put all that moves at the time of a step.
   * @param {number} step from 1 on
   */
  seek(step) {
    for (const one of this.svg.getAnimations({ subtree: true })) {
      one.pause();
      one.currentTime = (step - 0.5) * this.seconds * 1000;
    }
  }

  /** The sentence that the drawing shows now, in one line. */
  told() {
    return [...this.body.querySelectorAll(":scope [font-family] text")]
      .filter((text) => getComputedStyle(text).visibility === "visible")
      .map((text) => text.textContent)
      .join(" ")
      .replace(/\s+/g, " ");
  }

  /**
   * @param {number} step
   * @returns {string} what the step does
   */
  show(step) {
    this.shown = Math.min(Math.max(step, 1), this.steps);
    this.seek(this.shown);
    const count = said(this.words.step, { step: this.shown, steps: this.steps });
    const sentence = this.told();
    const told = `${count}: ${sentence}`;
    this.line.textContent = sentence;
    this.slider.value = `${this.shown}`;
    this.slider.setAttribute("aria-valuetext", told);
    this.count.textContent = count;
    return told;
  }

  /** Write out all steps, once somebody asks for them. */
  tellAll() {
    if (this.list.firstChild) return;
    for (let n = 1; n <= this.steps; n += 1) {
      this.seek(n);
      this.list.append(make("li", {}, this.told()));
    }
    this.seek(this.shown);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.button.textContent = this.words.play;
  }

  play() {
    this.button.textContent = this.words.pause;
    const frames = this.shown === this.steps ? HELD : 1;
    const pace = frames * this.seconds * 1000 * Number(this.speed.value);
    this.timer = setTimeout(() => {
      this.show(this.shown === this.steps ? 1 : this.shown + 1);
      this.play();
    }, pace);
  }

  toggle() {
    if (this.timer) return this.stop();
    if (this.shown === this.steps) this.show(1);
    this.play();
  }

  /** @param {number} by */
  step(by) {
    this.stop();
    this.voice.textContent = this.show(this.shown + by);
  }
}

/**
 * @param {SVGSVGElement} svg
 * @param {Words} words
 * @param {HTMLElement} root where the controls go
 */
function mount(svg, words, root) {
  const film = new Film(svg, words);
  root.append(film.element);
  keepKeys(root);
  const forget = followTheme(root);
  return () => {
    film.stop();
    forget();
  };
}

/** @param {{ model: Model, el: Element }} given */
export function render({ model, el }) {
  const stage = make("div", { class: "tc-film-stage" });
  stage.innerHTML = model.get("_svg");
  const root = make("div", { class: "tc-figure", lang: model.get("_language") }, stage);
  el.replaceChildren(root);
  const svg = /** @type {SVGSVGElement} */ (stage.firstElementChild);
  return mount(svg, model.get("_words"), root);
}

/** Start all animations of the page, which holds their words. */
export function start() {
  const words = JSON.parse(document.querySelector("#tc-film")?.textContent || "{}");
  for (const body of document.querySelectorAll("svg [data-frames]")) {
    const svg = /** @type {SVGSVGElement} */ (body.closest("svg"));
    const root = make("div", { class: "tc-figure" });
    // What scrolls holds the drawing alone.
    (svg.closest(".still") ?? svg).after(root);
    mount(svg, words, root);
  }
}
