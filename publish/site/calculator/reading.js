// Python's tokens and brackets, read out of a text that is never run.
import { tr } from "./words.js";

/**
 * A token, or a bracket with the tokens in it.
 * @typedef {{ kind: "name" | "number" | "string" | "op" | "line" | "(" | "[" | "{", text: string,
 *   line: number, start: number, end: number, items: Token[] }} Token
 */
/** @typedef {{ line: number, text: string, why: string }} Passed */

// Each alternative takes what it begins with, so that no text is gone over twice.
const TOKEN = new RegExp(
  [
    /[^\S\n]+|#[^\n]*|\\\r?\n/, // space
    /[\n;]/, // the end of a line
    /"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?/, // a string
    /(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?/, // a number
    /[\p{L}_][\p{L}\p{N}_.]*/u, // a name
    /\*\*=?|\/\/=?|->|[-+*/%=!<>:]=|[^]/, // an operator, or anything else
  ]
    .map((part) => part.source)
    .join("|"),
  "uy",
);
/** @type {[Token["kind"] | "space", RegExp][]} by what a token begins with */
const KINDS = [
  ["line", /^[\n;]/],
  ["space", /^(?:\s|#|\\\r?\n)/],
  ["string", /^["']/],
  ["number", /^\.?\d/],
  ["name", /^[\p{L}_]/u],
  ["op", /^/],
];
const CLOSED_BY = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);
const CLOSING = new Set(CLOSED_BY.values());
const DEEPEST = 30;
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
    const kind = KINDS.find(([, begins]) => begins.test(part))?.[0] ?? "op";
    const inner = open.at(-1);
    /** @type {Token} */
    const token = {
      kind: kind === "space" ? "op" : kind,
      text: part,
      line,
      start: found.index,
      end: TOKEN.lastIndex,
      items: [],
    };
    if (kind === "op" && CLOSED_BY.has(part)) {
      if (open.length === DEEPEST) {
        const why = tr("Brackets are nested more than {most} deep.", { most: DEEPEST });
        return { tokens: [], passed: [{ line, text: part, why }] };
      }
      token.kind = /** @type {"(" | "[" | "{"} */ (part);
      (inner?.items ?? tokens).push(token);
      open.push(token);
    } else if (kind === "op" && CLOSING.has(part)) {
      if (inner && CLOSED_BY.get(inner.text) === part) {
        inner.end = TOKEN.lastIndex;
        open.pop();
      } else passed.push({ line, text: part, why: tr("This bracket was never opened.") });
    } else if (kind !== "space" && (kind !== "line" || !inner)) {
      (inner?.items ?? tokens).push(token);
    }
    if (kind !== "name" && kind !== "number") line += part.split("\n").length - 1;
  }
  if (open.length) {
    const [first] = open;
    const why = tr("This bracket is never closed, so what follows is read as if it stood inside.");
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

/**
 * A printed model's children stand behind each other without commas.
 * @param {Token[]} tokens
 */
export function children(tokens) {
  const starts = [0, ...tokens.keys()].filter((at) => at > 0 && isChild(tokens.slice(at, at + 2)));
  return [0, ...starts]
    .map((start, n) => tokens.slice(start, starts[n]))
    .filter(({ length }) => length);
}

/** Whether it is as in "nn.ReLU()(x)". @param {Token[]} tokens */
export const isCall = ([first, second, ...more]) =>
  first?.kind === "name" && second?.kind === "(" && more.every(({ kind }) => kind === "(");

/** Whether it is as in "(0): Conv1d(…)". @param {Token[]} tokens */
export const isChild = ([first, second]) => first?.kind === "(" && isOp(second, ":");

/**
 * What is assigned, returned or spread, and the name that it gets.
 * @param {Token[]} tokens
 */
export function withoutTarget(tokens) {
  if (isChild(tokens)) {
    return { label: tokens[0].items.map(({ text }) => text).join(""), tokens: tokens.slice(2) };
  }
  const at = tokens.map((token) => isOp(token, "=", "+=")).lastIndexOf(true);
  if (at > 0) {
    const [target] = tokens;
    const label = at === 1 || isOp(tokens[1], ":") ? target.text.replace(/^self\./, "") : "";
    return { label: target.kind === "name" ? label : "", tokens: tokens.slice(at + 1) };
  }
  if (tokens[0]?.kind === "string" && isOp(tokens[1], ":")) {
    return { label: tokens[0].text.slice(1, -1), tokens: tokens.slice(2) };
  }
  const led = isOp(tokens[0], "*", "**") || tokens[0]?.text === "return";
  return { label: "", tokens: led ? tokens.slice(1) : tokens };
}
