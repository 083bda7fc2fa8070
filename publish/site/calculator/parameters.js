// The numbers of a module's call, checked.
import { LARGEST, atLeast, whole as wholeNumber } from "./illegal.js";
import { valueOf } from "./literals.js";
import { isOp, shown } from "./reading.js";
import { refused, tr } from "./words.js";

/** @typedef {import("./reading.js").Token} Token */
/** @typedef {import("./literals.js").Value} Value */
/** @typedef {Record<string, Value | undefined>} Parameters */

/** What sizes don't follow from: code may stand there, such as a variable's name. */
const CHANNELS = new Set(
  "in_channels out_channels num_features num_channels groups num_groups".split(" "),
);

/** A module does not take a shape: the message says why. */
export class Stop extends Error {}

/**
 * One number for each axis.
 * @param {string} name
 * @param {Value | undefined} value one number for all axes, or a list of them
 * @param {number} axes
 * @param {number} [least]
 */
export function along(name, value, axes, least = -LARGEST) {
  const list = Array.isArray(value) ? value : [value];
  if (list.length !== 1 && list.length !== axes) {
    const rule = tr("it must be one number, or one for each of {axes} axes", { axes });
    throw new Stop(refused(name, written(value), rule));
  }
  return Array.from({ length: axes }, (_, n) =>
    whole(name, list[list.length === 1 ? 0 : n], least),
  );
}

/**
 * @param {string} name
 * @param {Value | undefined} value
 * @param {number} [least]
 */
export function whole(name, value, least = -LARGEST) {
  if (typeof value !== "number") {
    throw new Stop(refused(name, written(value), tr("it must be a whole number")));
  }
  return atLeast(name, wholeNumber(name, value), least);
}

/**
 * A value as Python writes it.
 * @param {Value | undefined} value
 * @returns {string}
 */
export function written(value) {
  if (Array.isArray(value))
    return `(${value.map(written).join(", ")}${value.length === 1 ? "," : ""})`;
  if (typeof value === "string") return `'${value}'`;
  if (typeof value === "boolean") return value ? "True" : "False";
  return `${value ?? "None"}`;
}

/** @type {(token: Token) => boolean} whether Python makes a number with a point of it */
const isFloat = (token) =>
  isOp(token, "/") ||
  (token.kind === "number" && /[.eE]/.test(token.text)) ||
  token.items.some(isFloat);

/**
 * The arguments by name, undefined where channels are no numbers, or a sentence that says why they
 * can't be read.
 * @param {string} module
 * @param {import("./modules.js").Kind} kind
 * @param {Token[][]} parts
 * @param {(tokens: Token[]) => string} source
 * @returns {{ parameters: Parameters, written: Record<string, string> } | string}
 */
export function argumentsOf(module, kind, parts, source) {
  // A lazy module prints the channels that it doesn't know as 0.
  const lazy = module.startsWith("Lazy") && parts[0]?.length === 1 && parts[0][0].text === "0";
  /** @type {Map<string, Value | undefined>} */
  const found = new Map();
  /** @type {[string, string][]} */
  const texts = [];
  for (const [n, part] of parts.slice(lazy ? 1 : 0).entries()) {
    const named = part[0].kind === "name" && isOp(part[1], "=");
    const name = named ? part[0].text : kind.takes[n];
    const values = { module, name: shown(name ?? ""), text: "", count: kind.takes.length };
    if (!name) return tr("{module} takes at most {count} arguments.", values);
    if (!kind.takes.includes(name)) return tr("{module} takes no argument {name}.", values);
    if (found.has(name)) return tr("{module} is given {name} twice.", values);
    const given = named ? part.slice(2) : part;
    const value = valueOf(given);
    const counted = CHANNELS.has(name);
    if (value === undefined && kind.reads.has(name) && !counted) {
      return tr("Its {name} must be written as a number, because no code is run.", values);
    }
    if (kind.reads.has(name) && name !== "scale_factor" && given.some(isFloat)) {
      return tr("Its {name} is no whole number to Python: write // for /, and 2 for 2.0.", values);
    }
    found.set(name, counted ? value : (value ?? null));
    texts.push([name, value === undefined ? source(given) : written(value)]);
  }
  const missing = kind.needs.find((name) => !found.has(name));
  if (missing) return tr("{module} needs {name}.", { module, name: missing });
  return { parameters: Object.fromEntries(found), written: Object.fromEntries(texts) };
}
