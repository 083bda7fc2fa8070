// Takes an error message of PyTorch apart. The twin of course/errors.py; both read errors.json.
import { VALUES } from "./error_values.js";
import { sentences, tr } from "./words.js";

/** @typedef {import("./error_values.js").Values} Values */
/** @typedef {string | { if?: string, unless?: string, say: string }} Sentence */
/** @typedef {{ kind: string, parameter: string, patterns: string[], words: string[][],
 *   means: (Sentence | Sentence[])[], write: (Sentence | Sentence[])[] }} Row */
/** @typedef {import("./error_values.js").Names & { by_words: string, unknown: string,
 *   kinds: Row[] }} Table */
/**
 * A message, understood: what it means, which parameter is meant (or ""), what to write, a line
 * for each way. Found by a few of its words, no number was read.
 * @typedef {{ kind: string, means: string, parameter: string, write: string, values: Values,
 *   found: "exact" | "words" }} Meaning
 */

// What is read of a long text: its beginning, and its end, where a traceback has its message.
const [FIRST, LAST] = [4_000, 16_000];
const PLACE = /\{(\w+)(?::(\w+))?\}/;
// Numbers of up to nine digits; in a size they stand as in [1, 3], (1 x 3) or 1 3.
const NUMBER = "-?[0-9]{1,9}";
/** @type {Record<string, string>} */
const SHAPES = {
  number: `${NUMBER}(?![0-9])`,
  size: `${NUMBER}(?:[,x \n]{1,3}${NUMBER}){0,7}(?![0-9])`,
  word: "[A-Za-z0-9_]{1,40}",
  type: "[A-Za-z0-9_.:<> ]{1,40}",
};

/** @type {Table} */
let table = { types: {}, methods: {}, names: {}, by_words: "", unknown: "", kinds: [] };
/** @type {Map<string, RegExp>} */
const compiled = new Map();

/** Take the messages from errors.json. @param {Table} read */
export function readTable(read) {
  table = read;
}

/**
 * What an error message of PyTorch means; null where it is not recognised.
 * @param {string} text the message, alone or with what stands round it; of several the last counts
 * @returns {Meaning | null}
 */
export function meaning(text) {
  text = cleaned(text);
  const packed = squeezed(text);
  const exact = exactly(text, packed);
  if (exact) return told(exact.row, exact.values, "exact");
  const row = byWords(packed);
  return row && told(row, {}, "words");
}

/** What is said where nothing was found. */
export const notRecognised = () => tr(table.unknown);

/**
 * A text in plain characters, without colours, indents and marks of quotation.
 * @param {string} text
 */
function cleaned(text) {
  if (text.length > FIRST + LAST) text = `${text.slice(0, FIRST)}\n${text.slice(-LAST)}`;
  return text
    .replace(/\x1b\[[0-9;]{0,20}[A-Za-z]/g, "")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[^\n!-~]+/g, " ")
    .replace(/ ?\n[ >|]*/g, "\n");
}

/** @param {string} text */
const squeezed = (text) => text.replace(/[ \n]/g, "");

/**
 * The row whose message stands last in the text, with its values; of two with one end, the longer.
 * @param {string} text
 * @param {string} packed
 */
function exactly(text, packed) {
  /** @type {{ end: number, start: number, row: Row, values: Values } | null} */
  let best = null;
  for (const row of table.kinds) {
    for (const pattern of row.patterns) {
      const parts = pattern.split(PLACE);
      if (!parts.every((part, i) => i % 3 > 0 || packed.includes(squeezed(part)))) continue;
      for (const match of text.matchAll(compile(pattern, parts))) {
        const [start, end] = [match.index, match.index + match[0].length];
        if (best && (end < best.end || (end === best.end && start >= best.start))) continue;
        const read = valuesOf(parts, match);
        const derive = Object.hasOwn(VALUES, row.kind) ? VALUES[row.kind] : () => ({});
        const more = derive(read, table);
        if (more) best = { end, start, row, values: { ...read, ...more } };
      }
    }
  }
  return best;
}

/** @param {string} packed */
function byWords(packed) {
  /** @type {Row | null} */
  let best = null;
  let last = -1;
  for (const row of table.kinds) {
    for (const words of row.words) {
      const places = words.map((word) => packed.lastIndexOf(squeezed(word)));
      if (Math.min(...places) < 0 || Math.max(...places) <= last) continue;
      [best, last] = [row, Math.max(...places)];
    }
  }
  return best;
}

/**
 * A message with its places. A terminal may have broken a line wherever it was full.
 * @param {string} pattern
 * @param {string[]} parts its texts, the names of its places and their kinds, in turn
 */
function compile(pattern, parts) {
  const made = compiled.get(pattern) ?? new RegExp(parts.flatMap(piece).join("\n?"), "g");
  compiled.set(pattern, made);
  return made;
}

/** @type {(part: string | undefined, i: number, parts: string[]) => string[]} */
function piece(part, i, parts) {
  if (i % 3 === 1) return [`(${SHAPES[parts[i + 1] ?? "number"]})`];
  if (i % 3 === 2 || !part) return [];
  return [...part].map((letter) =>
    letter === " " ? "[ \n]" : letter.replace(/[.*+?^${}()|[\]\\]/, "\\$&"),
  );
}

/** @type {(parts: string[], match: RegExpMatchArray) => Values} */
function valuesOf(parts, match) {
  const names = parts.filter((_, i) => i % 3 === 1);
  const kinds = parts.filter((_, i) => i % 3 === 2);
  return Object.fromEntries(names.map((name, i) => [name, valueOf(kinds[i], match[i + 1])]));
}

/** @type {(kind: string | undefined, said: string) => any} */
function valueOf(kind, said) {
  if (kind === "word" || kind === "type") return said;
  const numbers = [...said.matchAll(new RegExp(NUMBER, "g"))].map(Number);
  return kind ? numbers : numbers[0];
}

/** @type {(row: Row, values: Values, found: "exact" | "words") => Meaning} */
function told(row, values, found) {
  const note = found === "exact" ? "" : tr(table.by_words);
  return {
    kind: row.kind,
    means: sentences([note, ...row.means.map((entry) => said(entry, values))]),
    parameter: values.parameter ?? row.parameter,
    write: row.write
      .map((entry) => said(entry, values))
      .filter(Boolean)
      .join("\n"),
    values,
    found,
  };
}

/**
 * A sentence of the table, or "" where its places or its condition don't hold.
 * @type {(entry: Sentence | Sentence[], values: Values) => string}
 */
function said(entry, values) {
  if (Array.isArray(entry)) return entry.map((one) => said(one, values)).find(Boolean) ?? "";
  if (typeof entry === "object") {
    const { if: needed, unless: unwanted } = entry;
    if (unwanted && Object.hasOwn(values, unwanted)) return "";
    if (needed && !Object.hasOwn(values, needed)) return "";
    entry = entry.say;
  }
  const names = entry.split(PLACE).filter((_, i) => i % 3 === 1);
  if (!names.every((name) => Object.hasOwn(values, name))) return "";
  return tr(entry, Object.fromEntries(names.map((name) => [name, shown(values[name])])));
}

/** @param {unknown} value */
const shown = (value) => (Array.isArray(value) ? `[${value.join(", ")}]` : value);
