// Shows a verdict: by a mark, a colour and its words, with its picture under it.
import { make } from "../../picture/live/js/elements.js";
import { tr } from "./words.js";

/**
 * outcome: "not attempted", "right", "wrong", "exception", "not checked", or "unread": no answer yet.
 * picture: an SVG.
 * @typedef {{ outcome: string, text: string, idea?: string | null, picture?: string | null }} Verdict
 */

/** @type {Record<string, string>} */
const MARKS = { right: "✓", wrong: "✗", exception: "✗", "not checked": "?" };
/** @type {Record<string, string>} */
const GUESSED = { wrong: "→" };
const PATIENCE = 300;

export class Says {
  /** @param {boolean} [guess] whether a wrong answer is welcome: as a prediction's, which teaches most */
  constructor(guess = false) {
    this.guess = guess;
    this.mark = make("span", { class: "tc-mark", "aria-hidden": "true" });
    // Only the words are read out at once: a picture tells much more than the verdict.
    this.text = make("div", { class: "tc-text", role: "status" });
    this.picture = make("div", {
      class: "tc-picture",
      role: "group",
      "aria-label": tr("Your answer and the right one, drawn"),
    });
    // What is wider than its place is scrolled by keyboard as well.
    new ResizeObserver(() => {
      const { scrollWidth, clientWidth } = this.picture;
      if (scrollWidth > clientWidth) this.picture.tabIndex = 0;
      else this.picture.removeAttribute("tabindex");
    }).observe(this.picture);
    // It is there before it says anything: what appears with its text may not be read out.
    this.line = make("div", { class: "tc-line tc-hidden" }, this.mark, this.text);
    const kind = guess ? "tc-verdict tc-guess" : "tc-verdict";
    this.element = make("div", { class: kind }, this.line, this.picture);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.waiting = undefined;
  }

  /** Say that the verdict takes its time, if it does. */
  wait() {
    clearTimeout(this.waiting);
    const told = () => this.show({ outcome: "waiting", text: tr("Checking …") });
    this.waiting = setTimeout(told, PATIENCE);
  }

  /** @param {Verdict} verdict */
  show({ outcome, text, picture }) {
    clearTimeout(this.waiting);
    this.line.classList.toggle("tc-hidden", !text);
    this.element.dataset.outcome = outcome;
    this.mark.textContent = (this.guess && GUESSED[outcome]) || (MARKS[outcome] ?? "…");
    this.text.replaceChildren(...emphasized(text, this.guess));
    this.picture.replaceChildren(...drawn(picture));
  }
}

/**
 * The text, with the word that it begins with made strong.
 * @param {string} text
 * @param {boolean} guess
 */
function emphasized(text, guess) {
  const [right, wrong] = [tr("Right."), tr("Wrong.")];
  const word = [right, wrong].find((said) => text.startsWith(said));
  if (!word) return [text];
  // Translators: the word of a verdict on a wrong prediction. It blames nobody.
  const told = guess && word === wrong ? tr("Not this time.") : word;
  return [make("strong", {}, told), text.slice(word.length)];
}

/**
 * The drawing as elements, so that it follows the theme and takes the page's fonts.
 * @param {string | null} [picture]
 */
function drawn(picture) {
  if (!picture) return [];
  const root = new DOMParser().parseFromString(picture, "image/svg+xml").documentElement;
  return root.localName === "svg" ? [document.importNode(root, true)] : [];
}
