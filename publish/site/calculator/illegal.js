// What is refused, and what every number must be.
import { refused, tr } from "./words.js";

/** The largest number that is a parameter or a size that is given: no machine holds more. */
export const LARGEST = 10 ** 9;

/** Parameters that PyTorch refuses, with what the reader needs to mend them. */
export class IllegalLayer extends Error {
  /**
   * @param {string} parameter its name
   * @param {unknown} value what was given
   * @param {string} rule what must hold
   * @param {number | null} nearest null where no value of this parameter helps
   * @param {string} [torch] what PyTorch says to it, where it is more than the name of the rule
   */
  constructor(parameter, value, rule, nearest, torch = "") {
    super(refused(parameter, value, rule, nearest));
    this.name = "IllegalLayer";
    this.parameter = parameter;
    this.value = value;
    this.rule = rule;
    this.nearest = nearest;
    this.torch = torch;
  }
}

/**
 * The value, if it is a whole number that is not too large.
 * @param {string} name
 * @param {number} value
 */
export function whole(name, value, most = LARGEST) {
  if (value > most) throw new IllegalLayer(name, value, exceeds(most), most);
  if (Number.isInteger(value)) return value;
  throw new IllegalLayer(name, value, tr("it must be a whole number"), null);
}

/** The rule that something is not larger. @param {number} most */
export const exceeds = (most) => tr("it must not exceed {most}", { most });

/**
 * The value, if it is not too small.
 * @type {(name: string, value: number, least: number) => number}
 */
export function atLeast(name, value, least) {
  if (value >= least) return value;
  // Translators: a rule, as in "stride=0 is not possible: …."
  throw new IllegalLayer(name, value, tr("it must be at least {least}", { least }), least);
}

/** The size of an input, if it is one. @param {number} input_size */
export function sized(input_size) {
  if (whole("input_size", input_size) >= 1) return input_size;
  // Translators: a rule; the name is that of a parameter, like input or weight.
  const rule = tr("the {name} needs at least 1 element", { name: "input" });
  throw new IllegalLayer("input_size", input_size, rule, 1);
}
