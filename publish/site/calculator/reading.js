// Python's brackets, calls and literals, read out of a text that is never run.
import { tr } from "./words.js";

/**
 * A token, or a bracket with the tokens in it.
 * @typedef {{ kind: "name" | "number" | "string" | "op" | "line" | "(" | "[" | "{", text: string,
 *   line: number, start: number, end: number, items: Token[] }} Token
 */
/** @typedef {number | string | boolean | null | Value[]} Value */
/** @typedef {{ line: number, text: string, why: string }} Passed */

// Each alternative takes what it begins with, so that no text is gone over twice.
const TOKEN = new RegExp(
  [
    /(?<space>[^\S\n]+|#[^\n]*|\\\r?\n)/,
    /(?<line>[\n;])/,
    /(?<string>"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)/,
    /(?<number>(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)/,
    /(?<name>[\p{L}_][\p{L}\p{N}_.]*)/u,
    /(?<op>\*\*=?|\/\/=?|->|[-+*/%=!<>:]=|[^])/,
  ]
    .map((part) => part.source)
    .join("|"),
  "uy",
);
const CLOSED_BY = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);
const CLOSING = new Set(CLOSED_BY.values());
const DEEPEST = 30;
const LONGEST_VALUE = 30;
const SHOWN = 120;

/**
 * The tokens of a text, those in brackets within them, and what is wrong with the brackets. Ends
 * of lines are tokens where no bracket is open.
 * @param {string} text
 * @returns {{ tokens: Token[], passed: Passed[] }}
 */
export function tokensOf(text) {
  /** @type {Token[]} */
  const tokens = [];
  /** @type {Token[]} */
  const open = [];
  /** @type {Passed[]} */
  const passed = [];
  let line = 1;
  TOKEN.lastIndex = 0;
  for (let found; (found = TOKEN.exec(text));) {
    const [part] = found;
    const [kind] = Object.entries(found.groups ?? {}).find(([, one]) => one !== undefined) ?? [""];
    const inner = open.at(-1);
    /** @type {Token} */
    const token = {
      kind: /** @type {Token["kind"]} */ (kind),
      text: part,
      line,
      start: found.index,
      end: TOKEN.lastIndex,
      items: [],
    };
    if (kind === "op" && CLOSED_BY.has(part)) {
      if (open.length === DEEPEST) {
        const why = tr("Brackets stand in brackets more than {most} deep.", { most: DEEPEST });
        return { tokens: [], passed: [{ line, text: part, why }] };
      }
      token.kind = /** @type {"(" | "[" | "{"} */ (part);
      (inner?.items ?? tokens).push(token);
      open.push(token);
    } else if (kind === "op" && CLOSING.has(part)) {
      if (inner && CLOSED_BY.get(inner.text) === part) {
        inner.end = TOKEN.lastIndex;
        open.pop();
      } else passed.push({ line, text: part, why: tr("This bracket closes none.") });
    } else if (kind !== "space" && (kind !== "line" || !inner)) {
      (inner?.items ?? tokens).push(token);
    }
    line += part.split("\n").length - 1;
  }
  if (open.length) {
    const [first] = open;
    const why = tr("This bracket is never closed: what follows it is read as if it stood in it.");
    passed.push({ line: first.line, text: first.text, why });
    for (const token of open) token.end = text.length;
  }
  return { tokens, passed };
}

/**
 * Tokens divided where one of these operators stands between them; empty parts fall out.
 * @param {Token[]} tokens
 * @param {(token: Token, at: number) => boolean} divides
 */
export function divided(tokens, divides) {
  /** @type {Token[][]} */
  const parts = [[]];
  tokens.forEach((token, at) => {
    if (divides(token, at)) parts.push([]);
    else parts[parts.length - 1].push(token);
  });
  return parts.filter((part) => part.length);
}

/**
 * @param {Token | undefined} token
 * @param {...string} texts
 */
export const isOp = (token, ...texts) => token?.kind === "op" && texts.includes(token.text);

/** @type {Map<string, Value>} what printed modules write without quotes is a word, too */
const WORDS = new Map(
  /** @type {[string, Value][]} */ ([
    ["True", true],
    ["False", false],
    ["None", null],
    ...["same", "valid", "zeros", "reflect", "replicate", "circular"].map((word) => [word, word]),
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
  if (tokens.length > LONGEST_VALUE) return undefined;
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

/**
 * A text as one line, cut where it is long.
 * @param {string} text
 */
export function shown(text) {
  const line = text
    .slice(0, 8 * SHOWN)
    .replace(/\s+/g, " ")
    .trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}
