// Reads what is typed into the fields of a form: the twin of typed.py, which has the rules.
import { ENDS, Unread, isBlank, numbers, plain, shortened, unread } from "./numerals.js";
import { listed, tr } from "./words.js";

export { Unread } from "./numerals.js";

/**
 * @typedef {{ name: string, kind: "number" | "row" | "truth", default?: unknown, axes?: number,
 *   values?: import("./table.js").Values }} Field
 * @typedef {{ kind: "numbers", axes: number }} Numbers
 * @typedef {{ kind: "fields", fields: Field[] }} Fields
 * @typedef {{ kind: "layers", channels: number[], layers: Record<string, number>[] }} Layers
 * @typedef {{ kind: "lines", head: string, lines: string[], take: number }} Lines
 * @typedef {{ kind: "choice", options: [string, string][] }} Choice  a word and a text for each
 * @typedef {Numbers | Fields | Layers | Lines | Choice} Form
 * @typedef {Record<string, string>} Typed  the text of each field by its name; a sole one without a
 *   name has "", and that of a layer's number is like "0.stride"
 */

const MOST = 999;
const NAMED = /([A-Za-z_][A-Za-z0-9_]*) ?=/;

/**
 * The answer that is typed into a form. It throws Unread.
 * @param {Form} form
 * @param {Typed} typed
 * @returns {any} numbers: a flat list; fields: the values by name; layers: the changes; lines:
 *   indices; choice: its word
 */
export function read(form, typed) {
  if (form.kind === "fields") return readFields(form.fields, typed);
  if (form.kind === "layers") return readLayers(form.layers, typed);
  const text = plain(typed, "");
  if (form.kind === "choice") return readChoice(form.options, text);
  if (isBlank(text)) throw new Unread(tr("Write your answer into the field first."));
  if (form.kind === "lines") return numbers(text, "row").map((n) => whole(n, "lines"));
  return numbers(text, ["number", "row", "rows"][form.axes]);
}

/**
 * @param {[string, string][]} options
 * @param {string} text
 */
function readChoice(options, text) {
  const words = options.map(([word]) => word);
  const said = text.replace(/^[ ,;.!。()[\]「」'"“”]+|[ ,;.!。()[\]「」'"“”]+$/g, "").toLowerCase();
  if (words.includes(said)) return said;
  if (isBlank(text)) throw new Unread(tr("Choose one of the answers first."));
  const told = { text: shortened(text.trim()), words: listed(words.map((word) => `'${word}'`)) };
  throw new Unread(tr("“{text}” is none of the answers; they are {words}.", told));
}

/**
 * @param {Field[]} fields
 * @param {Typed} typed
 */
function readFields(fields, typed) {
  /** @type {Map<string, string>} */
  const texts = new Map();
  const known = fields.map(({ name }) => name);
  for (const field of known)
    for (const [name, text] of byName(field, plain(typed, field))) {
      if (!known.includes(name)) {
        const values = { name: shortened(name), free: listed(known) };
        throw new Unread(tr("“{name}” is not free to choose here; {free} may be.", values));
      }
      if (isBlank(text)) continue;
      if (texts.has(name) && texts.get(name) !== text)
        throw new Unread(tr("{name} is given twice.", { name }));
      texts.set(name, text);
    }
  /** @type {Record<string, unknown>} */
  const answer = {};
  for (const field of fields) {
    const { name, kind } = field;
    const text = texts.get(name);
    if (text !== undefined) answer[name] = value(field, text);
    else if ("default" in field) answer[name] = field.default;
    else if (kind === "truth")
      throw new Unread(tr("Choose first whether the sentence is true or false."));
    else throw new Unread(tr("Choose a value for {name} first.", { name }));
    if (kind === "truth" && answer[name]) return { [name]: true };
  }
  return answer;
}

/**
 * What a field's text gives to which name: "stride=2, padding=1" may stand in one field.
 * @param {string} name
 * @param {string} given
 * @returns {[string, string][]}
 */
function byName(name, given) {
  const text = given.replace(/^ ?dict ?\(/, "(");
  const [before, ...rest] = text.split(NAMED);
  if (!rest.length) return [[name, text]];
  if (before.replace(ENDS, "")) throw unread(text, "number");
  return rest.flatMap((part, i) => (i % 2 ? [] : [[part, rest[i + 1]]]));
}

/**
 * @param {Field} field
 * @param {string} text
 */
function value({ name, kind, axes = 1 }, text) {
  if (kind === "truth") {
    const said = text.replace(ENDS, "");
    if (/^true$/i.test(said)) return true;
    if (/^false$/i.test(said)) return false;
    throw unread(text, kind);
  }
  const values = numbers(text, kind);
  if (kind === "row") return values;
  const isOneForEach = values.length === axes && values.every((each) => each === values[0]);
  if (values.length > 1 && !isOneForEach) {
    const told = { name, count: values.length };
    throw new Unread(tr("{name} takes one number, and {count} are given.", told));
  }
  return values[0];
}

/**
 * @param {Record<string, number>[]} layers
 * @param {Typed} typed
 */
function readLayers(layers, typed) {
  /** @type {[number, string, number][]} */
  const changes = [];
  for (const [n, layer] of layers.entries())
    for (const [name, old] of Object.entries(layer)) {
      const text = plain(typed, `${n}.${name}`);
      if (isBlank(text)) continue;
      const now = whole(/** @type {number} */ (value({ name, kind: "number" }, text)), name);
      if (now !== old) changes.push([n, name, now]);
    }
  return changes;
}

/**
 * @param {number} given
 * @param {string} name
 */
function whole(given, name) {
  if (Number.isInteger(given) && given >= 0 && given <= MOST) return given;
  throw new Unread(tr("{name} takes whole numbers from 0 to {most}.", { name, most: MOST }));
}
