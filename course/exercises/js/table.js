// A page's judge: it looks an answer up in a table that the judge of the notebooks has made.
import { apart } from "../../picture/live/js/numbers.js";
import { spoken } from "../../picture/live/js/sentences.js";
import { filled, tr } from "./words.js";

/**
 * How an answer finds its verdict is told by the kind of the form; see tables.py. A verdict is its
 * outcome, its text and, where it is named, the wrong idea behind the answer.
 * @typedef {{ outcome: string, text: string, idea?: string | null, picture?: string | null }} Verdict
 * @typedef {{ from: number, to: number, most?: number }} Values
 * @typedef {{ name: string, kind: string, values?: Values, also?: unknown[] }} Field
 * @typedef {number | null | any[]} Tree  the index of a verdict, or a list of such for each way on
 * @typedef {{ form: any, verdicts: string[][], pictures: Record<string, string>, [part: string]: any }} Table
 */

/**
 * @param {Table} table
 * @param {Record<string, string>} sentences those that are open in it, in the page's language
 * @returns {(answer: any) => Verdict}
 */
export function judgeOf(table, sentences) {
  /** @type {(answer: any) => Found} */
  const find = KINDS[/** @type {keyof typeof KINDS} */ (table.form.kind)](table);
  return (answer) => {
    const { place, values = {}, beyond } = find(answer);
    if (place === undefined) return { outcome: "not checked", text: beyond ?? "" };
    const [outcome, text, idea = null] = table.verdicts[place];
    const picture = table.pictures[place] ?? null;
    return {
      outcome,
      text: spoken(filled(text, values), sentences),
      idea,
      picture: picture && spoken(picture, sentences, escaped),
    };
  };
}

/**
 * Where an answer's verdict stands, and what goes into the places of its text; or, where the page
 * holds none, what it says instead.
 * @typedef {{ place?: number, values?: Record<string, string>, beyond?: string }} Found
 */

/** @satisfies {Record<string, (table: Table) => (answer: any) => Found>} */
const KINDS = {
  numbers:
    ({ form, answer, right, ideas, wrong, missing, long }) =>
    (/** @type {number[]} */ row) => {
      const isSame = form.axes ? isAlike : isEqual;
      const at = [...row, NaN].findIndex((value, i) => !isSame(value, answer[i] ?? NaN));
      if (at === answer.length && row.length === at) return { place: right };
      const idea = ideas.find(
        (/** @type {[number[], number]} */ [other]) => `${other}` === `${row}`,
      );
      if (idea) return { place: idea[1] };
      // Rows of another length are no rows of the ones that are asked for.
      const isLong = at >= answer.length || (form.axes > 1 && row.length !== answer.length);
      const place = isLong ? long : at >= row.length ? missing[at] : wrong[at];
      const all = row.map((value) => apart(value, answer[0])).join(", ");
      const have = apart(row[at] ?? NaN, answer[at]);
      return { place, values: { have, all, count: `${row.length}` } };
    },

  fields: ({ form, at }) => {
    /** @type {[Field, string[]][]} */
    const axes = form.fields.map((/** @type {Field} */ field) => [
      field,
      held(field).map((value) => JSON.stringify(value)),
    ]);
    return (/** @type {Record<string, unknown>} */ answer) => {
      const path = [];
      for (const [{ name, values }, known] of axes) {
        // A sentence that is said to be true needs no case.
        if (!(name in answer)) break;
        const place = known.indexOf(JSON.stringify(answer[name]));
        if (place < 0 && values) return beyond(name, values);
        path.push(place);
      }
      return walk(at, path);
    };
  },

  layers:
    ({ form, nothing, at, many, changes, row }) =>
    (/** @type {[number, string, number][]} */ made) => {
      const names = Object.keys(form.layers[0]);
      if (!made.length) return { place: nothing };
      if (made.length > 1) {
        const each = made.map(([layer, name, now]) =>
          filled(changes[layer][names.indexOf(name)], { new: `${now}` }),
        );
        const listed = each.reduce((one, other) => filled(row, { one, other }));
        return { place: many, values: { count: `${made.length}`, changes: listed } };
      }
      const [[layer, name, now]] = made;
      const values = form.values[name];
      if (now < values.from || now > values.to) return beyond(name, values);
      return walk(at, [layer, names.indexOf(name), now - values.from]);
    },

  lines:
    ({ form, at, groups, few, pair }) =>
    (/** @type {number[]} */ taken) => {
      if (taken.length !== form.take) return { place: few, values: { count: `${taken.length}` } };
      const places = new Set(taken.map((line) => groups[line]));
      return places.size < taken.length ? { place: pair } : walk(at, taken);
    },

  choice:
    ({ form, at }) =>
    (/** @type {string} */ word) => ({
      place: at[form.options.findIndex((/** @type {string[]} */ [known]) => known === word)],
    }),
};

/**
 * @param {Tree} tree
 * @param {number[]} path
 * @returns {Found}
 */
function walk(tree, path) {
  for (const at of path) tree = Array.isArray(tree) ? tree[at] : tree;
  return { place: /** @type {number} */ (tree) };
}

/**
 * All values of a field, in the order of the table.
 * @param {Field} field
 * @returns {unknown[]}
 */
function held({ kind, values, also = [] }) {
  if (kind === "truth" || !values) return [true, false];
  const { from, to, most = 1 } = values;
  const numbers = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  if (kind !== "row") return [...numbers, ...also];
  const rows = [numbers.map((value) => [value])];
  while (rows.length < most)
    rows.push(rows[rows.length - 1].flatMap((row) => numbers.map((value) => [...row, value])));
  return [...rows.flat(), ...also];
}

/**
 * Which values of a field a page takes.
 * @param {Values} values
 */
export function range({ from, to, most }) {
  if (most === undefined) return tr("{from} to {to}", { from, to });
  return tr("up to {most} numbers from {from} to {to}", { most, from, to });
}

/**
 * @param {string} name
 * @param {Values} values
 * @returns {Found}
 */
function beyond(name, values) {
  const told = { name, range: range(values) };
  return {
    beyond: tr("For {name}, this page can judge {range}; the notebook judges any value.", told),
  };
}

/**
 * Whether two numbers are the same apart from rounding, as Python's math.isclose has it.
 * @param {number} value
 * @param {number} wanted
 */
function isAlike(value, wanted) {
  const size = Math.max(Math.abs(value), Math.abs(wanted));
  return Math.abs(value - wanted) <= Math.max(1e-9 * size, 1e-9);
}

/**
 * Whether two sizes or counts are the same.
 * @param {number} value
 * @param {number} wanted
 */
const isEqual = (value, wanted) => value === wanted;

/** @param {string} text */
export function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
