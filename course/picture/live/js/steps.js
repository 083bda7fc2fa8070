// What a step adds: where its products land, and the sums that grow by them.
import { bearers, termsOf } from "./marks.js";
import { factors, joined, number, parts, sum } from "./numbers.js";
import { said, tell } from "./sentences.js";

/** @typedef {import("./marks.js").Marks} Marks */
/** @typedef {import("./state.js").State} State */

/** How many products of a stamp, and sums that meet it, a sentence names. */
const LISTED = 3;

/** @type {Record<string, string>} order -> the kinds of marks of which each is a step */
const KINDS = { stamps: "x", outputs: "sy" };

/**
 * The marks that are the steps; what is drawn twice, as a sum and as an output, is one step.
 * @param {Marks} marks
 * @param {string} order
 */
export function stepsOf(marks, order) {
  /** @type {Map<string, SVGElement>} */
  const steps = new Map();
  for (const [id, mark] of marks)
    if (KINDS[order].includes(id[0]) && mark.dataset.terms) steps.set(id.slice(1), mark);
  return [...steps.values()];
}

/**
 * What a step does, with the sums that it meets: "x[1] = 2 stamps 2·1 on y[1]; y[1] = 3+2 = 5".
 * @param {SVGElement} mark the step's
 * @param {Set<string>} reached the terms of all steps so far
 * @param {Marks} marks
 * @param {State} state
 */
export function stepSaid(mark, reached, marks, state) {
  const { name = "", edit, terms } = mark.dataset;
  if (!edit || !terms) return tell(mark, state, marks);
  const { words } = state;
  const values = state.values();
  const newest = termsOf(mark);
  const all = bearers(marks, "sy");
  const products = newest.slice(0, LISTED).map((term) => {
    const place = all.get(term)?.dataset.name;
    return said(place ? words.step_lands : words.step_lost, {
      product: factors(term, values),
      place,
    });
  });
  if (newest.length > LISTED) products.push("…");
  const grown = [...new Set(newest.map((term) => all.get(term)))].flatMap((sumMark) => {
    const there = sumMark ? termsOf(sumMark).filter((term) => reached.has(term)) : [];
    const added = parts(there, new Set(newest), values);
    if (!sumMark || added.length < 2) return [];
    return [`${sumMark.dataset.name} = ${joined(added, number)} = ${number(sum(there, values))}`];
  });
  if (grown.length > LISTED - 1) grown.splice(LISTED - 1, Infinity, "…");
  const stamp = { name, value: number(values[edit]), products: products.join(", ") };
  return [said(words.stamp, stamp), grown.join(", ")].filter(Boolean).join("; ");
}

/**
 * A sentence as long as those of steps are.
 * @param {string} longest the longest sum, which begins with an output's name
 * @param {State} state
 */
export function longestStep(longest, { words }) {
  const [place] = longest.split(" = ");
  const product = said(words.step_lands, { product: "10·10", place });
  const products = [...Array(LISTED).fill(product), "…"].join(", ");
  const stamp = said(words.stamp, { name: place, value: "10", products });
  const grown = [...Array(LISTED - 1).fill(`${place} = 100+100 = 200`), "…"].join(", ");
  const told = [longest, `${stamp}; ${grown}`];
  return step(words, 10, 10, told[1].length > told[0].length ? told[1] : told[0]);
}

/**
 * @param {Record<string, string>} words
 * @param {number} shown
 * @param {number} steps
 * @param {string} [told]
 */
export function step(words, shown, steps, told = "") {
  const count = said(words.step, { step: shown, steps });
  return told ? `${count}: ${told}` : count;
}
