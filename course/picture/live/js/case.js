// How a case that an address names is shown: in the figure that stands there, or in one that holds all.
import { host } from "./host.js";
import { State } from "./state.js";

/** @typedef {import("./address.js").Case} Case */
/** @typedef {Record<string, any>} Told the state of a figure, as Python tells it */
/** @typedef {Record<number, Told>} Wholes by the number of axes, a figure with all that the site holds */
/** @typedef {Record<string, number[][]>} Rows of each vector */

/**
 * The state that shows a case, or null where neither the first figure nor a whole one can.
 * @param {Case} found what it leaves out is as in the first figure
 * @param {Told} first
 * @param {Wholes} wholes
 * @returns {Told | null}
 */
export function stateOf({ vectors, parameters, view }, first, wholes) {
  const own = new State(host(first));
  /** @type {Rows} */
  const rows = Object.fromEntries(
    own.vectors.map((name) => [name, vectors[name] ?? own.rows(name)]),
  );
  const planes = Object.values(rows).some((one) => one.length > 1);
  // Where all numbers are named, what is left out is PyTorch's default.
  const named = own.vectors.every((name) => name in vectors);
  const whole = wholes[planes ? 2 : 1];
  for (const base of [first, whole]) {
    if (!base || planes !== Object.keys(base._shapes).length > 0) continue;
    const values = own.parameters.map((name) => [
      name,
      parameters[name] ?? (named ? (whole ?? base)._reach[name][0] : first[name]),
    ]);
    const shown = view ?? (base._views.includes(first.view) ? first.view : base._views[0]);
    const told = { ...base, ...Object.fromEntries(values), view: shown };
    const fits = [
      base._views.includes(shown),
      ...own.parameters.map((name) => isIn(told[name], base._reach[name])),
      ...Object.entries(own.counts).map(([count, name]) => put(told, count, name, rows[name])),
    ];
    if (fits.every(Boolean)) return told;
  }
  return null;
}

/**
 * @param {number} value
 * @param {[number, number]} ends
 */
const isIn = (value, [least, most]) => least <= value && value <= most;

/**
 * Put a vector into a figure's state; whether it may have this size.
 * @param {Told} told
 * @param {string} count the name of its size
 * @param {string} name
 * @param {number[][]} rows
 */
function put(told, count, name, rows) {
  const [size, shape] = [[rows.length, rows[0].length], told._shapes[name]];
  told[name] = rows.flat();
  const square = !shape || shape[0] === shape[1];
  if (!square) return `${size}` === `${shape}`;
  return isIn(size[1], told._reach[count]) && size[0] === (shape ? size[1] : 1);
}
