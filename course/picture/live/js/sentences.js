// Sentences with values in their places, and what a mark is, for the eye and for the ear.
import { termsOf } from "./marks.js";
import { factors, number, sum } from "./numbers.js";

/** @typedef {import("./marks.js").Marks} Marks */
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
 * The kind of a mark: x, w an input, a tap; p a product; s, y a sum, an output.
 * @param {SVGElement} mark
 */
const kindOf = (mark) => (mark.dataset.id ?? "")[0];

/**
 * A sum of which no output is kept.
 * @param {SVGElement} mark
 * @param {Marks} marks
 */
const isCut = (mark, marks) => kindOf(mark) === "s" && !marks.has(`y${mark.dataset.id?.slice(1)}`);

/**
 * Terms with each variable as it is written.
 * @param {string[]} terms
 * @param {(variable: string) => string} written
 */
const spelled = (terms, written) =>
  terms.map((term) => term.split("*").map(written).join("·")).join(" + ");

/**
 * What a mark is, in one sentence: its sum written out, and what becomes of it.
 * @param {SVGElement} mark
 * @param {State} state
 * @param {Marks} marks of the drawing
 */
export function tell(mark, state, marks) {
  const { words } = state;
  const now = state.values();
  const terms = termsOf(mark);
  const { name, edit } = mark.dataset;
  if (edit && name) return `${name} = ${number(now[edit])}`;
  if (!terms.length && !name) return words[`nothing_${kindOf(mark)}`];
  const numbers = terms.map((term) => factors(term, now)).join(" + ");
  const symbols = spelled(terms, (variable) => state.nameOf(variable));
  const written = [name, symbols, numbers, number(sum(terms, now))].filter(Boolean).join(" = ");
  const told = { sum: terms.length ? written : said(words.nothing, { name }), name: "" };
  if (isCut(mark, marks)) return said(words.cut, told);
  if (mark.querySelector('[data-look="back"]')) return said(words.given_back, told);
  const early = !!mark.querySelector('[data-look="early"]');
  if (!name) return landing(terms[0], told, early, words, marks);
  return early ? said(words.early, told) : told.sum;
}

/**
 * A product, and where it lands.
 * @param {string} term
 * @param {{ sum: string, name: string }} told
 * @param {boolean} early whether it lands before its input arrives
 * @param {Record<string, string>} words
 * @param {Marks} marks
 */
function landing(term, told, early, words, marks) {
  const sums = [...marks.values()].filter(
    (mark) => "sy".includes(kindOf(mark)) && termsOf(mark).includes(term),
  );
  const kept = sums.find((mark) => !isCut(mark, marks));
  const name = (kept ?? sums[0])?.dataset.name ?? "";
  const lands = early ? words.lands_early : words.lands;
  return said(kept ? lands : name ? words.lands_cut : words.cut, { ...told, name });
}

const FEW = 3;

/**
 * A mark for the ear: its row, its sentence, and what is lit together with it.
 * @param {SVGElement} mark
 * @param {State} state
 * @param {Marks} marks
 */
export function heard(mark, state, marks) {
  const { words, view } = state;
  const kind = kindOf(mark);
  const [term] = termsOf(mark);
  const [one, other] = term ? term.split("*").map((name) => state.nameOf(name)) : [];
  const row = said(words[`row_${kind}_${view}`] ?? words[`row_${kind}`], { one, other });
  const lit = litBeside(mark, state, marks);
  return said(lit ? words.heard_lit : words.heard, { row, sum: tell(mark, state, marks), lit });
}

/**
 * What is lit besides a mark, by name where there are few of a kind, else counted.
 * @param {SVGElement} mark
 * @param {State} state
 * @param {Marks} marks
 */
function litBeside(mark, state, marks) {
  /** @type {Map<string, string>} what is drawn twice counts once, a kept sum as the output */
  const kinds = new Map();
  for (const other of marks.values()) {
    if (!other.classList.contains("lit") || other === mark) continue;
    const name = other.dataset.name ?? spelled(termsOf(other), (one) => state.nameOf(one));
    if (name === mark.dataset.name) continue;
    if (!kinds.has(name) || kindOf(other) === "y") kinds.set(name, kindOf(other));
  }
  /** @type {Record<string, string[]>} */
  const names = {};
  for (const [name, kind] of kinds) (names[kind] ??= []).push(name);
  const told = Object.entries(names).flatMap(([kind, some]) =>
    some.length > (kind === "p" ? 1 : FEW)
      ? [said(state.words[`many_${kind}`], { count: some.length })]
      : some,
  );
  const last = told.pop() ?? "";
  const one = told.reduce(
    (row, next) => (row && said(state.words.row, { one: row, other: next })) || next,
    "",
  );
  return (one && said(state.words.and, { one, other: last })) || last;
}
