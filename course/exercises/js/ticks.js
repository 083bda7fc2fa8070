// Shows beside each chapter how many of its exercises are right.

import { tr } from "./words.js";

/** @typedef {Record<string, string[]>} Asked by chapter, the names of its exercises */

/**
 * @param {Asked} asked
 * @param {Record<string, string>} done
 * @param {string} chapter
 */
export function counted(asked, done, chapter) {
  const names = asked[chapter] ?? [];
  const right = names.filter((name) => done[`${chapter}.${name}`] === "right");
  return { right: right.length, all: names.length };
}

/**
 * Every element with `data-of` is a chapter's: its tick is put into it, or brought up to date.
 * @param {ParentNode} page
 * @param {Asked} asked
 * @param {Record<string, string>} done
 */
export function tick(page, asked, done) {
  for (const element of page.querySelectorAll("[data-of]")) {
    const of = /** @type {HTMLElement} */ (element).dataset.of ?? "";
    const { right, all } = counted(asked, done, of);
    let mark = element.querySelector(".tick");
    if (!right) {
      mark?.remove();
      continue;
    }
    if (!mark) {
      mark = document.createElement("span");
      mark.className = "tick";
      element.append(" ", mark);
    }
    mark.textContent = right === all ? "✓" : `${right}/${all}`;
    mark.setAttribute("role", "img");
    // Translators: so many of a chapter's exercises are right.
    const told = tr("{right} of {all} exercises right", { right, all });
    mark.setAttribute("aria-label", told);
    mark.setAttribute("title", told);
  }
}
