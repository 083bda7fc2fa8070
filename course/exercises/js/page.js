// Asks the exercises of a page, and answers from the tables that come with it.
import { ask } from "./form.js";
import { judgeOf } from "./table.js";

/**
 * What the files of verdicts call.
 * @param {Record<string, import("./table.js").Table>} tables by the names of their exercises
 */
export function deliver(tables) {
  const { words, sentences } = JSON.parse(
    document.getElementById("exercise-words")?.textContent ?? "{}",
  );
  for (const host of document.querySelectorAll(".ask[data-exercise]")) {
    const name = /** @type {HTMLElement} */ (host).dataset.exercise ?? "";
    if (Object.hasOwn(tables, name))
      ask(host, tables[name].form, judgeOf(tables[name], sentences), { words });
  }
}
