// Sentences in the page's language. English stands in the code, and the page brings the others.

/** @type {Record<string, string>} English -> the page's language */
let catalogue = {};

/** @param {Record<string, string>} sentences English -> the page's language */
export function speak(sentences) {
  catalogue = { ...sentences };
}

/**
 * The sentence in the page's language, the values in the places named in it.
 * @param {string} text
 * @param {Record<string, unknown>} [values]
 */
export function tr(text, values = {}) {
  const said = Object.hasOwn(catalogue, text) ? catalogue[text] : text;
  return said.replace(/\{(\w+)\}/g, (place, name) =>
    Object.hasOwn(values, name) ? `${values[name]}` : place,
  );
}

/**
 * The same text, marked for translation.
 * @param {string} text
 */
export const N_ = (text) => text;

/**
 * Whole sentences one after the other, spaced as the language does it; empty ones fall out.
 * @param {string[]} parts
 */
export function sentences(parts) {
  return parts
    .filter(Boolean)
    .reduce((one, other) => (one ? tr("{one} {other}", { one, other }) : other), "");
}

/**
 * That a parameter can't have a value: what must hold instead, and the nearest that works.
 * @param {string} parameter
 * @param {unknown} value
 * @param {string} rule a clause without a full stop, like "it must be at least 1"
 * @param {number | null} [nearest]
 */
export function refused(parameter, value, rule, nearest = null) {
  return sentences([
    tr("{parameter}={value} is not possible: {rule}.", { parameter, value, rule }),
    nearest === null ? "" : tr("The nearest value that works is {value}.", { value: nearest }),
  ]);
}
