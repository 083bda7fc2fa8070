// Asks the exercises of a page, and answers from the tables that come with it.
import { ask } from "./form.js";
import { Review } from "./review.js";
import { judgeOf } from "./table.js";

/**
 * What the forms say, English -> the language spoken, and the sentences that are open in tables.
 * @typedef {{ words: Record<string, string>, sentences: Record<string, string> }} Said
 */

/** @type {Review | undefined} */
let review;

/**
 * What the files of verdicts call.
 * @param {Record<string, any>} tables by the names of their exercises
 */
export function deliver(tables) {
  if (review) review.show(tables);
  else askAll(tables);
}

/** Begin the review that the page has a place for. */
export function begin() {
  const host = /** @type {HTMLElement} */ (document.querySelector("[data-review]"));
  review = new Review(host, said());
  review.next();
}

/** @param {Record<string, import("./table.js").Table>} tables */
function askAll(tables) {
  const { words, sentences } = said();
  for (const host of document.querySelectorAll(".ask[data-exercise]")) {
    const name = /** @type {HTMLElement} */ (host).dataset.exercise ?? "";
    if (Object.hasOwn(tables, name))
      ask(host, tables[name].form, judgeOf(tables[name], sentences), { words });
  }
}

/** @returns {Said} */
function said() {
  return JSON.parse(document.getElementById("exercise-words")?.textContent ?? "{}");
}
