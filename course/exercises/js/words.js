// The form's own sentences. English stands in the code, and the host brings another language.

/** @type {Record<string, string>} English -> the language spoken */
let catalogue = {};

/** @param {Record<string, string>} words English -> the language spoken */
export function speak(words) {
  catalogue = { ...words };
}

/**
 * The sentence in the language spoken, the values in the places named in it.
 * @param {string} text
 * @param {Record<string, unknown>} [values]
 */
export function tr(text, values = {}) {
  return filled(Object.hasOwn(catalogue, text) ? catalogue[text] : text, values);
}

/**
 * @param {string} text
 * @param {Record<string, unknown>} values those of the places in it; a place without one stays
 */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) =>
    Object.hasOwn(values, name) ? `${values[name]}` : place,
  );
}

/**
 * Words in a row: "a, b, c" in English.
 * @param {string[]} words
 */
export function listed(words) {
  return words.reduce((one, other) => tr("{one}, {other}", { one, other }));
}
