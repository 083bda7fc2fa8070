// Asks for numbers: in one field, or in a field for each name.
import { make } from "../../picture/live/js/elements.js";
import { range } from "./table.js";
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
    // A page has verdicts on some values only, and says on which.
    const held = field.values
      ? [make("span", { class: "tc-example", id: `${id}-held` }, range(field.values))]
      : [];
    /** @type {Record<string, string>} */
    const told = held.length ? { "aria-describedby": `${id}-held` } : {};
    const input =
      kind === "row"
        ? wide(given, { id, class: "tc-row", ...told })
        : make("input", { id, type: "text", class: "tc-number", spellcheck: "false", ...told });
    input.value = given;
    rows.append(
      make("label", { for: id }, make("code", {}, name), " ="),
      make("div", { class: "tc-field" }, input, ...held),
    );
    texts.set(name, () => input.value);
  }
  element.append(rows);
  return {
    element,
    texts: () => Object.fromEntries([...texts].map(([name, text]) => [name, text()])),
  };
}

/**
 * One of a few answers.
 * @param {import("./read.js").Choice} form
 * @param {Record<string, string>} typed
 * @returns {Part}
 */
export function choicePart({ options }, typed) {
  const chosen = radios(tr("Your answer"), options, typed[""] ?? "", () => {});
  chosen.element.classList.add("tc-options");
  return { element: chosen.element, texts: () => ({ "": chosen.text() }) };
}

/** @param {unknown} value */
const written = (value) => (value === undefined ? "" : `${value}`.replaceAll(",", ", "));

/**
 * @param {string} given
 * @param {(isTrue: boolean) => void} onChoice
 */
function truth(given, onChoice) {
  /** @type {[string, string][]} */
  const choices = [
    ["True", tr("true")],
    ["False", tr("false, as in this case")],
  ];
  return radios(tr("The sentence is"), choices, given, (value) => onChoice(value === "True"));
}

/**
 * A choice of a few, of which one can be taken.
 * @param {string} asked
 * @param {[string, string][]} choices what each is read as, and its words, with code in backticks
 * @param {string} given
 * @param {(value: string) => void} onChoice
 */
function radios(asked, choices, given, onChoice) {
  const name = unique("choice");
  const said = given.trim().toLowerCase();
  const made = choices.map(([value]) => {
    const checked = said === value.toLowerCase();
    return make("input", { type: "radio", name, value, checked, onchange: () => onChoice(value) });
  });
  const labels = choices.map(([, text], i) =>
    make("label", { class: "tc-choice" }, made[i], make("span", {}, ...withCode(text))),
  );
  return {
    element: make("fieldset", { class: "tc-truth" }, make("legend", {}, asked), ...labels),
    text: () => made.find((radio) => radio.checked)?.value ?? "",
  };
}

/** @param {string} text */
const withCode = (text) =>
  text.split("`").map((part, i) => (i % 2 ? make("code", {}, part) : part));
