// Reads numbers in whatever letters and brackets they are typed: the twin of typed.py.
import { tr } from "./words.js";

const LONGEST = 10000;
const SHOWN = 60;
const SPACE = /[\t\n\v\f\r \u00a0\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]+/g;
const NUMBER = /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?$/i;
export const ENDS = /^[ ,;()[\]]+|[ ,;()[\]]+$/g;
/** @type {Record<string, string>} */
const EXAMPLES = { number: "2", row: "1, 0, 2", rows: "[[1, 0], [2, 3]]", truth: "True" };

/** What is typed is no answer yet; the message says what to write. */
export class Unread extends Error {}

/**
 * A field's text in one alphabet: ASCII for full-width letters, one space for any white ones.
 * @param {Record<string, string>} typed
 * @param {string} name
 */
export function plain(typed, name) {
  const own = Object.hasOwn(typed, name) ? typed[name] : "";
  const text = typeof own === "string" ? own : "";
  if (text.length > LONGEST) {
    const count = [...text].length;
    if (count > LONGEST)
      throw new Unread(
        tr("These are {count} characters; {most} are more than enough here.", {
          count,
          most: LONGEST,
        }),
      );
  }
  return text
    .replace(/[−‐‑–—ー－]/g, "-")
    .replace(/[、､，]/g, ",")
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/#[^\n]*/g, "")
    .replace(SPACE, " ");
}

/**
 * Whether nothing is typed, or the dots of the exercise still stand there.
 * @param {string} text
 */
export const isBlank = (text) =>
  !text.replace(ENDS, "") || text.includes("...") || text.includes("…");

/**
 * The numbers in a text, wherever brackets stand and whatever stands between them.
 * @param {string} text
 * @param {string} kind
 */
export function numbers(text, kind) {
  const parts = text.replace(/ ?\/ ?/g, "/").split(/[ ,;()[\]]+/);
  return parts.filter(Boolean).map((part) => number(part, text, kind));
}

/**
 * @param {string} part
 * @param {string} text
 * @param {string} kind
 */
function number(part, text, kind) {
  const [over, ...under] = part.split("/");
  if (under.length > 1 || ![over, ...under].every((each) => NUMBER.test(each)))
    throw unread(text, kind);
  const made = Number(over) / Number(under[0] ?? 1);
  if (!Number.isFinite(made)) throw unread(text, kind);
  return made + 0;
}

/**
 * @param {string} text
 * @param {string} kind
 */
export function unread(text, kind) {
  const values = { text: shortened(text.replace(/^ | $/g, "")), example: EXAMPLES[kind] };
  return new Unread(tr("“{text}” can't be read; write it as in {example}.", values));
}

/** @param {string} text */
export function shortened(text) {
  const letters = [...text.replace(/[\ud800-\udfff]/gu, "\ufffd")];
  return letters.slice(0, SHOWN).join("") + (letters.length > SHOWN ? "…" : "");
}
