// Two sizes of a chain that should meet: which ones, and what makes them.
import { meet } from "./meet.js";
import { shortened, times, wholeNumbers } from "./numbers.js";
import { copying, make } from "./page.js";
import { sentences, tr } from "./words.js";

/** @import { Read } from "./chain.js" */
/** @import { Row } from "./walk.js" */
/** @typedef {{ channels: number | null, size: number[] }} Input */

/**
 * The choice of two sizes, with what makes them meet under it.
 * @param {Read[]} layers
 * @param {Input} input
 * @param {Row[]} rows
 * @param {string} chosen as in an address: "1,3" for two rows, "3;64,64" for a row and a size
 * @param {(chosen: string, said: string) => void} chose what is to stand in an address, and what comes out
 */
export function meetingOf(layers, input, rows, chosen, chose) {
  const [, from = "", to = "", size = ""] = /^(\d+)(?:,(\d+)|;([\d,]+))$/.exec(chosen) ?? [];
  const reached = rows.filter(({ after }) => after);
  const names = [tr("input"), ...reached.map(({ name, call }) => shortened(name || call))];
  const sizes = [input.size, ...reached.map(({ after }) => after?.size ?? [])];
  const options = names.map((name, n) => ({
    value: `${n}`,
    text: `${n} ${name}: ${times(sizes[n])}`,
  }));
  const first = select(tr("The first size"), options, from);
  const other = { value: "size", text: tr("another size") };
  const second = select(tr("The second size"), [...options, other], size ? "size" : to);
  const label = tr("Another size, one number for each axis");
  const wanted = make("input", { "aria-label": label, autocomplete: "off", spellcheck: "false" });
  wanted.value = size.split(",").join(", ");
  const place = make("div", {});

  function update() {
    const own = second.value === "size";
    wanted.hidden = !own;
    const axes = input.size.length;
    const read = wholeNumbers(wanted.value.trim() || "0", axes);
    const ready = first.value && second.value && (!own || (!read.fault && read.values[0] > 0));
    if (!ready) {
      const fault = own && wanted.value.trim() ? read.fault : "";
      place.replaceChildren(...(fault ? [make("p", {}, fault)] : []));
      return { state: "", said: fault };
    }
    const to = own ? read.values : Number(second.value) - 1;
    const said = told(meet(layers, input, Number(first.value) - 1, to));
    place.replaceChildren(...said.nodes);
    const state = `${first.value}${own ? `;${read.values.join(",")}` : `,${second.value}`}`;
    return { state, said: said.text };
  }

  const changed = (/** @type {Event} */ event) => {
    // The chain's own fields are not touched.
    event.stopPropagation();
    const { state, said } = update();
    chose(state, said);
  };
  const choice = make("fieldset", { class: "meet", oninput: changed });
  choice.append(make("legend", {}, tr("Two sizes that should meet")), first, second, wanted);
  update();
  return make("div", {}, choice, place);
}

/**
 * @param {string} name
 * @param {{ value: string, text: string }[]} options
 * @param {string} chosen
 */
function select(name, options, chosen) {
  const empty = { value: "", text: tr("choose") };
  const made = make("select", { "aria-label": name });
  made.append(...[empty, ...options].map(({ value, text }) => make("option", { value }, text)));
  made.value = chosen;
  if (made.selectedIndex < 0) made.value = "";
  return made;
}

/** @param {ReturnType<typeof meet>} found */
function told(found) {
  if (!found) {
    const text = tr(
      "These two sizes can't be compared: the chain stops before one of them, or their axes differ in number.",
    );
    return { text, nodes: [make("p", {}, text)] };
  }
  const values = { size: times(found.size), wanted: times(found.wanted) };
  const text = found.every
    ? tr("They meet for every input.")
    : found.meets
      ? tr("They meet here, at {size}, but not for every input.", values)
      : tr("They don't meet: {size} and {wanted}.", values);
  const none =
    found.changes.length || found.every ? "" : tr("No change was found that makes them meet.");
  const items = found.changes.map(({ action, code, reach, caveats }) =>
    make(
      "li",
      {},
      sentences([action, ...caveats]),
      " ",
      make("span", { class: "reach" }, reach),
      ...(code ? [make("br"), make("code", {}, code), " ", copying(code)] : []),
    ),
  );
  const list = items.length ? [make("ul", { class: "steps" }, ...items)] : [];
  return { text, nodes: [make("p", {}, sentences([text, none])), ...list] };
}
