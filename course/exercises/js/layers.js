// Asks for one change in a decoder: its code, with a field in the place of each number.
import { make } from "../../picture/live/js/elements.js";
import { tr } from "./words.js";

/**
 * @param {import("./read.js").Layers} form
 * @param {Record<string, string>} typed
 * @returns {import("./fields.js").Part}
 */
export function layersPart({ channels, layers }, typed) {
  /** @type {HTMLInputElement[]} */
  const fields = [];
  const lines = layers.map((layer, n) => {
    const last = Object.keys(layer).length - 1;
    const parts = Object.entries(layer).flatMap(([name, old], place) => {
      const field = numberField(n, name, old, typed[`${n}.${name}`]);
      fields.push(field);
      // What follows a number never begins a line.
      const after = place === last ? ")," : ",";
      return [" ", make("span", { class: "tc-parameter" }, `${name}=`, field, after)];
    });
    const call = `nn.ConvTranspose1d(${channels[n]}, ${channels[n + 1]},`;
    return make("div", { class: "tc-layer" }, call, ...parts);
  });
  const element = make(
    "div",
    { class: "tc-part tc-layers", role: "group", "aria-label": tr("The decoder’s code") },
    "decoder = nn.Sequential(",
    ...lines,
    ")",
  );
  const changed = () => fields.filter((field) => field.value.trim() !== field.defaultValue);
  return {
    element,
    texts: () => Object.fromEntries(changed().map((field) => [field.name, field.value])),
  };
}

/**
 * A field for a number, which the arrow keys move by one.
 * @param {number} n
 * @param {string} name
 * @param {number} old
 * @param {string} [text]
 */
function numberField(n, name, old, text) {
  const tell = () => {
    field.classList.toggle("tc-changed", field.value.trim() !== `${old}`);
  };
  /** @param {KeyboardEvent} event */
  const onkeydown = (event) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!by || !/^\d{1,3}$/.test(field.value)) return;
    event.preventDefault();
    field.value = `${Math.max(0, Number(field.value) + by)}`;
    tell();
  };
  /** @type {HTMLInputElement} */
  const field = make("input", {
    type: "text",
    inputmode: "numeric",
    size: "2",
    maxlength: "12",
    name: `${n}.${name}`,
    value: `${old}`,
    "aria-label": `decoder[${n}]: ${name}`,
    autocomplete: "off",
    onkeydown,
    oninput: tell,
    onfocus: () => field.select(),
  });
  if (text !== undefined) field.value = text;
  tell();
  return field;
}
