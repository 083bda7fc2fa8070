// Asks for numbers: in one field, or in a field for each name.
import { make } from "../../picture/live/js/elements.js";
import { tr } from "./words.js";

/**
 * What asks for an answer in a form.
 * @typedef {object} Part
 * @property {HTMLElement} element
 * @property {() => Record<string, string>} texts  what stands in each field, by its name
 */

let made = 0;
/** @param {string} name */
export const unique = (name) => `tc-${name}-${(made += 1)}-${Math.random().toString(36).slice(2)}`;

/**
 * A field that grows with its text. Enter checks; it makes a new line together with Shift.
 * @param {string} text
 * @param {Record<string, string>} attributes
 */
function wide(text, attributes) {
  /** @param {KeyboardEvent} event */
  const onkeydown = (event) => {
    // An input method takes Enter for its own choice first.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    field.form?.requestSubmit();
  };
  const rows = `${Math.max(1, text.split("\n").length)}`;
  const field = make("textarea", { ...attributes, rows, spellcheck: "false", onkeydown });
  field.value = text;
  return field;
}

/**
 * One field for a number, a row of them, or rows.
 * @param {import("./read.js").Numbers} form
 * @param {Record<string, string>} typed
 * @returns {Part}
 */
export function numbersPart({ axes }, typed) {
  const [asked, example] = [
    [tr("Your answer, a number"), "9"],
    [tr("Your answer, a row"), "1, 0, 2"],
    [tr("Your answer, row after row"), "[[1, 0], [2, 3]]"],
  ][axes];
  const [id, described] = [unique("answer"), unique("example")];
  const field = wide(typed[""] ?? "", {
    id,
    class: axes ? "tc-wide" : "tc-number",
    "aria-describedby": described,
  });
  const element = make(
    "div",
    { class: "tc-part" },
    make(
      "div",
      { class: "tc-asked" },
      make("label", { for: id }, asked),
      make("span", { class: "tc-example", id: described }, tr("as in {example}", { example })),
    ),
    field,
  );
  return { element, texts: () => ({ "": field.value }) };
}

/**
 * A field for each name, and a choice of two where a sentence is true or false.
 * @param {import("./read.js").Fields} form
 * @param {Record<string, string>} typed
 * @returns {Part}
 */
export function fieldsPart({ fields }, typed) {
  const rows = make("div", { class: "tc-fields" });
  const element = make("div", { class: "tc-part" });
  /** @type {Map<string, () => string>} */
  const texts = new Map();
  for (const field of fields) {
    const { name, kind } = field;
    const given = Object.hasOwn(typed, name) ? typed[name] : written(field.default);
    if (kind === "truth") {
      const choice = truth(given, (isTrue) => (rows.hidden = isTrue));
      element.append(choice.element);
      texts.set(name, choice.text);
      rows.hidden = choice.text() === "True";
      continue;
    }
    const id = unique(name);
    const input =
      kind === "row"
        ? wide(given, { id, class: "tc-row" })
        : make("input", { id, type: "text", class: "tc-number", spellcheck: "false" });
    input.value = given;
    rows.append(
      make("label", { for: id }, make("code", {}, name), " ="),
      make("div", { class: "tc-field" }, input),
    );
    texts.set(name, () => input.value);
  }
  element.append(rows);
  return {
    element,
    texts: () => Object.fromEntries([...texts].map(([name, text]) => [name, text()])),
  };
}

/** @param {unknown} value */
const written = (value) => (value === undefined ? "" : `${value}`.replaceAll(",", ", "));

/**
 * @param {string} given
 * @param {(isTrue: boolean) => void} onChoice
 */
function truth(given, onChoice) {
  const name = unique("true");
  /** @type {[string, string][]} */
  const choices = [
    ["True", tr("true")],
    ["False", tr("false, as in this case")],
  ];
  const radios = choices.map(([value]) => {
    const checked = given.trim().toLowerCase() === value.toLowerCase();
    const onchange = () => onChoice(value === "True");
    return make("input", { type: "radio", name, value, checked, onchange });
  });
  const labels = choices.map(([, said], i) =>
    make("label", { class: "tc-choice" }, radios[i], said),
  );
  const legend = make("legend", {}, tr("The sentence is"));
  return {
    element: make("fieldset", { class: "tc-truth" }, legend, ...labels),
    text: () => radios.find((radio) => radio.checked)?.value ?? "",
  };
}
