// What a figure says: to the eye in one box whose size never changes, so that nothing below it moves,
// and to the ear in one place, so that a move is one utterance.
import { make } from "./elements.js";

/** What can be done instead of what was not possible. @typedef {{ text: string, take: () => void }} Offer */

export class Saying {
  /** @param {Record<string, string>} words */
  constructor(words) {
    this.words = words;
    this.sentence = make("p", { class: "tc-sentence" });
    this.message = make("div", { class: "tc-message" });
    /** Unseen, in the same place: the longest of each kind, which keep the room. */
    this.longest = ["tc-room tc-sum", "tc-room"].map((kind) =>
      make("p", { class: kind, "aria-hidden": "true" }),
    );
    this.element = make(
      "div",
      { class: "tc-says" },
      ...this.longest,
      make("div", { class: "tc-said" }, this.sentence, this.message),
    );
    this.voice = make("p", { class: "tc-hidden", role: "status" });
    /** @type {Map<string, string>} what one move has to say, by what it is about */
    this.utterance = new Map();
  }

  /**
   * Show a sentence; a message goes before it for as long as it is true.
   * @param {string} text
   * @param {boolean} [quiet] whether it only tells what can be done
   */
  tell(text, quiet = false) {
    this.sentence.textContent = text;
    this.sentence.classList.toggle("quiet", quiet);
  }

  /**
   * Show and speak what went otherwise than wanted; an empty text takes it away.
   * @param {string} text
   * @param {string} [exactly] what PyTorch says, in English
   * @param {Offer} [offer]
   */
  say(text, exactly = "", offer) {
    if (text) this.speak(text);
    this.message.replaceChildren(text);
    if (offer) {
      const { text: label, take: onclick } = offer;
      this.message.append(" ", make("button", { type: "button", onclick }, label));
    }
    if (!exactly) return;
    const summary = make("summary", {}, this.words.torch_says);
    this.message.append(make("details", {}, summary, make("code", { lang: "en" }, exactly)));
  }

  /**
   * Speak a text for the ear alone. What one move says is one utterance, also if it is the last one
   * again; what is about the same counts once, as it was said last.
   * @param {string} text
   * @param {string} [about]
   */
  speak(text, about = text) {
    if (!this.speaks)
      queueMicrotask(() => {
        const told = [...this.utterance.values()].join(" ");
        this.utterance.clear();
        // Only what changes is read out.
        this.voice.textContent = told === this.voice.textContent ? `${told}\u00a0` : told;
      });
    this.utterance.set(about, text);
  }

  /** Whether a move has said something already. */
  get speaks() {
    return this.utterance.size > 0;
  }

  /**
   * Keep room for these, as long as none was longer.
   * @param {string} sentence
   * @param {string} message
   */
  keepRoom(sentence, message) {
    [sentence, message].forEach((text, kind) => {
      const room = this.longest[kind];
      if (text.length > (room.textContent ?? "").length) room.textContent = text;
    });
  }
}
