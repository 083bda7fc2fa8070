// Figures in a page that has no kernel: each stands before the element with its state, and the page's
// address says what one of them shows.
import { address, read } from "./address.js";
import { stateOf } from "./case.js";
import { build } from "./figure.js";
import { group } from "./frames.js";
import { follow, placeOf } from "./history.js";
import { host } from "./host.js";
import { said, spoken } from "./sentences.js";
import { State } from "./state.js";
import { moveByWords } from "./words.js";

/** @typedef {import("./address.js").Case} Case */
/** @typedef {import("./case.js").Told} Told */
/** @typedef {import("./case.js").Wholes} Wholes */
/** @typedef {import("./figure.js").Figure} Figure */

/** A place in a page where a figure stands, which gives way to one of other shapes. */
export class Place {
  /**
   * @param {Element} el
   * @param {Told} first
   * @param {Wholes} wholes
   * @param {number} [number] among the figures of its page, from 1 on; 0: no address says its state
   */
  constructor(el, first, wholes, number = 1) {
    this.el = el;
    this.first = first;
    this.wholes = wholes;
    this.number = number;
    /** @type {Figure | undefined} */
    this.figure = undefined;
    this.told = first;
    /** How often it was asked to show something: what was asked last is shown. */
    this.asked = 0;
    /** The address of what is shown, when the page's was last written or read. */
    this.at = "";
    this.heard = () => {};
  }

  get address() {
    return this.figure ? address(this.figure.state, this.number) : "";
  }

  /** @param {Told} [told] */
  mount(told = this.first) {
    this.figure?.close();
    this.told = told;
    const model = host({ ...told });
    const [here] = location.href.split("#");
    const alone = told._embed && `${new URL(told._embed, here).href}#`;
    const own = this.number && `${here}#${this.number > 1 ? `figure=${this.number}&` : ""}`;
    const pages = { link: own || alone, embed: alone || own || "" };
    this.figure = build({ model, el: this.el }, pages);
    for (const name of Object.keys(this.figure.state.all()))
      model.on(`change:${name}`, () => this.heard());
    this.at = this.address;
    return this.figure;
  }

  /**
   * Show what an address says. What can't be shown is said, and all is as if it were not there.
   * @param {string} hash
   */
  async open(hash) {
    // What is folded has no size, and can't be scrolled to.
    this.el.closest("details")?.toggleAttribute("open", true);
    const tolds = [this.first, ...Object.values(this.wholes)];
    const { vectors, parameters } = new State(host(this.first));
    const views = tolds.flatMap((told) => told._views);
    const found = read(hash, { vectors, parameters, views });
    const told = typeof found === "string" ? null : stateOf(found, this.first, this.wholes);
    if (told) await this.show(told);
    else {
      const { unread, beyond } = this.first._words;
      this.say(typeof found === "string" ? said(unread, { text: found }) : beyond);
    }
  }

  /** @param {Told} told */
  async show(told) {
    const asked = (this.asked += 1);
    const state = new State(host(told));
    const words = this.first._words;
    const drawn = await group(state.model, state.groupKey()).catch(() => null);
    if (asked !== this.asked) return;
    if (!drawn) return this.say(words.no_kernel);
    const stop = drawn.stops[state.key()]?.map((text) => spoken(text, told._sentences));
    if (stop) return this.say(stop[0], stop[1]);
    const fits = ["_shapes", "_reach", "_views"].every(
      (name) => JSON.stringify(told[name]) === JSON.stringify(this.told[name]),
    );
    if (this.figure && fits) this.figure.change(state.all());
    else await this.mount({ ...told, _first: "" }).ready;
    this.at = this.address;
  }

  /**
   * @param {string} text
   * @param {string} [exactly]
   */
  say(text, exactly = "") {
    (this.figure ?? this.mount()).saying.say(text, exactly);
  }
}

/** The JSON in an element. @param {Element | null} element */
const data = (element) => JSON.parse(element?.textContent || "{}");

/**
 * Start all figures of the page.
 * @param {boolean} [addressed] whether the page's address says what they show
 */
export async function start(addressed = true) {
  const wholes = data(document.querySelector("#tc-wholes"));
  const places = [...document.querySelectorAll("[data-tc-figure]")].map(
    (el, n) => new Place(el, data(el.nextElementSibling), wholes, addressed ? n + 1 : 0),
  );
  const meant = addressed ? placeOf(location.hash, places) : undefined;
  for (const place of places) if (place !== meant) place.mount();
  moveByWords(places);
  if (!addressed) return;
  if (meant) {
    await meant.open(location.hash);
    meant.el.scrollIntoView();
  }
  follow(places);
}

/**
 * A figure of any case that the site holds.
 * @param {Element} el
 * @param {Wholes} wholes
 * @param {(state: Record<string, any>) => void} [heard] is told what the figure shows after each move
 */
export function whole(el, wholes, heard = () => {}) {
  const place = new Place(el, wholes[1], wholes, 0);
  place.heard = () => place.figure && heard(place.figure.state.all());
  return {
    /**
     * Show a case; whether there is a drawing of it.
     * @param {{ x: number[] | number[][], w: number[] | number[][], view?: string } & Record<string, any>} asked
     */
    show({ x, w, view, ...parameters }) {
      /** @param {any[]} values */
      const rows = (values) => (Array.isArray(values[0]) ? values : [values]);
      const vectors = { x: rows(x), w: rows(w) };
      const told = stateOf({ figure: 1, vectors, parameters, view }, wholes[1], wholes);
      if (told) place.show(told);
      return Boolean(told);
    },
  };
}
