// Sizes → settings: every layer that makes the sizes, the usual ones first.
import { unreadable } from "./address.js";
import { plain, wholeNumbers } from "./numbers.js";
import { make, one, speaker } from "./page.js";
import { ARROW, axesOf, readPairs } from "./pairs.js";
import { found } from "./settings_answer.js";
import { tr } from "./words.js";

/**
 * @param {HTMLElement} section
 * @returns {import("./page.js").Part}
 */
export function settingsPart(section) {
  /** @type {HTMLFormElement} */
  const form = one(section, "form");
  const place = one(section, ".answer");
  const say = speaker(section);
  /** @param {string} name @returns {HTMLInputElement} */
  const field = (name) => one(form, `[name=${name}]`);
  const names = ["input_size", "output_size", "pairs"];

  function asked() {
    const [input, output, more] = names.map((name) => plain(field(name).value).trim());
    // A whole list, pasted into the first field, is read as one.
    const list =
      ARROW.test(input) || input.includes("\t")
        ? input
        : input || output
          ? `(${input})→(${output})`
          : "";
    for (const [name, text] of [
      ["input_size", input],
      ["output_size", output],
    ])
      if (list && list !== input && !/^[\s([]*\d[\d\s,×xX]*[)\]]?$/.test(text))
        return { pairs: [], axes: 0, name, fault: unreadSize(name, text) };
    const [first, rest] = [readPairs(list), readPairs(more)];
    const fault = first.fault || rest.fault;
    const pairs = [...first.pairs, ...rest.pairs];
    const axes = axesOf(pairs);
    if (fault) return { pairs, axes, name: first.fault ? "input_size" : "pairs", fault };
    if (!pairs.length) return { pairs, axes, name: "input_size", fault: tr("Enter two sizes.") };
    if (!axes) {
      const told = tr("All sizes must have the same number of axes: 1, 2 or 3.");
      return { pairs, axes, name: more ? "pairs" : "output_size", fault: told };
    }
    const zero = pairs.flat(2).some((size) => size < 1);
    return {
      pairs,
      axes,
      name: zero ? "input_size" : "",
      fault: zero ? tr("A size must be at least 1.") : "",
    };
  }

  function update() {
    const { pairs, axes, name: wrong, fault } = asked();
    for (const name of names) {
      field(name).toggleAttribute("aria-invalid", false);
      if (name === wrong) field(name).setAttribute("aria-invalid", "true");
      if (name === wrong) field(name).setAttribute("aria-describedby", "settings-fault");
      else field(name).removeAttribute("aria-describedby");
    }
    if (fault) {
      const told = make("p", { id: "settings-fault" }, fault);
      place.replaceChildren(make("div", { class: "refusal" }, told));
      return say(fault);
    }
    const [title, ...rest] = found(pairs, axes);
    place.replaceChildren(title, ...rest);
    say(title.textContent ?? "");
  }

  return {
    update,
    take(values) {
      const given = values.size
        ? fromAddress(values)
        : [field("input_size").defaultValue, field("output_size").defaultValue, ""];
      if (typeof given === "string") return given;
      names.forEach((name, n) => (field(name).value = given[n]));
      update();
      return "";
    },
    state() {
      const { pairs, axes, fault } = asked();
      if (fault) return [];
      /** @param {0 | 1} end */
      const sizes = (end) => pairs.map((pair) => pair[end].join(",")).join(axes > 1 ? ";" : ",");
      /** @type {[string, string][]} */
      const state = axes > 1 ? [["axes", `${axes}`]] : [];
      return [...state, ["input_size", sizes(0)], ["output_size", sizes(1)]];
    },
  };
}

/** @param {string} name @param {string} text */
const unreadSize = (name, text) =>
  text
    ? wholeNumbers(text, 1).fault || tr("Enter {name}.", { name })
    : tr("Enter {name}.", { name });

/**
 * The fields' texts, or a sentence where the address can't be read.
 * @param {Map<string, string>} values
 */
function fromAddress(values) {
  const axes = values.get("axes") ?? "1";
  if (!["1", "2", "3"].includes(axes)) return unreadable("axes", axes);
  /** @type {string[][]} */
  const sizes = [];
  for (const name of ["input_size", "output_size"]) {
    const text = values.get(name);
    if (text === undefined)
      return tr("The address has no {name}, so the address is ignored.", { name });
    const parts = text.split(axes === "1" ? "," : ";");
    const good =
      parts.length <= 100 &&
      parts.every(
        (part) =>
          part.split(",").length === Number(axes) && !wholeNumbers(part, Number(axes)).fault,
      );
    if (!good || (sizes.length && sizes[0].length !== parts.length)) return unreadable(name, text);
    sizes.push(parts.map((part) => part.replaceAll(",", ", ")));
  }
  const [inputs, outputs] = sizes;
  const arrow = (/** @type {number} */ n) =>
    axes === "1" ? `${inputs[n]}→${outputs[n]}` : `(${inputs[n]})→(${outputs[n]})`;
  return [
    inputs[0],
    outputs[0],
    inputs
      .slice(1)
      .map((_, n) => arrow(n + 1))
      .join(", "),
  ];
}
