// Paste your error: what a message of PyTorch means, and what to write.
import { hashOf } from "./address.js";
import { meaning } from "./errors.js";
import { copied, make, one, speaker } from "./page.js";
import { sentences, tr } from "./words.js";

/** Only the end of a long text is read: there stands the message. */
const LONGEST = 20000;
/** @type {[string, string][]} names in the address of a case, and what they are there without */
const CASE = [
  ["axes", "1"],
  ["input_size", ""],
  ["kernel_size", ""],
  ["stride", "1"],
  ["padding", "0"],
  ["output_padding", "0"],
  ["dilation", "1"],
];

/**
 * @param {HTMLElement} section
 * @param {() => void} changed
 * @returns {import("./page.js").Part}
 */
export function errorPart(section, changed) {
  /** @type {HTMLFormElement} */
  const form = one(section, "form");
  const place = one(section, ".answer");
  const say = speaker(section);
  /** @type {HTMLTextAreaElement} */
  const field = one(form, "textarea");

  function update() {
    const text = field.value.slice(-LONGEST);
    if (!text.trim()) {
      place.replaceChildren();
      return say("");
    }
    const found = meaning(text);
    const said = found ? found.means : unknown();
    place.replaceChildren(...(found ? answer(found) : [make("p", {}, said)]));
    say(said);
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    update();
    changed();
  });
  update();

  return {
    take(values) {
      field.value = values.get("error") ?? "";
      update();
      return "";
    },
    state: () => (field.value.trim() ? [["error", field.value.trim()]] : []),
  };
}

function unknown() {
  return sentences([
    tr("This message is not recognised."),
    tr("Paste its last line too, which begins with the error's name, as in RuntimeError."),
    tr("Otherwise paste the layers below, and see at which one the sizes part."),
  ]);
}

/** @param {NonNullable<ReturnType<typeof meaning>>} found */
function answer({ means, parameter, write, values, found }) {
  const sure =
    found === "words"
      ? [
          make(
            "p",
            { class: "quiet" },
            tr("Recognised by its words: another version may put it so."),
          ),
        ]
      : [];
  const where = parameter
    ? [make("p", {}, tr("It is about:"), " ", make("code", {}, parameter))]
    : [];
  const code = write ? [copied(write)] : [];
  /** @type {[string, string][]} */
  const state = CASE.filter(([name]) => Object.hasOwn(values, name)).map(([name]) => [
    name,
    `${values[name]}`,
  ]);
  const whole = ["input_size", "kernel_size"].every((name) => Object.hasOwn(values, name));
  const link = whole
    ? [make("p", {}, make("a", { href: hashOf(state) }, tr("Calculate with these numbers")))]
    : [];
  return [make("p", {}, means), ...where, ...code, ...link, ...sure];
}
