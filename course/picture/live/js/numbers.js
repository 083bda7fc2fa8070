// Numbers as the course writes them, and the expressions over variables that a drawing carries.

/**
 * @typedef {Record<string, number>} Values
 *   The value of each variable: { x0: 1, w2: 3 }.
 */

/**
 * @param {number} value
 * @param {number} digits
 */
function rounded(value, digits) {
  const [mantissa, power] = value
    .toExponential(digits - 1)
    .split("e")
    .map(Number);
  const plain = power >= -4 && power < digits;
  const text = plain ? `${Number(`${mantissa}e${power}`)}` : `${mantissa}e${power}`;
  return text.replaceAll("-", "−");
}

/**
 * A number as Python's `course.number_format.number` writes it.
 * @param {number} value
 */
export const number = (value) => written(value, 4);

/**
 * @param {number} value
 * @param {number} digits
 */
function written(value, digits) {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return `${value}`.replace("-", "−");
  return rounded(value, digits);
}

/**
 * The first number with as many digits as it takes to tell it from the other one.
 * @param {number} one
 * @param {number} other
 */
export function apart(one, other) {
  let digits = 4;
  while (digits < 17 && written(one, digits) === written(other, digits)) digits += 1;
  return written(one, digits);
}

/**
 * A number for a small cell.
 * @param {number} value
 */
export function short(value) {
  const text = number(value);
  return text.length <= 6 ? text : rounded(value, 2);
}

/**
 * @param {string} term factors such as x0*w2 or 3*x0
 * @param {Values} values
 */
function product(term, values) {
  return term.split("*").reduce((result, name) => result * (values[name] ?? Number(name)), 1);
}

/**
 * The sum of terms. They are told in the order of reading and added from the last to the first,
 * as their maker does: floats would differ otherwise.
 * @param {string[]} terms
 * @param {Values} values
 */
export function sum(terms, values) {
  return terms.reduceRight((result, term) => result + product(term, values), 0);
}

/**
 * A term with its numbers: "2·3", or "2·(−3)".
 * @param {string} term
 * @param {Values} values
 */
export function factors(term, values) {
  const told = term.split("*").map((name) => number(values[name]));
  return told.map((text) => (text.startsWith("−") ? `(${text})` : text)).join("·");
}

/**
 * What a sum is made of in a step: what stood there, and each product that comes to it.
 * @param {string[]} terms all of the sum so far
 * @param {Set<string>} newest those of the step
 * @param {Values} values
 */
export function parts(terms, newest, values) {
  const before = terms.filter((term) => !newest.has(term));
  const added = terms.filter((term) => newest.has(term)).map((term) => sum([term], values));
  return before.length ? [sum(before, values), ...added] : added;
}

/**
 * Numbers that are yet to be added up: "3+2", "3−2".
 * @param {number[]} numbers
 * @param {(value: number) => string} written
 */
export function joined(numbers, written) {
  return numbers.map(written).reduce((all, one) => all + (one.startsWith("−") ? one : `+${one}`));
}

/**
 * @param {string} expression terms joined by +
 * @param {Values} values
 */
export function evaluate(expression, values) {
  return expression.split("+").reduce((result, term) => result + product(term, values), 0);
}

/**
 * A template with the numbers in it: {x0*w2} is one, {x0!} one for a small cell.
 * @param {string} template
 * @param {Values} values
 */
export function fill(template, values) {
  return template.replace(/\{([^}!=]+)(!?)\}/g, (_, expression, small) =>
    (small ? short : number)(evaluate(expression, values)),
  );
}
