// Whole numbers as they are typed: one for all axes, or one for each.
import { LARGEST } from "./layer.js";
import { tr } from "./words.js";

/** @typedef {{ values: number[], fault: string }} Numbers values for each axis; empty where a fault is said */

/**
 * A text in plain characters: a Japanese keyboard writes digits, signs and commas of full width.
 * @param {string} text
 */
export const plain = (text) =>
  text
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll("、", ",")
    .replaceAll("−", "-");

/**
 * @param {string} text as in "4", "4, 3" or "(4, 3)"
 * @param {number} axes how many numbers are wanted
 * @returns {Numbers}
 */
export function wholeNumbers(text, axes) {
  /** @param {string} fault */
  const refusedFor = (fault) => ({ values: [], fault });
  const unread = () =>
    tr("“{text}” can’t be read: enter whole numbers, as in 4 or 4, 3.", { text: shortened(text) });
  if (text.length > 200) return refusedFor(unread());
  const parts = plain(text)
    .replace(/^[\s([]+|,?[\s)\]]+$/g, "")
    .split(/\s*[,\s×xX]\s*/);
  // 0x10 is sixteen to some and two numbers to others.
  if (/\b0x/i.test(text) || !parts.every((part) => /^[+-]?\d+$/.test(part)))
    return refusedFor(unread());
  const values = parts.map(Number);
  if (values.some((value) => Math.abs(value) > LARGEST))
    return refusedFor(tr("Numbers beyond {most} are too large here.", { most: LARGEST }));
  if (values.length === 1) return { values: Array(axes).fill(values[0]), fault: "" };
  if (values.length !== axes)
    return refusedFor(
      tr("“{text}” has {count} numbers: enter one for all axes, or {axes}.", {
        text: shortened(text),
        count: values.length,
        axes,
      }),
    );
  return { values, fault: "" };
}

/**
 * As it is written in a field or an address: one number where all are the same.
 * @param {number[]} values
 */
export const written = (values, between = ", ") =>
  values.every((value) => value === values[0]) ? `${values[0]}` : values.join(between);

/**
 * What was given, for a sentence that must not be longer than the page.
 * @param {string} text
 */
export const shortened = (text) => (text.length > 40 ? `${text.slice(0, 38)}…` : text);

/**
 * A size as people say it: 14 × 18.
 * @param {number[]} size
 */
export const times = (size) => size.join(" × ");
