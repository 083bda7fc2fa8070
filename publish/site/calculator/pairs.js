// Pairs of sizes as people write them: 7→14, 8->16, 31:62, or (7, 9) → (14, 18).
import { LARGEST } from "./layer.js";
import { plain, shortened } from "./numbers.js";
import { tr } from "./words.js";

/** How many pairs are read: every one of them costs time. */
const MANY = 100;

/** What stands between two sizes. */
export const ARROW = /=>|->|[→⇒⟶➔➜:>]|\bto\b/;

const PIECE = /[([][\d\s,×xX]*[)\]]|\d+(?:[×xX]\d+)*|>|[^\s,;]/g;

/** @typedef {[input: number[], output: number[]]} Pair of sizes along each axis */

/**
 * @param {string} text
 * @returns {{ pairs: Pair[], fault: string }}
 */
export function readPairs(text) {
  /** @param {string} fault @returns {{ pairs: Pair[], fault: string }} */
  const refusedFor = (fault) => ({ pairs: [], fault });
  const unread = tr("“{text}” can’t be read: enter pairs of sizes, as in 7→14, 8→16.", {
    text: shortened(text),
  });
  if (text.length > 2000) return refusedFor(unread);
  const said = plain(text).replace(new RegExp(ARROW, "g"), ">");
  // Two columns of a table have a tab between them.
  const pieces = (said.includes(">") ? said : said.replaceAll("\t", ">")).match(PIECE) ?? [];
  /** @type {Pair[]} */
  const pairs = [];
  for (let at = 0; at < pieces.length; at += 3) {
    const [input, arrow, output] = [pieces[at], pieces[at + 1], pieces[at + 2]];
    const sizes = [input, output].map((piece) => (piece ?? "").match(/\d+/g)?.map(Number) ?? []);
    if (arrow !== ">" || sizes.some((size) => !size.length)) return refusedFor(unread);
    if (sizes.flat().some((size) => size > LARGEST))
      return refusedFor(tr("Numbers beyond {most} are too large here.", { most: LARGEST }));
    pairs.push([sizes[0], sizes[1]]);
  }
  if (pairs.length > MANY)
    return refusedFor(tr("At most {most} pairs can be searched for at once.", { most: MANY }));
  return { pairs, fault: "" };
}

/** How many axes the pairs have; 0 where they differ. @param {Pair[]} pairs */
export function axesOf(pairs) {
  const counts = new Set(pairs.flat().map((size) => size.length));
  const [axes] = counts;
  return counts.size === 1 && axes <= 3 ? axes : 0;
}
