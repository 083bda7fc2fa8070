// Words in a page's prose that move a figure: each becomes a button that sets what it names.
import { keepKeys, make } from "./elements.js";
import { said } from "./sentences.js";

/** @typedef {import("./page.js").Place} Place */
/** @typedef {import("./state.js").State} State */

// What PyTorch calls a size that has another name in a figure's state.
/** @type {Record<string, string>} */
const SIZES = { input_size: "length" };

/**
 * Make buttons of the words beside the figures of a page.
 * @param {Place[]} places
 */
export function moveByWords(places) {
  // Such a word in a heading stands in the list of contents as well, inside a link.
  for (const word of document.querySelectorAll("[data-sets]:not(a *)")) {
    const asked = /** @type {HTMLElement} */ (word).dataset.sets ?? "";
    const place = nearest(word, places, asked);
    if (!place) continue;
    const text = word.textContent?.trim() ?? "";
    const button = make(
      "button",
      {
        type: "button",
        class: `tc-sets of-${asked.split("=")[0]}`,
        "aria-label": said(place.first._words.sets, { text }),
        onclick: () => move(place, asked),
      },
      ...word.childNodes,
    );
    keepKeys(button);
    word.replaceWith(button);
  }
}

/**
 * The next figure behind a word that has what the word sets, or else the last one before it.
 * @param {Node} word
 * @param {Place[]} places
 * @param {string} asked
 */
function nearest(word, places, asked) {
  /** @param {Place} place */
  const isBehind = ({ el }) => word.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING;
  const behind = places.filter(isBehind);
  const before = places.filter((place) => !isBehind(place)).reverse();
  const names = asked.split("&").map((part) => part.split("=")[0]);
  const inOrder = [...behind, ...before];
  return inOrder.find((place) => names.every((name) => has(place, name))) ?? inOrder[0];
}

/**
 * @param {Place} place
 * @param {string} name
 */
function has({ first }, name) {
  const known = ["view", ...Object.keys(first._reach), ...Object.values(first._counts)];
  return known.includes(SIZES[name] ?? name);
}

/**
 * Show what a word names, and all else as it is.
 * @param {Place} place
 * @param {string} asked
 */
async function move(place, asked) {
  const { el, figure } = place;
  for (
    let fold = el.closest("details");
    fold;
    fold = fold.parentElement?.closest("details") ?? null
  )
    fold.open = true;
  if (!figure) return;
  figure.saying.say("");
  const wanted = withParts(figure.state, place.address, asked);
  // Who presses again hears again what there is.
  const shown = /** @type {SVGElement | null} */ (el.querySelector(".tc-stage > svg"));
  if (wanted === place.address) figure.saying.speak(shown?.dataset.summary ?? "", "result");
  else {
    // It is a move like a slider's: the page's address follows, and Back takes it back.
    const { at } = place;
    await place.open(`#${wanted}`);
    place.at = at;
    place.heard();
  }
  if (place.number) bringIntoSight(el.querySelector(".tc-stage") ?? el);
}

/**
 * An address with parts of another in place of its own.
 * @param {State} state
 * @param {string} address
 * @param {string} asked
 */
export function withParts(state, address, asked) {
  /** @param {string} text @returns {[string, string][]} */
  const parts = (text) =>
    text.split("&").map((part) => [part.split("=")[0], part.slice(part.indexOf("=") + 1)]);
  const merged = new Map(parts(address));
  for (const [name, value] of parts(asked)) {
    const count = SIZES[name] ?? name;
    if (count in state.counts) merged.set(state.counts[count], sized(state, count, Number(value)));
    else merged.set(name, value);
  }
  return [...merged].map((part) => part.join("=")).join("&");
}

/**
 * A vector of another size, as an address has it.
 * @param {State} state
 * @param {string} count
 * @param {number} size
 */
function sized(state, count, size) {
  const of = state.counts[count];
  const { [of]: row } = state.resized(count, size);
  const width = state.shapes[of] ? size : row.length;
  return Array.from({ length: row.length / width }, (_, r) =>
    row.slice(r * width, (r + 1) * width).join(","),
  ).join(";");
}

/** @param {Element} stage */
function bringIntoSight(stage) {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  stage.scrollIntoView({ block: "nearest", behavior: isStill ? "instant" : "smooth" });
}
