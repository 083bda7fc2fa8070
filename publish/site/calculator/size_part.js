// Settings → size: the fields, what stands in an address for them, and when they are answered.
import { unreadable } from "./address.js";
import { CHANNELS, layersOf, trouble } from "./case.js";
import { FIELDS } from "./layer.js";
import { wholeNumbers, written } from "./numbers.js";
import { one, speaker } from "./page.js";
import { pictureIn } from "./picture.js";
import { refusal } from "./refusal.js";
import { answer, sizeSaid } from "./size_answer.js";
import { tr } from "./words.js";

const NAMES = ["input_size", ...FIELDS, ...CHANNELS];

/** What an empty field means. @type {Map<string, string>} */
const USUAL = new Map([
  ["stride", "1"],
  ["padding", "0"],
  ["output_padding", "0"],
  ["dilation", "1"],
  ...CHANNELS.map((name) => /** @type {[string, string]} */ ([name, "1"])),
]);

/**
 * @param {HTMLElement} section
 * @param {() => void} changed
 * @returns {import("./page.js").Part}
 */
export function sizePart(section, changed) {
  /** @type {HTMLFormElement} */
  const form = one(section, "form");
  const place = one(section, ".answer");
  const say = speaker(section);
  /** @param {string} name @returns {HTMLInputElement} */
  const field = (name) => one(form, `[name=${name}]`);
  /** @param {string} name */
  const chosen = (name) =>
    /** @type {HTMLInputElement} */ (one(form, `[name=${name}]:checked`)).value;
  /** @param {string} name @param {string} value */
  const choose = (name, value) => {
    /** @type {HTMLInputElement} */ (one(form, `[name=${name}][value="${value}"]`)).checked = true;
  };

  /** The fields' numbers, or the first that can't be read. @returns {{ read: import("./case.js").Case, name: string, fault: string }} */
  function readFields() {
    const axes = Number(chosen("axes"));
    const transposed = chosen("transposed") === "true";
    /** @type {import("./case.js").Case} */
    const read = { axes, transposed, values: new Map() };
    for (const name of NAMES) {
      const text = (!transposed && name === "output_padding" ? "" : field(name).value).trim();
      const given = text || USUAL.get(name) || "";
      const fault = given ? "" : tr("Enter {name}.", { name });
      const found = fault
        ? { values: [], fault }
        : wholeNumbers(given, CHANNELS.includes(name) ? 1 : axes);
      if (found.fault) return { read, name, fault: found.fault };
      read.values.set(name, found.values);
    }
    return { read, name: "", fault: "" };
  }

  /** @param {string} name of a field that must be seen */
  function unfold(name) {
    const fold = field(name).closest("details");
    if (fold) fold.open = true;
  }

  /** @param {string} name of the field that is wrong; empty where none is */
  function mark(name) {
    for (const each of NAMES) {
      const wrong = each === name;
      if (wrong) {
        field(each).setAttribute("aria-invalid", "true");
        field(each).setAttribute("aria-describedby", "size-refusal");
        unfold(each);
      } else {
        field(each).removeAttribute("aria-invalid");
        field(each).removeAttribute("aria-describedby");
      }
    }
  }

  /**
   * Put the nearest value that works into its field.
   * @param {import("./case.js").Case} read
   * @param {string} name
   * @param {number} axis
   * @param {number} nearest
   */
  function apply(read, name, axis, nearest) {
    const before = read.values.get(name) ?? [];
    const all = before.map(() => nearest);
    const single = before.every((value) => value === before[0]);
    const works = single && !trouble({ ...read, values: new Map(read.values).set(name, all) });
    const each = before.map((value, n) => (n === axis ? nearest : value));
    field(name).value = written(works ? all : each);
    update();
    field(name).focus();
    changed();
  }

  const draw = pictureIn(one(section, ".drawn"), (values) => {
    const before = NAMES.map((name) => field(name).value).join();
    for (const [name, value] of values) {
      const same = (field(name).value || USUAL.get(name)) === value;
      if (!same) field(name).value = value;
    }
    if (NAMES.map((name) => field(name).value).join() === before) return;
    // The figure is where the reader has moved it.
    update(() => true);
    changed();
  });

  /** @param {typeof draw} [show] */
  function update(show = draw) {
    section.querySelector(".several")?.toggleAttribute("hidden", chosen("axes") === "1");
    field("output_padding").disabled = chosen("transposed") === "false";
    // A phone's keyboard of digits has no comma.
    for (const name of NAMES)
      field(name).inputMode =
        chosen("axes") === "1" || CHANNELS.includes(name) ? "numeric" : "text";
    const { read, name, fault } = readFields();
    const wrong = fault ? { name, axis: 0, said: fault, nearest: null, torch: "" } : trouble(read);
    mark(wrong?.name ?? "");
    if (!wrong) {
      place.replaceChildren(...answer(read, show(read, layersOf(read))));
      say(sizeSaid(read));
      return;
    }
    show(null, []);
    const { name: wrongName, axis, nearest } = wrong;
    const mend = nearest === null ? null : () => apply(read, wrongName, axis, nearest);
    place.replaceChildren(refusal(wrong, read.axes, mend));
    say(wrong.said);
  }

  return {
    update,
    take(values) {
      const given = values.size
        ? values
        : new Map(NAMES.map((name) => [name, field(name).defaultValue]));
      const found = fromAddress(given);
      if (typeof found === "string") return found;
      choose("axes", `${found.axes}`);
      choose("transposed", `${found.transposed}`);
      for (const name of NAMES) field(name).value = found.texts.get(name) ?? "";
      for (const name of CHANNELS) if (found.texts.has(name)) unfold(name);
      update();
      return "";
    },
    state() {
      const { read, fault } = readFields();
      if (fault) return [];
      /** @type {[string, string][]} */
      const state = read.axes === 1 ? [] : [["axes", `${read.axes}`]];
      if (!read.transposed) state.push(["transposed", "false"]);
      for (const [name, numbers] of read.values) {
        const text = written(numbers, ",");
        if (text !== USUAL.get(name)) state.push([name, text]);
      }
      return state;
    },
  };
}

/** @param {Map<string, string>} values */
function fromAddress(values) {
  const most = Math.max(
    1,
    ...[...values].map(([name, text]) => (CHANNELS.includes(name) ? 1 : text.split(",").length)),
  );
  const axes = values.get("axes") ?? `${Math.min(most, 3)}`;
  const transposed = values.get("transposed") ?? "true";
  if (!["1", "2", "3"].includes(axes)) return unreadable("axes", axes);
  if (!["true", "false"].includes(transposed)) return unreadable("transposed", transposed);
  const texts = new Map();
  for (const name of NAMES) {
    const text = values.get(name) ?? "";
    const found = wholeNumbers(text, CHANNELS.includes(name) ? 1 : Number(axes));
    if (text && found.fault) return unreadable(name, text);
    if (text) texts.set(name, written(found.values));
  }
  return { axes: Number(axes), transposed: transposed === "true", texts };
}
