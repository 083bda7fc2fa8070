// The chapters that explain an answer, as links. Which they are is told by the page.
import { make } from "./page.js";
import { tr } from "./words.js";

/** @typedef {{ href: string, text: string }} Place */

/** @type {Record<string, Place>} by what is answered */
let places = {};

/** @param {Record<string, Place>} told */
export function readPlaces(told) {
  places = { ...told };
}

/**
 * Links to the chapters that explain these answers, each once; nothing where the site has none.
 * @param {string[]} answers
 * @returns {HTMLElement[]}
 */
export function explainedIn(answers) {
  const told = answers.filter((name) => Object.hasOwn(places, name)).map((name) => places[name]);
  if (!told.length) return [];
  const items = told.map(({ href, text }) => make("li", {}, make("a", { href }, text)));
  // Translators: stands above links to chapters.
  return [make("p", {}, tr("Explained in:")), make("ul", { class: "explained" }, ...items)];
}
