// A page of ten exercises of one sheet, and ten of another as often as one likes.
import { make } from "../../picture/live/js/elements.js";
import { spoken } from "../../picture/live/js/sentences.js";
import { ask } from "./form.js";
import { escaped, judgeOf } from "./table.js";
import { speak, tr } from "./words.js";

/**
 * @typedef {import("./table.js").Table & { html: string }} Asked
 * @typedef {import("./page.js").Said} Said
 */

const COUNT = 10;

/** Ten exercises in an element, which names the folder and the files of the sheets. */
export class Review {
  /**
   * @param {HTMLElement} host
   * @param {Said} said
   */
  constructor(host, said) {
    speak(said.words);
    this.said = said;
    this.folder = host.dataset.review ?? "";
    this.files = (host.dataset.files ?? "").split(" ");
    /** @type {string[]} sheets that are still to come */
    this.waiting = [];
    this.asked = make("div", { class: "asked" });
    this.count = make("p", { class: "count", role: "status" });
    const others = make(
      "button",
      { type: "button", class: "others", onclick: () => this.next() },
      tr("Ten more"),
    );
    host.replaceChildren(this.asked, make("div", { class: "tally" }, this.count, others));
  }

  /** Fetch a sheet; none comes a second time before all have been there. */
  next() {
    if (!this.waiting.length) this.waiting = shuffled(this.files);
    const file = /** @type {string} */ (this.waiting.pop());
    const failed = () => {
      this.waiting.unshift(file);
      this.count.textContent = tr("The exercises could not be loaded; try again.");
    };
    // A script, not a request: pages are read from files as well.
    const script = make("script", { src: `${this.folder}${file}.js`, onerror: failed });
    script.addEventListener("load", () => script.remove());
    document.head.append(script);
  }

  /** @param {Record<string, Asked>} tables */
  show(tables) {
    const first = !this.asked.childElementCount;
    /** @type {Set<string>} */
    const right = new Set();
    const names = shuffled(Object.keys(tables)).slice(0, COUNT);
    const tell = () => {
      const values = { right: right.size, all: names.length };
      this.count.textContent = tr("{right} of {all} are right so far.", values);
    };
    const sections = names.map((name) =>
      this.section(tables[name], ({ outcome }) => {
        if (outcome === "right") right.add(name);
        tell();
      }),
    );
    this.asked.replaceChildren(...sections);
    tell();
    if (first) return;
    // Where the button has been pressed, reading goes on at the first of the new ones.
    sections[0].tabIndex = -1;
    sections[0].focus({ preventScroll: true });
    sections[0].scrollIntoView();
  }

  /**
   * @param {Asked} table
   * @param {(verdict: import("./verdict.js").Verdict) => void} onVerdict
   */
  section(table, onVerdict) {
    const { words, sentences } = this.said;
    const holder = make("div");
    holder.innerHTML = spoken(table.html, sentences, escaped);
    const place = /** @type {HTMLElement} */ (holder.querySelector(".ask"));
    ask(place, table.form, judgeOf(table, sentences), { words, onVerdict });
    return /** @type {HTMLElement} */ (holder.firstElementChild);
  }
}

/**
 * @template Item
 * @param {Item[]} items
 */
function shuffled(items) {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
  }
  return mixed;
}
