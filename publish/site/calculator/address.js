// A state of the calculator as it stands behind "#" in an address: read, bounded, and written.
import { plain, shortened } from "./numbers.js";
import { tr } from "./words.js";

/** Longer addresses are cut off by what carries them. */
const LONGEST = 8000;

/** For each part the names that its state may have. @type {Map<string, string[]>} */
const NAMES = new Map([
  ["error", ["error"]],
  ["chain", ["chain", "input_size", "in_channels", "meet"]],
  ["settings", ["axes", "input_size", "output_size"]],
  [
    "size",
    [
      "axes",
      "transposed",
      "input_size",
      "kernel_size",
      "stride",
      "padding",
      "output_padding",
      "dilation",
      "in_channels",
      "out_channels",
      "groups",
    ],
  ],
]);

/** What stands in these is taken as it is. */
const TEXTS = new Set(["error", "chain"]);

/** Numbers in plain characters, 7x9 as 7,9. @param {string} text */
const sizesIn = (text) =>
  /\b0x/i.test(text) ? text : plain(text).replace(/(\d) ?[x×] ?(?=\d)/gi, "$1,");

/** @typedef {{ part: string, values: Map<string, string>, fault: string }} State */

/**
 * The state in an address; null where it is an anchor, or nothing.
 * @param {string} hash with its "#"
 * @returns {State | null}
 */
export function stateOf(hash) {
  if (!hash.includes("=")) return null;
  /** @param {string} fault @returns {State} */
  const unread = (fault) => ({ part: "", values: new Map(), fault });
  if (hash.length > LONGEST) return unread(tr("The address is too long to be read."));
  /** @type {Map<string, string>} */
  const values = new Map();
  for (const piece of hash.slice(1).split("&")) {
    if (!piece) continue;
    const at = piece.indexOf("=");
    const name = at < 0 ? piece : piece.slice(0, at);
    try {
      const text = decodeURIComponent(at < 0 ? "" : piece.slice(at + 1));
      values.set(name, TEXTS.has(name) ? text : sizesIn(text));
    } catch {
      return unread(unreadable(name, piece.slice(at + 1)));
    }
  }
  const part = ["error", "chain"].find((name) => values.has(name));
  const chosen = part ?? (values.has("output_size") ? "settings" : "size");
  const names = NAMES.get(chosen) ?? [];
  const strange = [...values].find(([name]) => !names.includes(name));
  if (strange) return unread(unreadable(...strange));
  return { part: chosen, values, fault: "" };
}

/**
 * That a piece of the address says nothing.
 * @param {string} name
 * @param {string} value
 */
export const unreadable = (name, value) =>
  // Translators: {text} is a piece of a web address, such as kernel_size=x.
  tr("“{text}” in the address can’t be read, so the address is ignored.", {
    text: shortened(`${name}=${value}`),
  });

/**
 * What stands behind "#" for a state; empty where it is too long for an address.
 * @param {[string, string][]} state names with their values
 */
export function hashOf(state) {
  const pieces = state.map(([name, value]) => {
    const text = encodeURIComponent(value).replaceAll("%2C", ",").replaceAll("%3B", ";");
    return `${name}=${text.replace(/%3A/g, ":")}`;
  });
  const hash = `#${pieces.join("&")}`;
  return hash.length > LONGEST || !state.length ? "" : hash;
}
