// Paste your error: what a message of PyTorch means, and what to write.
import { hashOf } from "./address.js";
import { meaning, notRecognised } from "./errors.js";
import { copying, make, one, speaker } from "./page.js";
import { sentences, tr } from "./words.js";

/** @import { Meaning } from "./errors.js" */

/** What is kept of a long text: a traceback has its message at the end. */
const MOST = 20_000;

/**
 * @param {HTMLElement} section
 * @returns {import("./page.js").Part}
 */
export function errorPart(section) {
  /** @type {HTMLFormElement} */
  const form = one(section, "form");
  const place = one(section, ".answer");
  const say = speaker(section);
  /** @type {HTMLTextAreaElement} */
  const field = one(form, "textarea");

  function update() {
    if (field.value.length > MOST) field.value = field.value.slice(-MOST);
    const text = field.value;
    if (!text.trim()) {
      place.replaceChildren();
      return say("");
    }
    const found = meaning(text);
    const said = found ? found.means : unknown();
    place.replaceChildren(...(found ? answer(found) : [make("p", {}, said)]));
    say(said);
  }

  return {
    update,
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
    notRecognised(),
    tr("Paste the last line as well: it begins with the error's name, such as RuntimeError."),
    tr("If two sizes differ, paste the layers into the chain of layers below."),
  ]);
}

/** @param {Meaning} found */
function answer({ kind, means, parameter, write, values }) {
  const name = parameter ? [make("code", {}, parameter), ": "] : [];
  const link = taken(kind, values);
  return [
    make("p", {}, ...name, means),
    make("h3", {}, tr("What to write")),
    make(
      "ul",
      { class: "steps" },
      ...write.split("\n").map((step) => make("li", {}, ...withCode(step))),
    ),
    ...(link ? [make("p", {}, make("a", { href: link.href }, link.text))] : []),
  ];
}

/** What is code in a sentence: x.y(…), name(…), name=value and y[…]. */
const CODE =
  /([\w.]*\w(?:\((?:[^()]|\([^()]{0,80}\)){0,160}\)|\[[^[\]]{1,60}\]|=\([^()]{1,40}\)|=[\w.'"-]*\w['"]?)+)/;

/**
 * The sentence with its code marked, and the longest of it to be copied.
 * @param {string} text
 */
function withCode(text) {
  const parts = text.split(CODE);
  const codes = parts.filter((_, n) => n % 2);
  const [longest = ""] = codes.sort((one, other) => other.length - one.length);
  const said = parts.map((part, n) => (n % 2 ? make("code", {}, part) : part));
  return longest.length < 8 ? said : [...said, " ", copying(longest)];
}

/**
 * A link to the part of the page that goes on with the numbers; null where they make no case.
 * @param {string} kind
 * @param {Meaning["values"]} values
 */
function taken(kind, values) {
  /** @param {string} name @returns {number[]} */
  const list = (name) => /** @type {any} */ (Array.isArray(values[name]) ? values[name] : []);
  const { small, large } = values;
  if (typeof small === "number" && typeof large === "number") {
    const href = hashOf([
      ["input_size", `${small}`],
      ["output_size", `${large}`],
    ]);
    return { href, text: tr("Which layers make {large} from {small}?", { small, large }) };
  }
  if (kind === "cat" || kind === "broadcast")
    return { href: "#chain", text: tr("Paste the layers to see where the sizes begin to differ") };
  const kernel = list("kernel").length ? list("kernel") : list("weight").slice(2);
  const size = list("input").slice(-kernel.length);
  if (!kernel.length || kernel.length > 3 || size.length < kernel.length) return null;
  /** @type {[string, string][]} */
  const state = [
    ["axes", `${kernel.length}`],
    ["transposed", `${kind.endsWith("transposed")}`],
    ["input_size", size.join(",")],
    ["kernel_size", kernel.join(",")],
  ];
  return { href: hashOf(state), text: tr("Calculate with these numbers") };
}
