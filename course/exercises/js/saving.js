// The section that says where answers are kept, with buttons to save, bring back and forget them.

import { tr } from "./words.js";
import { parse, Unusable, written } from "./kept.js";

/** @import { Answers } from "./kept.js" */

const LARGEST = 4_000_000;
const NAME = "progress.json";

/**
 * @param {HTMLElement} section with .state, .where, .said (a status) and buttons by their data-do
 * @param {Answers} answers
 * @param {number} all how many exercises there are
 * @param {() => void} changed called once what is kept has been replaced
 * @returns {() => void} brings the section up to date
 */
export function saving(section, answers, all, changed) {
  const state = /** @type {HTMLElement} */ (section.querySelector(".state"));
  const where = /** @type {HTMLElement} */ (section.querySelector(".where"));
  const said = /** @type {HTMLElement} */ (section.querySelector(".said"));
  const file = /** @type {HTMLInputElement} */ (section.querySelector("input[type=file]"));
  /** @param {string} name */
  const button = (name) =>
    /** @type {HTMLButtonElement} */ (section.querySelector(`[data-do=${name}]`));

  function show() {
    const { done, answers: typed } = answers.read();
    const right = Object.values(done).filter((outcome) => outcome === "right").length;
    state.textContent = tr("{right} of {all} exercises right", { right, all });
    where.textContent = answers.lasting
      ? tr("Your answers are kept in this browser only; nothing is sent anywhere.")
      : tr("This browser keeps nothing for this page: save your answers before you leave.");
    const none = !Object.keys({ ...done, ...typed }).length;
    for (const name of ["save", "forget"]) button(name).disabled = none;
  }

  button("save").addEventListener("click", () => {
    const link = document.createElement("a");
    const text = new Blob([written(answers.read())], { type: "application/json" });
    link.href = URL.createObjectURL(text);
    link.download = NAME;
    link.click();
    URL.revokeObjectURL(link.href);
    said.textContent = tr("Saved as {file}. progress() in a notebook reads it, too.", {
      file: NAME,
    });
  });

  button("restore").addEventListener("click", () => file.click());
  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    try {
      if (chosen.size > LARGEST) throw new Unusable("damaged");
      const brought = parse(await chosen.text());
      answers.bring(brought);
      said.textContent = tr("{count} exercises restored.", {
        count: Object.keys(brought.done).length,
      });
      changed();
    } catch (error) {
      said.textContent =
        error instanceof Unusable && error.why === "foreign"
          ? tr("{file} is of another version of this course.", { file: chosen.name })
          : tr("{file} holds no saved answers.", { file: chosen.name });
    }
    file.value = "";
    show();
  });

  // The first click asks, the second one does it.
  const forget = button("forget");
  const asks = forget.textContent ?? "";
  const unasked = () => {
    forget.textContent = asks;
    delete forget.dataset.sure;
  };
  forget.addEventListener("blur", unasked);
  forget.addEventListener("click", () => {
    if (!forget.dataset.sure) {
      forget.dataset.sure = "asked";
      forget.textContent = tr("Really forget all answers?");
      return;
    }
    answers.clear();
    unasked();
    said.textContent = tr("Forgotten.");
    changed();
    show();
    // A button that can't be pressed any more would keep the focus.
    button("restore").focus();
  });
  show();
  return show;
}
