// Figures in a page that has no kernel: each stands before the element with its state.
import { render } from "./figure.js";
import { host } from "./host.js";

/** Start all figures of the page. */
export function start() {
  for (const el of document.querySelectorAll("[data-tc-figure]")) {
    const state = el.nextElementSibling?.textContent ?? "{}";
    render({ model: host(JSON.parse(state)), el });
  }
}
