// Elements of the page: made in one call, and asked for the focus.

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
