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
const PATIENCE = 300;

export class Says {
  constructor() {
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
    this.element = make("div", { class: "tc-verdict" }, this.line, this.picture);
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
    this.mark.textContent = MARKS[outcome] ?? "…";
    this.text.replaceChildren(...emphasized(text));
    this.picture.replaceChildren(...drawn(picture));
  }
}

/**
 * The text, with the word that it begins with made strong.
 * @param {string} text
 */
function emphasized(text) {
  const word = [tr("Right."), tr("Wrong.")].find((said) => text.startsWith(said));
  return word ? [make("strong", {}, word), text.slice(word.length)] : [text];
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
