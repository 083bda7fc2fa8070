// Python's literals, and arithmetic with them: numbers, words and lists.
import { divided, isOp } from "./reading.js";

/** @typedef {import("./reading.js").Token} Token */
/** @typedef {number | string | boolean | null | Value[]} Value */

const LONGEST = 30;

const PRINTED =
  "same valid zeros reflect replicate circular nearest linear bilinear bicubic trilinear area";
/** @type {Map<string, Value>} what printed modules write without quotes is a word, too */
const WORDS = new Map(
  /** @type {[string, Value][]} */ ([
    ["True", true],
    ["False", false],
    ["None", null],
    ...PRINTED.split(" ").map((word) => [word, word]),
  ]),
);
/** @type {Map<string, [number, (a: number, b: number) => number]>} how tight each one binds */
const OPERATORS = new Map([
  ["+", [1, (a, b) => a + b]],
  ["-", [1, (a, b) => a - b]],
  ["*", [2, (a, b) => a * b]],
  ["/", [2, (a, b) => a / b]],
  ["//", [2, (a, b) => Math.floor(a / b)]],
  ["%", [2, (a, b) => a - b * Math.floor(a / b)]],
  ["**", [4, (a, b) => a ** b]],
]);
const SIGN = 3;

/**
 * What literals make, or undefined where something else stands there.
 * @param {Token[]} tokens
 * @returns {Value | undefined}
 */
export function valueOf(tokens) {
  if (tokens.length > LONGEST) return undefined;
  let at = 0;
  const value = sum(0);
  return at === tokens.length ? value : undefined;

  /**
   * @param {number} least only what binds tighter is taken
   * @returns {Value | undefined}
   */
  function sum(least) {
    let left = operand();
    for (;;) {
      const token = tokens[at];
      const [power, compute] = (token?.kind === "op" && OPERATORS.get(token.text)) || [0, null];
      if (!compute || power <= least) return left;
      at += 1;
      const right = sum(token.text === "**" ? power - 1 : power);
      left =
        typeof left === "number" && typeof right === "number"
          ? finite(compute(left, right))
          : undefined;
    }
  }

  /** @returns {Value | undefined} */
  function operand() {
    const token = tokens[at];
    at += 1;
    if (isOp(token, "-", "+")) {
      const value = sum(SIGN);
      if (typeof value !== "number") return undefined;
      return token.text === "-" ? -value : value;
    }
    if (token?.kind === "number") return finite(Number(token.text.replaceAll("_", "")));
    if (token?.kind === "string") return token.text.replace(/^("""|'''|["'])([^]*)\1$/, "$2");
    if (token?.kind === "name") return WORDS.get(token.text);
    if (token?.kind !== "(" && token?.kind !== "[") return undefined;
    const values = [];
    for (const part of divided(token.items, (one) => isOp(one, ","))) {
      const value = valueOf(part);
      if (value === undefined) return undefined;
      values.push(value);
    }
    const one = token.kind === "(" && values.length === 1 && !isOp(token.items.at(-1), ",");
    return one ? values[0] : values;
  }
}

/** @param {number} value */
const finite = (value) => (Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : undefined);
