// Sentences with values in their places, and the sum behind a mark.
import { termsOf } from "./marks.js";
import { factors, number, sum } from "./numbers.js";

/** @typedef {import("./state.js").State} State */

/**
 * A sentence with values in the places that it names.
 * @param {string} sentence
 * @param {Record<string, unknown> | unknown[]} values
 */
export function said(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => `${/** @type {any} */ (values)[name]}`);
}

const INNERMOST = /\ue000([^\ue000\ue002]*)\ue002/g;

/**
 * A text with its open sentences in the figure's language; see `open_sentences` in Python.
 * @param {string} text
 * @param {Record<string, string>} sentences by key, with numbers in the places of their values
 * @param {(sentence: string) => string} [quote] makes a sentence fit where the text stands
 * @returns {string}
 */
export function spoken(text, sentences, quote = (sentence) => sentence) {
  const told = text.replace(INNERMOST, (whole, inside) => {
    const [key, ...given] = inside.split("\ue001");
    return Object.hasOwn(sentences, key) ? said(quote(sentences[key]), given) : whole;
  });
  return told === text ? told : spoken(told, sentences, quote);
}

/**
 * The sum behind a mark, written out.
 * @param {SVGElement} mark
 * @param {State} state
 */
export function tell(mark, state) {
  const { words } = state;
  const now = state.values();
  const terms = termsOf(mark);
  const { name, edit } = mark.dataset;
  if (edit && name) return `${name} = ${number(now[edit])}`;
  if (!terms.length) return name ? said(words.nothing, { name }) : words.inserted;
  /** @param {string} term */
  const named = (term) => term.split("*").map((variable) => state.nameOf(variable));
  const symbols = terms.map((term) => named(term).join("·")).join(" + ");
  const numbers = terms.map((term) => factors(term, now)).join(" + ");
  return [name, symbols, numbers, number(sum(terms, now))].filter(Boolean).join(" = ");
}
