// Elements of the page: made in one call, asked for the focus, and owners of their keys.

/**
 * @typedef {string | number | boolean | null | undefined | ((event: any) => unknown)} Attribute
 */

/**
 * An element with attributes and children; a name that begins with "on" is an event to listen to,
 * and an attribute that is false or null is left out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, Attribute>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== false && value != null)
      element.setAttribute(name, value === true ? "" : `${value}`);
  }
  element.append(...children);
  return element;
}

/**
 * The element with the focus, in the same tree: the document sees of a shadow tree only its host.
 * @param {Node} node
 */
export function focused(node) {
  return /** @type {Document | ShadowRoot} */ (node.getRootNode()).activeElement ?? null;
}

/**
 * Keep keys from the host: its shortcuts (a notebook's command mode, a deck's slide change) must not
 * see ours.
 * @param {HTMLElement} root
 */
export function keepKeys(root) {
  root.addEventListener("keydown", (event) => event.stopPropagation());
  // Notebook 7 takes keys on their way down, and asks the focused element itself for leave.
  root.addEventListener("focusin", ({ target }) =>
    /** @type {Element} */ (target).setAttribute("data-lm-suppress-shortcuts", ""),
  );
}
