// The drawing on its stage: made from a template, and patched where the next one differs.
//
// A template is SVG. In it {x0*w2} is a number, {x0!} the same for a small cell, {=} the sum of the
// terms that its mark carries, {summary} the drawing's summary, {sums} and {rows} what its sums consist
// of; its sentences are left open. It comes
// in pieces: one that opens the drawing, one that closes it, and between them elements; a mark takes
// two, of which the first says where it stands.
import { make } from "./elements.js";
import { fill } from "./numbers.js";
import { Room } from "./room.js";
import { spoken } from "./sentences.js";

/** @typedef {import("./marks.js").Marks} Marks */
/** @typedef {import("./numbers.js").Values} Values */

/** @param {string} text to stand in an attribute or an element */
const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/**
 * What each sum of a template consists of: its products, or as a row of the matrix the second factor
 * of each product in the place of the first one.
 * @param {string} template
 * @param {boolean} asRows
 */
function consistsOf(template, asRows) {
  const firsts = new Set(template.match(/(?<=data-id="x)\d+(?=")/g));
  const sums = template.matchAll(/data-id="[sy][^"]*" data-terms="([^"]*)" data-name="([^"]*)"/g);
  const told = Array.from(sums, ([, terms, name]) => {
    const products = terms.replaceAll(/([a-z])(\d+)/g, "$1[$2]").replaceAll("*", "·");
    const second = Object.fromEntries(terms.split(" ").map((term) => term.slice(1).split("*")));
    const row = [...firsts].map((first) => (first in second ? `{${second[first]}}` : "0"));
    return `${name} = ${asRows ? `[${row.join(", ")}]` : products.replaceAll(" ", " + ") || 0}`;
  });
  return told.join("; ");
}

/**
 * An element of a drawing, as text, and the element that stands there already.
 * @typedef {{ part: string, fresh: string, kept: Element | undefined }} Planned
 */

export class Drawing {
  constructor() {
    this.stage = make("div", { class: "tc-stage" });
    /** What is drawn, to draw nothing twice. */
    this.shown = "";
    /** @type {Marks} */
    this.marks = new Map();
    /** @type {Element | null} the element that holds what is drawn */
    this.body = null;
    /** @type {Map<string, Element[]>} part of the drawing, as text -> the elements that show it */
    this.parts = new Map();
    this.room = new Room(this);
    // A notebook loads this module once for each figure, so that counting figures would not do.
    this.id = `live${crypto.getRandomValues(new Uint32Array(1))[0]}-`;
  }

  get svg() {
    return /** @type {SVGSVGElement} */ (this.stage.firstElementChild);
  }

  /**
   * Show a template; elements of the last one stay where nothing changed.
   * @param {string[]} pieces
   * @param {Values} values
   * @param {Record<string, string>} sentences of those that are left open, by their keys
   * @returns {boolean} whether anything changed
   */
  show(pieces, values, sentences) {
    const summary = pieces[0].match(/data-summary="([^"]*)"/)?.[1] ?? "";
    const template = pieces.join("\n").replaceAll("LIVE-", this.id);
    const whole = template
      .replace("{summary}", () => summary)
      .replace(/\{(sums|rows)\}/, (_, name) => consistsOf(template, name === "rows"));
    const filled = fill(spoken(whole, sentences, escaped), values);
    if (filled === this.shown) return false;
    this.shown = filled;
    const [opening, ...rest] = filled.split("\n");
    const closing = rest.pop() ?? "";
    this.draw(opening, closing, this.planned(rest));
    const marks = this.svg.querySelectorAll("[data-id]");
    this.marks = new Map(
      [.../** @type {NodeListOf<SVGElement>} */ (marks)].map((mark) => [
        mark.dataset.id ?? "",
        mark,
      ]),
    );
    return true;
  }

  /**
   * What stands between the opening and the closing piece; kept elements are in their new place.
   * @param {string[]} pieces
   */
  planned(pieces) {
    /** @type {Planned[]} */
    const plan = [];
    for (let n = 0; n < pieces.length; n += 1) {
      const [start, place] = pieces[n].match(/^<g transform="([^"]*)"/) ?? ["<g"];
      const part = place ? pieces[n].slice(start.length) + pieces[++n] : `>${pieces[n]}</g>`;
      const kept = this.parts.get(part)?.pop();
      if (kept && place) kept.setAttribute("transform", place);
      plan.push({ part, fresh: start + part, kept });
    }
    return plan;
  }

  /**
   * @param {string} opening
   * @param {string} closing
   * @param {Planned[]} plan
   */
  draw(opening, closing, plan) {
    const fresh = plan.map((one) => (one.kept ? "" : one.fresh)).join("");
    const holder = make("div");
    holder.innerHTML = opening + fresh + closing;
    const drawn = /** @type {Element} */ (holder.firstElementChild);
    if (!plan.length) return this.stage.replaceChildren(drawn);
    const body = /** @type {Element} */ (drawn.lastElementChild);
    const made = [...body.children].values();
    const dropped = [...this.parts.values()].flat();
    this.parts = new Map();
    const elements = plan.map(({ part, kept }) => {
      const element = kept ?? /** @type {Element} */ (made.next().value);
      const alike = this.parts.get(part);
      if (alike) alike.push(element);
      else this.parts.set(part, [element]);
      return element;
    });
    if (!this.body) {
      this.body = body;
      body.replaceChildren(...elements);
      return this.stage.replaceChildren(drawn);
    }
    this.patchFrame(drawn, this.body);
    for (const element of dropped) element.remove();
    let next = this.body.firstElementChild;
    for (const element of elements) {
      if (element === next) next = next.nextElementSibling;
      else this.body.insertBefore(element, next);
    }
  }

  /**
   * Take over the attributes of a drawing and of its body, and what stands before that.
   * @param {Element} drawn
   * @param {Element} body
   */
  patchFrame(drawn, body) {
    const { svg } = this;
    const fresh = /** @type {Element} */ (drawn.lastElementChild);
    body.removeAttribute("transform");
    for (const [from, to] of [
      [drawn, svg],
      [fresh, body],
    ])
      for (const { name, value } of from.attributes)
        if (to.getAttribute(name) !== value) to.setAttribute(name, value);
    while (svg.firstElementChild && svg.firstElementChild !== body) svg.firstElementChild.remove();
    fresh.remove();
    body.before(...drawn.children);
  }
}
