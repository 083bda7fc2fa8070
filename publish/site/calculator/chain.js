// Layers read out of pasted text: lines of code, an nn.Sequential, or a model as it is printed.
import { valueOf } from "./literals.js";
import { FUNCTIONS, KEEP_SIZE, KINDS } from "./modules.js";
import { argumentsOf } from "./parameters.js";
import {
  children,
  divided,
  isCall,
  isChild,
  isOp,
  shown,
  tokensOf,
  withoutTarget,
} from "./reading.js";
import { N_, tr } from "./words.js";

/** @typedef {import("./reading.js").Token} Token */
/** @typedef {import("./reading.js").Passed} Passed */
/** @typedef {import("./parameters.js").Parameters} Parameters */
/** @typedef {import("./modules.js").Kind} Kind */
/**
 * name: its place in the model; module: the name of its kind; call: as it stands in the text;
 * written: the arguments as code.
 * @typedef {{ name: string, module: string, call: string, line: number, kind: Kind,
 *   parameters: Parameters, written: Record<string, string> }} Read
 */

const LONGEST = 100_000;
const MOST = 500;
const MOST_PASSED = 100;
const MOST_MISSES = 1000;
/** What only holds others, or changes their weights alone. */
const COUNTS = new Set(["Sequential", "ModuleList"]);
const NAMES = "ModuleDict OrderedDict append extend add_module weight_norm spectral_norm";
const HOLDS = new Set([...COUNTS, ...NAMES.split(" ")]);
/** What a terminal or a notebook puts before a line. */
const PROMPTS = /^(?:>>>|\.\.\.|(?:In|Out) ?\[\d{1,9}\]:)/gm;
export const ORDER = N_(
  "Its layers are read in this order; whatever else its forward does is not seen.",
);
const PRINTED_POOL = "kernel_size,stride,padding";
const BRANCHES = new Set("for while if elif else try except with".split(" "));

/**
 * The layers that stand in a text, in its order, and what in it is passed over.
 * @param {string} text
 * @returns {{ layers: Read[], passed: Passed[] }}
 */
export function readChain(text) {
  if (text.length > LONGEST) {
    const why = tr("The text has {count} characters, but at most {most} are read.", {
      count: text.length,
      most: LONGEST,
    });
    return { layers: [], passed: [{ line: 1, text: shown(text), why }] };
  }
  text = text.replace(PROMPTS, "");
  const { tokens, passed } = tokensOf(text);
  passed.splice(MOST_PASSED);
  let misses = 0;
  /** @type {Read[]} */
  const layers = [];
  for (const statement of divided(tokens, ({ kind }) => kind === "line")) {
    read(statement, []);
  }
  return { layers, passed };

  /**
   * @param {Token[]} tokens of one expression
   * @param {string[]} path where it stands
   * @returns {void}
   */
  function read(tokens, path) {
    if (tokens.length === 1 && tokens[0].kind === "string") return;
    const bare = withoutTarget(tokens);
    const inner = bare.label ? [...path, bare.label] : path;
    const [first, second, ...more] = bare.tokens;
    if (layers.length >= MOST) {
      return pass(tokens, tr("Only the first {most} layers are read.", { most: MOST }));
    }
    if (isCall(bare.tokens)) {
      return readCall(first, second, more, inner);
    }
    if (!second && (first?.kind === "[" || first?.kind === "(" || first?.kind === "{")) {
      return readAll(first, inner, first.kind === "[");
    }
    const times = first?.kind === "number" && second?.text === "x" ? valueOf([first]) : undefined;
    if (typeof times === "number") {
      const count = Math.min(times, MOST);
      for (let n = 0; n < count && layers.length < MOST; n++) {
        read(more, [...path, String(Number(bare.label.split("-")[0]) + n)]);
      }
      return;
    }
    if (first?.text === "class") return pass(tokens, tr(ORDER));
    if (BRANCHES.has(first?.text)) {
      const why = tr("“{word}” is not run: the layers under it are read once.", {
        word: first.text,
      });
      return pass(tokens, why);
    }
    // Lines out of a Sequential end in commas.
    const parts = divided(bare.tokens, (token) => isOp(token, ","));
    if (parts.some(isCall) && parts[0].length < bare.tokens.length) {
      return parts.forEach((part) => read(part, inner));
    }
    pass(tokens, tr("No layer can be read here."));
  }

  /**
   * The elements of a list, of a call, or the children of a printed module.
   * @param {Token} group
   * @param {string[]} path
   * @param {boolean} counts whether each one's number is its name
   * @returns {void}
   */
  function readAll(group, path, counts) {
    const parts = divided(group.items, (token) => isOp(token, ",")).flatMap(children);
    const [name, ...rest] = parts;
    // ("conv", nn.Conv1d(…)), as an OrderedDict or add_module takes it.
    if (name?.length === 1 && name[0].kind === "string" && rest.length === 1) {
      return read(rest[0], [...path, name[0].text.slice(1, -1)]);
    }
    const [begin] = parts[0] ?? [];
    const only = parts.length === 1 && (begin.kind !== "name" || /OrderedDict$/.test(begin.text));
    parts.forEach((part, n) => {
      const named = part.length === 1 && part[0].kind === "(";
      read(part, !counts || only || named || isChild(part) ? path : [...path, `${n}`]);
    });
  }

  /**
   * @param {Token} name
   * @param {Token} group its arguments
   * @param {Token[]} more what it is called with in turn
   * @param {string[]} path
   * @returns {void}
   */
  function readCall(name, group, more, path) {
    const last = name.text.slice(name.text.lastIndexOf(".") + 1).replace(/^Parametrized/, "");
    if (HOLDS.has(last)) return readAll(group, path, COUNTS.has(last));
    const call = shown(text.slice(name.start, group.end));
    const parts = divided(group.items, (token) => isOp(token, ",")).flatMap(children);
    const called = FUNCTIONS.get(last);
    const kind = called ?? KINDS.get(last);
    if (!kind) {
      const within = parts.filter(isChild);
      const why = within.length ? tr(ORDER) : tr("This module or function is not known here.");
      pass(within.length ? [name] : [name, group], why);
      return within.forEach((part) => read(part, path));
    }
    const [first] = called ? parts : divided(more[0]?.items ?? [], (token) => isOp(token, ","));
    if (first?.some(({ kind }) => kind === "(")) read(first, path);
    const given = KEEP_SIZE.has(last) ? [] : parts.filter((part) => !isChild(part));
    const found = argumentsOf(last, kind, called ? given.slice(1) : given, source);
    if (typeof found === "string") return pass([name, group], found);
    const named = given.every((part) => isOp(part[1], "=")) && Object.keys(found.written).join();
    if (/^AvgPool/.test(last) && named === PRINTED_POOL) {
      const why = tr("What print shows leaves out ceil_mode, which is taken to be False.");
      pass([name, group], why);
    }
    if (more.some(({ items }) => items.some((token) => token.text === "output_size"))) {
      pass(
        [name, group],
        tr("The output_size in its call is not read: the sizes are those without it."),
      );
    }
    const unknown = Object.keys(found.written).find((key) => found.parameters[key] === undefined);
    if (unknown) {
      const why = tr(
        "Its {name} is not written as a number here, but the sizes don't depend on it.",
        {
          name: unknown,
        },
      );
      pass([name, group], why);
    }
    const { line } = name;
    layers.push({ name: path.join("."), module: last, call, line, kind, ...found });
  }

  /** @param {Token[]} tokens */
  function source(tokens) {
    return tokens.length ? text.slice(tokens[0].start, tokens[tokens.length - 1].end) : "";
  }

  /**
   * @param {Token[]} tokens
   * @param {string} why
   */
  function pass(tokens, why) {
    misses += 1;
    if (misses > MOST_MISSES) return;
    const one = { line: tokens[0].line, text: shown(source(tokens)), why };
    if (passed.some((other) => other.text === one.text && other.why === why)) return;
    if (passed.length < MOST_PASSED) passed.push(one);
  }
}
