// A figure's state as it stands behind # in an address: x=1,2,3&w=1,1,3&stride=2&view=gather, with
// the rows of planes as x=1,2;3,1. What stands there is data: numbers and known names, nothing else.

/** @typedef {import("./state.js").State} State */

/**
 * @typedef {object} Case
 * @property {number} figure which of the page's figures is meant, from 1 on
 * @property {Record<string, number[][]>} vectors the rows of each vector that is named
 * @property {Record<string, number>} parameters those that are named
 * @property {string | undefined} view
 */

// What is longer is no address of ours.
const LONGEST = 2000;
const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

/**
 * @param {State} state
 * @param {number} [figure]
 */
export function address(state, figure = 1) {
  const vectors = state.vectors.map((name) => [name, state.rows(name).join(";")]);
  const parts = [...vectors, ...Object.entries(state.now()), ["view", state.view]];
  if (figure > 1) parts.unshift(["figure", figure]);
  return parts.map(([name, value]) => `${name}=${value}`).join("&");
}

/** Whether what stands behind # is a state, and no anchor. @param {string} hash */
export const isState = (hash) => hash.includes("=");

/**
 * Read an address.
 * @param {string} hash
 * @param {{ vectors: string[], parameters: string[], views: string[] }} known
 * @returns {Case | string} the case, or the part that can't be read
 */
export function read(hash, known) {
  const text = hash.replace(/^#/, "");
  if (text.length > LONGEST) return `${text.slice(0, 20)}…`;
  /** @type {Case} */
  const found = { figure: 1, vectors: {}, parameters: {}, view: undefined };
  for (const part of text.split("&").filter(Boolean)) {
    const [name, ...rest] = part.split("=");
    const value = decoded(rest.join("="));
    const rows = value.split(";").map(numbers);
    const one = rows.length === 1 && rows[0].length === 1 ? rows[0][0] : NaN;
    if (name === "view" && known.views.includes(value)) found.view = value;
    else if (name === "figure" && one >= 1 && Number.isInteger(one)) found.figure = one;
    else if (known.parameters.includes(name) && Number.isInteger(one)) found.parameters[name] = one;
    else if (known.vectors.includes(name) && rows.every((row) => isRow(row, rows[0].length)))
      found.vectors[name] = rows;
    else return part.length > 40 ? `${part.slice(0, 40)}…` : part;
  }
  return found;
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * @param {string} text
 * @returns {number[]} NaN for what is no number
 */
function numbers(text) {
  const parts = text.split(",").map((one) => one.trim().replace("−", "-"));
  return parts.map((one) => (one.length <= 30 && NUMBER.test(one) ? Number(one) : NaN));
}

/**
 * @param {number[]} row
 * @param {number} length
 */
const isRow = (row, length) => row.length === length && row.every(Number.isFinite);
