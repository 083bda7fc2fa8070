// Keeps a page's answers, and shows on it what is kept.

import { Answers } from "./kept.js";
import { saving } from "./saving.js";
import { tick } from "./ticks.js";

/** @import { Asked } from "./ticks.js" */
/** @import { Typed } from "./kept.js" */

/**
 * @param {Document} page
 * @param {Asked} asked all exercises of the course
 * @param {() => void} renewed called once other answers have been brought, or all are forgotten
 */
export function keeping(page, asked, renewed) {
  const answers = new Answers(() => localStorage);
  const all = Object.values(asked).reduce((count, names) => count + names.length, 0);
  const section = /** @type {HTMLElement | null} */ (page.querySelector(".kept"));
  const tell = section ? saving(section, answers, all, anew) : () => {};
  if (section) section.hidden = false;

  function show() {
    tick(page, asked, answers.read().done);
    tell();
  }
  function anew() {
    show();
    renewed();
  }
  // Another tab has answered, or a page that was left is come back to.
  addEventListener("storage", show);
  addEventListener("pageshow", show);
  show();
  /** @param {string} name */
  const counts = (name) => {
    const [chapter, own] = name.split(".");
    return Boolean(asked[chapter]?.includes(own));
  };
  return {
    /** Whether an exercise of this name is counted; a prediction is not. */
    counts,
    /**
     * What stood in the fields of an exercise when it was last checked.
     * @param {string} name
     * @returns {Typed | undefined}
     */
    typed: (name) => answers.read().answers[name],
    /**
     * @param {string} name
     * @param {string} outcome
     * @param {Typed} typed
     */
    record(name, outcome, typed) {
      answers.record(name, outcome, typed, counts(name));
      show();
    },
  };
}
