// What all parts of the page share: pieces of a result, something to copy, and what is read out.
import { make } from "../../../course/picture/live/js/elements.js";
import { tr } from "./words.js";

export { make };

/** How long after the last key something is read out, and the address is written, in ms. */
export const PAUSE = 300;

/**
 * @typedef {object} Part
 * @property {() => void} update answers what stands in the fields
 * @property {(values: Map<string, string>) => string} take a state out of an address; a sentence where it can't be read
 * @property {() => [string, string][]} state for an address; empty where there is none
 */

/**
 * @template {Element} T
 * @param {ParentNode} parent
 * @param {string} selector
 * @returns {T}
 */
export function one(parent, selector) {
  const found = parent.querySelector(selector);
  if (!found) throw new Error(`The page lacks ${selector}.`);
  return /** @type {T} */ (found);
}

/**
 * Say a part's result to those who don't see it, once the reader stops typing.
 * @param {Element} section
 */
export function speaker(section) {
  const region = one(section, "[role=status]");
  let timer = 0;
  let first = true;
  /** @param {string} text */
  return (text) => {
    clearTimeout(timer);
    // What the page opens with is no news.
    const said = first ? "" : text;
    first = false;
    timer = setTimeout(() => {
      if (region.textContent !== said) region.textContent = said;
    }, PAUSE);
  };
}

/**
 * Say on a button what came of it, for a while, and to those who don't see it.
 * @param {HTMLElement} button
 * @param {string} said
 */
export function answered(button, said) {
  const label = button.dataset.label ?? button.textContent ?? "";
  button.dataset.label = label;
  button.textContent = said;
  const heard = button.closest("section")?.querySelector("[role=status]");
  if (heard) heard.textContent = said;
  setTimeout(() => (button.textContent = label), 2000);
}

/**
 * Copy a text, or show it in a field to copy from where the clipboard isn't allowed.
 * @param {HTMLElement} button which says that it was done
 * @param {string} text
 */
export async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    answered(button, tr("Copied"));
  } catch {
    const name = tr("Copy this with Ctrl+C");
    const field = make("input", { class: "kept", readonly: true, "aria-label": name });
    field.value = text;
    const place = button.parentElement;
    if (place?.nextElementSibling?.classList.contains("kept")) place.nextElementSibling.remove();
    place?.after(field);
    field.focus();
    field.select();
  }
}

/**
 * A button that copies a piece of code.
 * @param {string} code
 */
export function copying(code) {
  const name = tr("Copy {code}", { code });
  const attributes = { type: "button", class: "plain", "aria-label": name };
  const button = make("button", attributes, tr("Copy"));
  button.addEventListener("click", () => copy(button, code));
  return button;
}

/**
 * A line of code with a button that copies it.
 * @param {string} code
 */
export const copied = (code) =>
  make("div", { class: "copied" }, make("pre", {}, make("code", {}, code)), copying(code));

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
    else target.removeAttribute("tabindex");
  }
});

/**
 * The element, reached by keyboard where it has to be scrolled.
 * @template {HTMLElement} T
 * @param {T} element
 * @param {string} name
 */
export function scrolled(element, name) {
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", name);
  resized.observe(element);
  return element;
}

/**
 * A table that scrolls where it is wider than the page.
 * @param {string} name read out for it
 * @param {(Node | string)[]} head
 * @param {(Node | string)[][]} rows
 * @param {{ named?: boolean, free?: number }} [how] named: the first cells name their rows; free: the column that may take several lines
 */
export function table(name, head, rows, { named = false, free = -1 } = {}) {
  /** @param {Node | string} cell @param {number} n */
  const td = (cell, n) =>
    named && n === 0
      ? make("th", { scope: "row" }, cell)
      : make("td", { class: n === free ? "free" : null }, cell);
  const body = rows.map((cells) => make("tr", {}, ...cells.map(td)));
  const top = make(
    "tr",
    {},
    ...head.map((cell) => make(cell ? "th" : "td", cell ? { scope: "col" } : {}, cell)),
  );
  const whole = make("table", {}, ...(head.length ? [make("thead", {}, top)] : []));
  whole.append(make("tbody", {}, ...body));
  return scrolled(make("div", { class: named ? "rows named" : "rows" }, whole), name);
}

/** Which folds the reader has opened: an answer that is made anew keeps them open. @type {Set<string>} */
const opened = new Set();

/**
 * Something to unfold, made when it is.
 * @param {string} key
 * @param {string} title
 * @param {() => Node[]} inside
 */
export function folded(key, title, inside) {
  const fold = make("details", { open: opened.has(key) }, make("summary", {}, title));
  let filled = false;
  const fill = () => {
    if (fold.open && !filled) fold.append(...inside());
    filled ||= fold.open;
  };
  fill();
  fold.addEventListener("toggle", () => {
    fill();
    if (fold.open) opened.add(key);
    else opened.delete(key);
  });
  return fold;
}

/**
 * A parameter's name, underlined as in all pictures; it may be divided at its underscores.
 * @param {string} name
 */
export function parameterName(name) {
  const parts = name.split("_").flatMap((part, n) => (n ? ["_", make("wbr"), part] : [part]));
  return make("code", {}, make("span", { class: `of-${name}` }, ...parts));
}
